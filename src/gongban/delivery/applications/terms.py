"""The vocabulary of applications: where an application stands, how a material is given, how results are handed over, why a clock stands still."""

from __future__ import annotations

from enum import StrEnum

from gongban.kernel.process import OUTCOMES
from gongban.kernel.words import Words


class Stage(StrEnum):
    """Where an application (申请) stands as a whole; its parts (办件) have the lifecycle."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ABANDONED = "abandoned"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _STAGES[self]


class Subject(StrEnum):
    """What is applied for."""

    ITEM = "item"
    BUNDLE = "bundle"


class Channel(StrEnum):
    """The four ways in (四端): one state and one code path behind all of them (C1)."""

    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"
    KIOSK = "kiosk"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _CHANNELS[self]


class Given(StrEnum):
    """How a material came to be there."""

    FORM = "form"  # 在线填写的表 · the form that was filled here
    LICENCE = "licence"  # 电子证照 · an electronic licence of the applicant, shared with consent
    SHARED = "shared"  # 部门共享数据 · fetched from another department's register
    INTERNAL = "internal"  # 前一办件的结果 · the result of another part
    DOCUMENT = "document"  # 上传
    PAPER = "paper"  # 窗口收的纸质件 · paper taken at a counter
    PROMISED = "promised"  # 承诺代替证明
    KEPT = "kept"  # 以前交过的 · handed in before

    @property
    def words(self) -> Words:
        """How people call it."""
        return _GIVEN[self]


class Delivery(StrEnum):
    """How results are handed over (送达方式)."""

    ELECTRONIC = "electronic"
    COUNTER = "counter"
    POST = "post"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _DELIVERIES[self]


class Special(StrEnum):
    """Special procedures, whose time does not count (特别程序)."""

    HEARING = "hearing"  # 听证
    TEST = "test"  # 检验、检测、检疫、鉴定
    EXPERTS = "experts"  # 专家评审
    PUBLIC_NOTICE = "public_notice"  # 公示
    AUCTION = "auction"  # 招标、拍卖

    @property
    def words(self) -> Words:
        """How people call it."""
        return _SPECIALS[self]


class Opinion(StrEnum):
    """What a reviewing unit says in its step; which of them, the step says (`Task.outcomes`). The decision itself is the action `decide`."""

    AGREED = "agreed"
    REFUSED = "refused"
    PASSED = "passed"
    FAILED = "failed"
    MEND = "mend"
    NEEDED = "needed"
    NOT_NEEDED = "not_needed"
    RETURNED = "returned"
    DONE = "done"

    @property
    def words(self) -> Words:
        """How people call it."""
        return OUTCOMES[self.value]


class Outcome(StrEnum):
    """The decision on a part."""

    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def words(self) -> Words:
        """How people call it."""
        return Words("准予", "Granted") if self is Outcome.GRANTED else Words("不予", "Refused")


class Termination(StrEnum):
    """Why a handling ends without a decision (终止办理)."""

    NOT_COMPLETED = "not_completed"
    APPLICANT_GONE = "applicant_gone"
    OBJECT_GONE = "object_gone"
    OTHER = "other"

    @property
    def words(self) -> Words:
        """How people call it."""
        return _TERMINATIONS[self]


class Remedy(StrEnum):
    """What one can do against a refusal; told with it."""

    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"
    BOTH = "both"

    @property
    def words(self) -> Words:
        """How it is told to the applicant."""
        return _REMEDIES[self]


_STAGES = {Stage.DRAFT: Words("草稿", "Draft"), Stage.SUBMITTED: Words("已提交", "Submitted"), Stage.ABANDONED: Words("已放弃", "Abandoned")}
_CHANNELS = {
    Channel.WEB: Words("网上", "Online"), Channel.PHONE: Words("手机", "Phone"), Channel.COUNTER: Words("窗口", "Counter"), Channel.KIOSK: Words("自助机", "Kiosk"),
}  # fmt: skip
_GIVEN = {
    Given.FORM: Words("在线填写", "Filled in here"), Given.LICENCE: Words("电子证照", "Electronic licence"), Given.SHARED: Words("部门共享", "From another department"),
    Given.INTERNAL: Words("内部流转", "From another part"), Given.DOCUMENT: Words("已上传", "Uploaded"), Given.PAPER: Words("窗口收取", "Paper at a counter"),
    Given.PROMISED: Words("承诺代替", "Promised instead"), Given.KEPT: Words("以前交过", "Handed in before"),
}  # fmt: skip
_DELIVERIES = {
    Delivery.ELECTRONIC: Words("电子送达", "Electronically"), Delivery.COUNTER: Words("窗口领取", "At a counter"), Delivery.POST: Words("邮寄", "By post"),
}  # fmt: skip
_SPECIALS = {
    Special.HEARING: Words("听证", "Hearing"), Special.TEST: Words("检验检测鉴定", "Test or inspection by experts"), Special.EXPERTS: Words("专家评审", "Review by experts"),
    Special.PUBLIC_NOTICE: Words("公示", "Public notice"), Special.AUCTION: Words("招标拍卖", "Tender or auction"),
}  # fmt: skip
_TERMINATIONS = {
    Termination.NOT_COMPLETED: Words("逾期没有补正", "Not completed in time"), Termination.APPLICANT_GONE: Words("申请人死亡或者终止", "The applicant has died or ceased to exist"),
    Termination.OBJECT_GONE: Words("申请的对象已不存在", "What was applied for no longer exists"), Termination.OTHER: Words("其他法定情形", "Another reason laid down by law"),
}  # fmt: skip
_REMEDIES = {
    Remedy.RECONSIDERATION: Words("可以自收到决定之日起六十日内申请行政复议。", "Within 60 days of receiving this you may apply for administrative reconsideration."),
    Remedy.LITIGATION: Words("可以自收到决定之日起六个月内提起行政诉讼。", "Within six months of receiving this you may bring an action before the court."),
    Remedy.BOTH: Words("可以自收到决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼。", "You may apply for administrative reconsideration within 60 days of receiving this, or bring an action before the court within six months."),
}  # fmt: skip
