"""What happens to briefs and instructions. Payloads hold ids, codes, amounts and times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class BriefDrafted(Occurrence, kind="brief_drafted", zh="起草专报", en="Brief drafted"):
    brief: UUID


@dataclass(frozen=True)
class BriefChanged(Occurrence, kind="brief_changed", zh="修改专报", en="Brief changed"):
    brief: UUID


@dataclass(frozen=True)
class BriefDiscarded(Occurrence, kind="brief_discarded", zh="丢弃专报草稿", en="Draft of a brief discarded"):
    brief: UUID


@dataclass(frozen=True)
class BriefIssued(Occurrence, kind="brief_issued", zh="印发专报", en="Brief issued"):
    brief: UUID
    year: int
    serial: int
    digest: str  # SHA-256 of what it says, so that the journal proves that nothing was changed


@dataclass(frozen=True)
class InstructionGiven(Occurrence, kind="instruction_given", zh="批示", en="Instruction given"):
    instruction: UUID
    department: str
    due: datetime
    brief: UUID | None = None
    case: UUID | None = None


@dataclass(frozen=True)
class InstructionTakenOn(Occurrence, kind="instruction_taken_on", zh="领办批示", en="Instruction taken on"):
    department: str


@dataclass(frozen=True)
class InstructionNoted(Occurrence, kind="instruction_noted", zh="批示进展", en="Progress on an instruction noted"):
    department: str


@dataclass(frozen=True)
class InstructionReported(Occurrence, kind="instruction_reported", zh="报告批示结果", en="Instruction reported on"):
    department: str
    in_time: bool


@dataclass(frozen=True)
class InstructionAccepted(Occurrence, kind="instruction_accepted", zh="批示办结", en="Instruction accepted as done"):
    department: str


@dataclass(frozen=True)
class InstructionSentBack(Occurrence, kind="instruction_sent_back", zh="批示退回续办", en="Report on an instruction sent back"):
    department: str
    returns: int


@dataclass(frozen=True)
class InstructionUrged(Occurrence, kind="instruction_urged", zh="催办批示", en="Instruction urged"):
    department: str
    count: int


@dataclass(frozen=True)
class InstructionPostponed(Occurrence, kind="instruction_postponed", zh="批示改期", en="Date of an instruction changed"):
    department: str
    due: datetime


@dataclass(frozen=True)
class InstructionWithdrawn(Occurrence, kind="instruction_withdrawn", zh="撤回批示", en="Instruction withdrawn"):
    department: str


@dataclass(frozen=True)
class InstructionEnded(Occurrence, kind="instruction_ended", zh="批示随诉求办结", en="Instruction done with its case"):
    department: str
    case: UUID
