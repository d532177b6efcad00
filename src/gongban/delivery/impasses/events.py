"""What happens to what could not be done. Payloads hold ids and codes only."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class ImpasseTaken(Occurrence, kind="impasse_taken", zh="登记办不成的事", en="Taken: could not be done"):
    item: str
    cause: str
    outlet: str = ""
    channel: str = ""


@dataclass(frozen=True)
class ImpasseCoordinated(Occurrence, kind="impasse_coordinated", zh="请部门协调", en="Department asked to help"):
    department: str


@dataclass(frozen=True)
class ImpasseReported(Occurrence, kind="impasse_reported", zh="部门答复协调", en="Department reported"):
    department: str


@dataclass(frozen=True)
class ImpasseReclassified(Occurrence, kind="impasse_reclassified", zh="改办不成的原因", en="Cause corrected"):
    before: str
    cause: str


@dataclass(frozen=True)
class ImpasseAdded(Occurrence, kind="impasse_added", zh="补充办不成的事", en="More was said"):
    pass


@dataclass(frozen=True)
class ImpasseEnded(Occurrence, kind="impasse_ended", zh="办不成的事有了结果", en="Impasse ended"):
    ending: str  # done | lawful_no | withdrawn
    item: str
    cause: str
    outlet: str = ""
    department: str = ""
