"""What happens to cases. Payloads hold ids, codes, amounts and times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class CaseOpened(Occurrence, kind="case_opened", zh="诉求登记", en="Case opened"):
    case_kind: str
    category: str | None = None
    board: str | None = None
    publicity: str | None = None
    split_from: UUID | None = None


@dataclass(frozen=True)
class Accepted(Occurrence, kind="accepted", zh="受理", en="Accepted"):
    category: str | None = None


@dataclass(frozen=True)
class Refused(Occurrence, kind="refused", zh="不予受理", en="Refused"):
    route: str


@dataclass(frozen=True)
class AnsweredAtOnce(Occurrence, kind="answered_at_once", zh="当场答复", en="Answered at once"):
    article: str | None = None


@dataclass(frozen=True)
class HandedOver(Occurrence, kind="handed_over", zh="移交紧急线路", en="Handed over"):
    line: str


@dataclass(frozen=True)
class Reclassified(Occurrence, kind="reclassified", zh="修改分类", en="Reclassified"):
    case_kind: str
    urgency: str
    category: str | None = None
    former_kind: str | None = None
    former_category: str | None = None


@dataclass(frozen=True)
class Dispatched(Occurrence, kind="dispatched", zh="派单", en="Dispatched"):
    department: str
    assignment: UUID
    hop: int
    interim: bool = False
    automatic: bool = False
    suggestion_kept: bool | None = None


@dataclass(frozen=True)
class CoHandled(Occurrence, kind="co_handled", zh="协办", en="Co-handled"):
    department: str
    assignment: UUID
    share: str
    parent: UUID | None = None


@dataclass(frozen=True)
class SignedIn(Occurrence, kind="signed_in", zh="签收", en="Signed in"):
    assignment: UUID
    in_time: bool | None = None


@dataclass(frozen=True)
class ReturnAsked(Occurrence, kind="return_asked", zh="申请退单", en="Return asked"):
    assignment: UUID
    application: UUID
    proposed: str | None = None


@dataclass(frozen=True)
class DispatchReturned(Occurrence, kind="dispatch_returned", zh="退单", en="Dispatch returned"):
    department: str
    count: int


@dataclass(frozen=True)
class ReturnRefused(Occurrence, kind="return_refused", zh="不同意退单", en="Return refused"):
    department: str


@dataclass(frozen=True)
class Transferred(Occurrence, kind="transferred", zh="改派", en="Transferred"):
    former: str
    department: str


@dataclass(frozen=True)
class HandlerNamed(Occurrence, kind="handler_named", zh="指定承办人", en="Handler named"):
    handler: str


@dataclass(frozen=True)
class DeadlineSet(Occurrence, kind="deadline_set", zh="设定时限", en="Deadline set"):
    timer: str
    due: datetime | None
    provisional: bool = False
    because: str = ""


@dataclass(frozen=True)
class Paused(Occurrence, kind="paused", zh="暂停计时", en="Paused"):
    reason: str


@dataclass(frozen=True)
class Resumed(Occurrence, kind="resumed", zh="恢复计时", en="Resumed"):
    timers: int


@dataclass(frozen=True)
class ExtensionAsked(Occurrence, kind="extension_asked", zh="申请延期", en="Extension asked"):
    application: UUID
    amount: int


@dataclass(frozen=True)
class Extended(Occurrence, kind="extended", zh="延期", en="Extended"):
    amount: int
    due: datetime | None = None


@dataclass(frozen=True)
class ExtensionRefused(Occurrence, kind="extension_refused", zh="不同意延期", en="Extension refused"):
    application: UUID


@dataclass(frozen=True)
class Contacted(Occurrence, kind="contacted", zh="首次联系", en="Contacted"):
    reached: bool
    in_time: bool | None = None


@dataclass(frozen=True)
class Replied(Occurrence, kind="replied", zh="回复", en="Replied"):
    entry: UUID
    final: bool = False


@dataclass(frozen=True)
class Noted(Occurrence, kind="noted", zh="备注", en="Noted"):
    entry: UUID


@dataclass(frozen=True)
class InformationRequested(Occurrence, kind="material_requested", zh="请反映人补充", en="Information requested"):
    entry: UUID


@dataclass(frozen=True)
class InformationGiven(Occurrence, kind="material_given", zh="反映人补充", en="Information given"):
    entry: UUID
    photos: int = 0


@dataclass(frozen=True)
class PartSigned(Occurrence, kind="part_signed", zh="协办签收", en="Part signed"):
    assignment: UUID


@dataclass(frozen=True)
class PartAnswered(Occurrence, kind="part_answered", zh="协办提交", en="Part answered"):
    assignment: UUID


@dataclass(frozen=True)
class PartChecked(Occurrence, kind="part_checked", zh="协办核查", en="Part checked"):
    assignment: UUID
    accepted: bool


@dataclass(frozen=True)
class SiteRecorded(Occurrence, kind="site_recorded", zh="现场记录", en="Recorded on site"):
    record: UUID


@dataclass(frozen=True)
class Answered(Occurrence, kind="answered", zh="提交答复", en="Answered"):
    assignment: UUID


@dataclass(frozen=True)
class AnswerSentBack(Occurrence, kind="answer_sent_back", zh="答复退回修改", en="Answer sent back"):
    assignment: UUID


@dataclass(frozen=True)
class Closed(Occurrence, kind="closed", zh="办结", en="Closed"):
    department: str
    in_time: bool | None = None
    redoing: int = 0


@dataclass(frozen=True)
class Filed(Occurrence, kind="filed", zh="归档", en="Filed"):
    reached: bool | None = None


@dataclass(frozen=True)
class Reopened(Occurrence, kind="reopened", zh="发回重办", en="Reopened"):
    count: int
    because: str


@dataclass(frozen=True)
class Reinspected(Occurrence, kind="reinspected", zh="复查", en="Re-inspected"):
    passed: bool
    record: UUID


@dataclass(frozen=True)
class ReinspectionSet(Occurrence, kind="reinspection_set", zh="安排复查", en="Re-inspection set"):
    day: date


@dataclass(frozen=True)
class Urged(Occurrence, kind="urged", zh="督办", en="Urged"):
    urging: UUID
    department: str | None = None
    due: datetime | None = None


@dataclass(frozen=True)
class UrgingAnswered(Occurrence, kind="urging_answered", zh="回复督办", en="Urging answered"):
    urging: UUID


@dataclass(frozen=True)
class Escalated(Occurrence, kind="escalated", zh="提级", en="Raised"):
    because: str


@dataclass(frozen=True)
class Chased(Occurrence, kind="chased", zh="催办", en="Chased"):
    count: int


@dataclass(frozen=True)
class Withdrawn(Occurrence, kind="withdrawn", zh="撤回", en="Withdrawn"):
    pass


@dataclass(frozen=True)
class StudyCalled(Occurrence, kind="study_called", zh="召集联席研判", en="Joint study called"):
    study: UUID
    departments: list[str]


@dataclass(frozen=True)
class StudyDecided(Occurrence, kind="joint_study", zh="联席研判结论", en="Joint study decided"):
    study: UUID
    principle: str
    department: str


@dataclass(frozen=True)
class OwnershipSettled(Occurrence, kind="ownership_settled", zh="归属确定", en="Ownership settled"):
    department: str
    principle: str


@dataclass(frozen=True)
class ExclusionAsked(Occurrence, kind="exclusion_asked", zh="申请剔除", en="Exclusion asked"):
    application: UUID


@dataclass(frozen=True)
class Excluded(Occurrence, kind="excluded", zh="剔除", en="Excluded from scoring"):
    application: UUID
    granted: bool


@dataclass(frozen=True)
class Split(Occurrence, kind="split", zh="拆分", en="Split"):
    part: UUID


@dataclass(frozen=True)
class Merged(Occurrence, kind="merged", zh="并案", en="Joined"):
    into: UUID


@dataclass(frozen=True)
class RepeatLinked(Occurrence, kind="repeat_linked", zh="关联重复", en="Repeat linked"):
    other: UUID


@dataclass(frozen=True)
class Moderated(Occurrence, kind="moderated", zh="公开审核", en="Moderated"):
    publicity: str
    reason: str = ""


@dataclass(frozen=True)
class PhotoChecked(Occurrence, kind="photo_checked", zh="检查照片", en="Photo checked"):
    photo: UUID
    regions: int
    shown: bool


@dataclass(frozen=True)
class Seconded(Occurrence, kind="seconded", zh="居民加入", en="Another resident joined"):
    parties: int


@dataclass(frozen=True)
class ReporterRevealed(Occurrence, kind="reporter_revealed", zh="查看反映人", en="Reporter revealed"):
    pass


@dataclass(frozen=True)
class HandedOverMatters(Occurrence, kind="handed_over_matters", zh="离任移交", en="Matters handed over"):
    leaver: str
    receivers: list[str]
    count: int
