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


# ---- 好差评 · ratings of services


@dataclass(frozen=True)
class RatingInvited(Occurrence, kind="rating_invited", zh="邀请评价", en="Invited to rate"):
    invitation: UUID
    subject: str  # part | visit
    item: str
    department: str
    outlet: str = ""
    channel: str = ""


@dataclass(frozen=True)
class ServiceRated(Occurrence, kind="service_rated", zh="服务评价", en="Service rated"):
    invitation: UUID
    level: int
    tags: list[str]
    item: str
    department: str
    version: UUID | None = None
    outlet: str = ""
    channel: str = ""


@dataclass(frozen=True)
class RectificationOpened(Occurrence, kind="rectification_opened", zh="差评转整改", en="Rectification opened"):
    invitation: UUID
    level: int
    department: str


@dataclass(frozen=True)
class RatingVerified(Occurrence, kind="rating_verified", zh="核实差评", en="Bad rating verified"):
    finding: str  # true | no_legal_ground


@dataclass(frozen=True)
class RatingAppealed(Occurrence, kind="rating_appealed", zh="对差评申诉", en="Appealed against a rating"):
    department: str


@dataclass(frozen=True)
class RatingAppealDecided(Occurrence, kind="rating_appeal_decided", zh="复核申诉", en="Appeal decided"):
    upheld: bool


@dataclass(frozen=True)
class Rectified(Occurrence, kind="rectified", zh="整改并答复", en="Mended and replied"):
    rounds: int


@dataclass(frozen=True)
class RatingCalledBack(Occurrence, kind="rating_called_back", zh="差评回访", en="Called back on a rating"):
    outcome: str  # accepted | not_accepted | unreached
    tries: int
    by_rater: bool


@dataclass(frozen=True)
class RectificationClosed(Occurrence, kind="rectification_closed", zh="整改办结", en="Rectification closed"):
    ending: str  # accepted | unreached | untrue
    in_time: bool | None = None
