"""What happens at outlets. Payloads hold ids, codes and amounts only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class OutletsBroughtIn(Occurrence, kind="outlets_brought_in", zh="导入网点", en="Outlets brought in"):
    new: int
    changed: int


@dataclass(frozen=True)
class DutyBegun(Occurrence, kind="duty_begun", zh="窗口上岗", en="Duty at a counter begun"):
    duty: UUID
    outlet: str
    counter: str


@dataclass(frozen=True)
class DutyEnded(Occurrence, kind="duty_ended", zh="窗口离岗", en="Duty at a counter ended"):
    duty: UUID
    outlet: str
    counter: str


@dataclass(frozen=True)
class KioskMade(Occurrence, kind="kiosk_made", zh="登记自助终端", en="Kiosk registered"):
    kiosk: UUID
    outlet: str


@dataclass(frozen=True)
class KioskRevoked(Occurrence, kind="kiosk_revoked", zh="停用自助终端", en="Kiosk revoked"):
    kiosk: UUID
    outlet: str
