"""What happens to applications. Payloads hold ids, codes, amounts and times only. Events of a part name its matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class DraftBegun(Occurrence, kind="draft_begun", zh="开始填写", en="Application begun"):
    application: UUID
    subject: str
    slug: str
    channel: str
    outlet: str = ""


@dataclass(frozen=True)
class DraftSaved(Occurrence, kind="draft_saved", zh="保存草稿", en="Draft saved"):
    application: UUID
    revision: int


@dataclass(frozen=True)
class ChannelSwitched(Occurrence, kind="channel_switched", zh="换了渠道继续办", en="Channel switched"):
    application: UUID
    before: str
    after: str


@dataclass(frozen=True)
class Abandoned(Occurrence, kind="abandoned", zh="放弃草稿", en="Draft abandoned"):
    application: UUID


@dataclass(frozen=True)
class Signed(Occurrence, kind="application_signed", zh="签署申请", en="Application signed"):
    application: UUID
    signature: UUID
    granted: bool


@dataclass(frozen=True)
class Submitted(Occurrence, kind="submitted", zh="提交申请", en="Submitted"):
    application: UUID
    item: UUID
    version: UUID
    part: str
    channel: str
    outlet: str = ""
    waiting: bool = False
    materials: int = 0
    fetched: int = 0  # of them nobody had to bring


@dataclass(frozen=True)
class FieldPrefilled(Occurrence, kind="field_prefilled", zh="带出已有信息", en="Filled from what is held"):
    facts: list[str]


@dataclass(frozen=True)
class FieldTyped(Occurrence, kind="field_typed", zh="申请人填写", en="Typed by the applicant"):
    facts: list[str]


@dataclass(frozen=True)
class MaterialLooked(Occurrence, kind="material_looked", zh="查看材料", en="Material looked at"):
    material: UUID
    department: str


@dataclass(frozen=True)
class PartBegun(Occurrence, kind="part_begun", zh="办件开始", en="Part begun"):
    pass


@dataclass(frozen=True)
class ApplicationAccepted(Occurrence, kind="application_accepted", zh="受理申请", en="Application accepted"):
    deemed: bool
    since: datetime  # 视为受理的自收到之日 · from when it counts


@dataclass(frozen=True)
class HandedOn(Occurrence, kind="application_handed_on", zh="转交办理单位", en="Handed on"):
    before: str
    department: str


@dataclass(frozen=True)
class NotAccepted(Occurrence, kind="not_accepted", zh="不予受理申请", en="Application not accepted"):
    reason: str


@dataclass(frozen=True)
class MaterialRequested(Occurrence, kind="correction_asked", zh="一次告知补正", en="Asked to complete"):
    correction: UUID
    points: int
    due: datetime | None


@dataclass(frozen=True)
class MaterialGiven(Occurrence, kind="correction_given", zh="补正", en="Completed"):
    correction: UUID


@dataclass(frozen=True)
class TaskOpened(Occurrence, kind="task_opened", zh="审查环节开始", en="Step of review opened"):
    task: UUID
    key: str
    department: str


@dataclass(frozen=True)
class TaskLapsed(Occurrence, kind="task_lapsed", zh="审查环节到时结束", en="Step of review ended by its timer"):
    task: UUID
    key: str
    department: str


@dataclass(frozen=True)
class RecordChecked(Occurrence, kind="record_checked", zh="自动核查共享数据", en="Records checked"):
    item: UUID
    version: UUID


@dataclass(frozen=True)
class OpinionGiven(Occurrence, kind="opinion_given", zh="审查意见", en="Opinion given"):
    task: UUID
    department: str
    opinion: str


@dataclass(frozen=True)
class Inspected(Occurrence, kind="inspected", zh="现场核查", en="Inspected on site"):
    entry: UUID
    departments: list[str]
    passed: bool


@dataclass(frozen=True)
class SpecialBegun(Occurrence, kind="special_begun", zh="启动特别程序", en="Special procedure begun"):
    procedure: str


@dataclass(frozen=True)
class SpecialEnded(Occurrence, kind="special_ended", zh="特别程序结束", en="Special procedure ended"):
    procedure: str


@dataclass(frozen=True)
class ReviewExtended(Occurrence, kind="review_extended", zh="延长办理期限", en="Review extended"):
    amount: int
    due: datetime | None


@dataclass(frozen=True)
class Decided(Occurrence, kind="decided", zh="作出决定", en="Decided"):
    outcome: str
    item: UUID
    department: str
    in_time: bool | None
    fee: int = 0


@dataclass(frozen=True)
class FeePaid(Occurrence, kind="fee_paid", zh="缴费", en="Fee paid"):
    payment: UUID
    amount: int


@dataclass(frozen=True)
class ResultHandedOver(Occurrence, kind="result_handed_over", zh="送达结果", en="Result handed over"):
    delivery: str
    licence: UUID | None = None


@dataclass(frozen=True)
class Withdrawn(Occurrence, kind="application_withdrawn", zh="撤回申请", en="Application withdrawn"):
    state: str  # in which it was


@dataclass(frozen=True)
class Terminated(Occurrence, kind="application_terminated", zh="终止办理", en="Handling terminated"):
    reason: str


@dataclass(frozen=True)
class ApplicantRevealed(Occurrence, kind="applicant_revealed", zh="查看申请人", en="Applicant revealed"):
    """An office looked at name, number and phone in clear."""


@dataclass(frozen=True)
class Concluded(Occurrence, kind="concluded", zh="办件办结", en="Handling concluded"):
    """The end of every handling, whatever the ending: what ratings and figures are built on."""

    application: UUID
    item: UUID
    version: UUID
    department: str
    ending: str
    in_time: bool | None
    channel: str
    outlet: str
    day: date
