"""What happens to commitments. Events name the matter of the part that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class CommitmentMade(Occurrence, kind="commitment_made", zh="作出承诺", en="Commitment made"):
    commitment: UUID
    of: str  # licence | proof
    points: int


@dataclass(frozen=True)
class CommitmentChecked(Occurrence, kind="commitment_checked", zh="核查承诺", en="Commitment checked"):
    commitment: UUID
    way: str  # data | on_site
    met: bool | None


@dataclass(frozen=True)
class CommitmentMoved(Occurrence, kind="commitment_moved", zh="承诺办理进展", en="Commitment moved on"):
    commitment: UUID
    action: str
    state: str
    due: date | None = None
