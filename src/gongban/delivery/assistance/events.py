"""What happens to mandates and orders. Payloads hold ids, codes and times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class MandateGiven(Occurrence, kind="mandate_given", zh="委托", en="Mandate given"):
    mandate: UUID
    assistant: str
    what: str  # help | act
    items: list[str]
    until: datetime
    origin: str


@dataclass(frozen=True)
class MandateEnded(Occurrence, kind="mandate_ended", zh="委托结束", en="Mandate ended"):
    mandate: UUID
    assistant: str
    how: str  # revoked | laid_down


@dataclass(frozen=True)
class AssistantActed(Occurrence, kind="assistant_acted", zh="凭委托办理", en="Acted under a mandate"):
    mandate: UUID
    what: str
    subject: str = ""


@dataclass(frozen=True)
class AssistanceAsked(Occurrence, kind="assistance_asked", zh="申请帮代办", en="Assistance asked for"):
    item: str
    what: str
    place: str
    unit: str


@dataclass(frozen=True)
class AssistanceMoved(Occurrence, kind="assistance_moved", zh="帮代办进展", en="Assistance order moved on"):
    action: str
    state: str
    reason: str = ""
