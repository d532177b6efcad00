"""What happens at callbacks. Payloads hold ids, codes and amounts only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class CalledBack(Occurrence, kind="called_back", zh="回访", en="Called back"):
    callback: UUID
    tries: int
    ending: str


@dataclass(frozen=True)
class Rated(Occurrence, kind="rated", zh="评价", en="Rated"):
    callback: UUID
    solved: str
    contacted: bool | None = None
    satisfaction: int | None = None


@dataclass(frozen=True)
class Confirmed(Occurrence, kind="confirmed", zh="确认解决", en="Confirmed as solved"):
    callback: UUID
    solved: str


@dataclass(frozen=True)
class Denied(Occurrence, kind="denied", zh="表示未解决", en="Said to be not solved"):
    callback: UUID


@dataclass(frozen=True)
class Unreached(Occurrence, kind="unreached", zh="回访未接通", en="Not reached"):
    callback: UUID
    tries: int
