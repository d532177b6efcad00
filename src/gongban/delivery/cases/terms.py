"""The vocabulary of cases: kinds, channels, urgency, and the words for them."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.words import Words


class Worded(StrEnum):
    """A code with its words."""

    @property
    def words(self) -> Words:
        """How people call it."""
        return WORDS[type(self).__name__][self.value]


class Kind(Worded):
    """What a request is, as every hotline sorts it (国办发〔2020〕53号)."""

    INQUIRY = "inquiry"
    HELP = "help"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
    REPORT = "report"
    PRAISE = "praise"


class Channel(Worded):
    """The way a request came in (A5)."""

    WEB = "web"
    PHONE_PAGE = "phone_page"
    HOTLINE = "hotline"
    COUNTER = "counter"
    ENTERPRISE_LINE = "enterprise_line"
    MESSAGE_BOARD = "message_board"
    LEADER_MAILBOX = "leader_mailbox"
    PETITION_OFFICE = "petition_office"
    MEDIA = "media"
    TASK = "task"
    KIOSK = "kiosk"
    WECHAT = "wechat"
    WEIBO = "weibo"
    OPEN311 = "open311"
    IMPORT = "import"


class Urgency(Worded):
    """How soon it must be looked at; real emergencies are handed to the emergency lines at once."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY_FOLLOWUP = "emergency_followup"


class Share(Worded):
    """In which capacity a department holds a case."""

    LEAD = "lead"  # 主办
    CO = "co"  # 协办
    UNIT = "unit"  # 下属单位，由上级转派


class Publicity(Worded):
    """What the publicity table and the moderators decided (A2, A14)."""

    NEVER = "never"
    WAITING = "waiting"
    PUBLIC = "public"
    PRIVATE = "private"


class Solved(Worded):
    """What the reporter says at the callback."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class PauseReason(Worded):
    """Why a clock stops. Only the first stops the resident's clock too (A12)."""

    WAITING_FOR_REPORTER = "waiting_for_reporter"
    WEATHER = "weather"
    EXPERT_OPINION = "expert_opinion"
    HIGHER_LEVEL = "higher_level"
    COURT = "court"


WORDS: dict[str, dict[str, Words]] = {
    "Kind": {
        "inquiry": Words("咨询", "Inquiry"),
        "help": Words("求助", "Help"),
        "suggestion": Words("建议", "Suggestion"),
        "complaint": Words("投诉", "Complaint"),
        "report": Words("举报", "Report of wrongdoing"),
        "praise": Words("表扬", "Praise"),
    },
    "Channel": {
        "web": Words("网页", "Web"),
        "phone_page": Words("手机网页", "Phone page"),
        "hotline": Words("12345 热线", "12345 hotline"),
        "counter": Words("服务窗口", "Counter"),
        "enterprise_line": Words("一企来专线", "Enterprise line"),
        "message_board": Words("留言板", "Message board"),
        "leader_mailbox": Words("领导信箱", "Leader's mailbox"),
        "petition_office": Words("信访转入", "Petition office"),
        "media": Words("媒体反映", "Media"),
        "task": Words("上级交办", "Task from above"),
        "kiosk": Words("自助终端", "Kiosk"),
        "wechat": Words("微信", "WeChat"),
        "weibo": Words("微博", "Weibo"),
        "open311": Words("Open311", "Open311"),
        "import": Words("历史导入", "Import"),
    },
    "Urgency": {
        "normal": Words("一般", "Normal"),
        "urgent": Words("紧急", "Urgent"),
        "emergency_followup": Words("应急后续", "Follow-up of an emergency"),
    },
    "Share": {
        "lead": Words("主办", "Lead"),
        "co": Words("协办", "Co-handler"),
        "unit": Words("下属单位", "Unit"),
    },
    "Publicity": {
        "never": Words("依规不公开", "Never public"),
        "waiting": Words("待审核", "To be moderated"),
        "public": Words("已公开", "Public"),
        "private": Words("不公开", "Private"),
    },
    "Solved": {
        "yes": Words("已解决", "Solved"),
        "partly": Words("部分解决", "Partly solved"),
        "no": Words("未解决", "Not solved"),
    },
    "PauseReason": {
        "waiting_for_reporter": Words("等待反映人补充", "Waiting for the reporter"),
        "weather": Words("天气原因", "Weather"),
        "expert_opinion": Words("等待鉴定或评估", "Expert opinion"),
        "higher_level": Words("等待上级答复", "Waiting for a higher level"),
        "court": Words("进入司法或复议程序", "Before a court or under reconsideration"),
    },
}
