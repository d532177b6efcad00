"""The life of a commitment as one table, beside the life of its part: from the promise to its fulfilment, or to annulment and appeal."""

from __future__ import annotations

from gongban.kernel.lifecycle import Lifecycle, State, Transition
from gongban.kernel.words import Words

STATES = (
    State("promised", Words("已承诺", "Promised"), Words("您已作出承诺，办理单位还没有决定。", "You have promised; the office has not decided yet.")),
    State("to_check", Words("待核查", "To be checked"), Words("已按承诺发证，办理单位会在期限前核查。", "Granted on your promise; the office checks it by a date.")),
    State("kept", Words("承诺属实", "Kept"), Words("已核查，承诺属实。", "Checked: the promise is kept."), open=False),
    State("not_met", Words("核查不符", "Not met"), Words("核查发现与承诺不符，请陈述申辩或等待整改通知。", "The check found that it is not met. State your case, or wait for the order to mend it.")),
    State("mending", Words("限期整改", "To be mended"), Words("请在期限前整改，改好后报告，办理单位会复查。", "Mend it by the date and report; the office checks again.")),
    State("mended", Words("已报整改", "Reported as mended"), Words("您已报告整改完成，等待复查。", "You have reported it as mended; it will be checked again.")),
    State("annulled", Words("已撤销", "Annulled"), Words("逾期没有整改到位，依据承诺发的证已撤销；不服可以申诉。", "It was not mended in time and what was granted on the promise is annulled. You may appeal.")),
    State("false", Words("虚假承诺", "False"), Words("明知不符而承诺，已撤销并记入信用记录；不服可以申诉。", "The promise was knowingly false: annulled, and put on the credit record. You may appeal.")),
    State("appealed", Words("申诉中", "Appealed"), Words("已收到申诉，由政务服务部门复核。", "The appeal has been received and is reviewed by the service office.")),
    State("upheld", Words("维持", "Upheld"), Words("复核后维持原决定；仍可以依法复议或诉讼。", "The decision stands after review; reconsideration and litigation remain open."), open=False),
    State("reversed", Words("已纠正", "Reversed"), Words("复核认为不当，已经纠正并恢复。", "The review found it wrong; it has been put right."), open=False),
    State("lapsed", Words("未发证", "Lapsed"), Words("没有准予或已撤回，承诺不再有效。", "Nothing was granted, or it was withdrawn; the promise is void."), open=False),
)  # fmt: skip


def _row(action: str, origins: tuple[str, ...], to: str | tuple[str, ...], who: tuple[str, ...], label: tuple[str, str], told: tuple[str, str], reason: str) -> Transition:
    targets = (to,) if isinstance(to, str) and to else tuple(to)
    return Transition(action, origins, targets, who, Words(*label), Words(*told), reason)


TRANSITIONS = (
    _row("grant", ("promised",), "to_check", ("system",), ("准予", "Grant"), ("已按承诺准予，期限前核查", "Granted on the promise; it is checked by a date"),
         "决定作出时开始计核查期限。"),
    _row("lapse", ("promised",), "lapsed", ("system",), ("失效", "Lapse"), ("承诺不再有效", "The promise is void"),
         "没有准予就没有可核查的。"),
    _row("check_data", ("to_check",), ("kept", "to_check"), ("owner", "system"), ("用共享数据核查", "Check by data"), ("已用共享数据核查", "Checked against shared data"),
         "先用数据核查，数据能证明的不上门（国办发〔2020〕42号）。"),
    _row("check_on_site", ("to_check", "mended"), ("kept", "not_met"), ("owner",), ("现场核查", "Check on site"), ("已现场核查", "Checked on site"),
         "数据证明不了的，期限前到现场；整改后也要复查。"),
    _row("state_case", ("not_met", "mending"), "", ("applicant",), ("陈述申辩", "State one's case"), ("申请人陈述申辩", "The applicant states the case"),
         "不利决定之前要听取陈述申辩。"),
    _row("order_mending", ("not_met",), "mending", ("owner",), ("责令限期整改", "Order to mend"), ("请在期限前整改", "Mend it by the date"),
         "能改的先改，写明改什么、到哪天。"),
    _row("report_mended", ("mending",), "mended", ("applicant",), ("报告整改完成", "Report as mended"), ("申请人报告整改完成", "The applicant reports it as mended"),
         "期限内报告的等复查；过了期限不能再报。"),
    _row("annul", ("not_met", "mending"), "annulled", ("owner_head",), ("撤销", "Annul"), ("逾期未整改到位，已撤销", "Not mended in time: annulled"),
         "先责令限期整改；逾期不整改或复查仍不符的，由负责人撤销（行政许可法第六十九条）。"),
    _row("find_false", ("to_check", "not_met", "mending", "mended"), "false", ("owner_head",), ("认定虚假承诺", "Find it false"), ("认定为虚假承诺，已撤销并记入信用记录", "Found knowingly false: annulled and put on record"),
         "明知不符仍承诺的；修复之前不再适用承诺办理。"),
    _row("appeal", ("annulled", "false"), "appealed", ("applicant",), ("申诉", "Appeal"), ("申请人提出申诉", "The applicant appeals"),
         "两种撤销都可以申诉，六十日内提出。"),
    _row("uphold", ("appealed",), "upheld", ("reviewing_office",), ("维持", "Uphold"), ("复核维持", "Upheld on review"),
         "由没有参与原决定的政务服务部门复核，写明理由。"),
    _row("reverse", ("appealed",), "reversed", ("reviewing_office",), ("纠正", "Reverse"), ("复核纠正，恢复原来的结果", "Reversed on review and restored"),
         "撤销不当的，重新颁发同样内容的证照，信用记录一并纠正。"),
)  # fmt: skip

COMMITMENT = Lifecycle("commitment", "promised", STATES, TRANSITIONS)
BROKEN = ("annulled", "false", "appealed", "upheld")  # 撤销以后，改正或纠正之前，不再适用
