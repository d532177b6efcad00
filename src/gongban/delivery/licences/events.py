"""What happens to licences. Payloads hold ids, codes, amounts and times only: no number that names a holder, no name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class LicenceIssued(Occurrence, kind="licence_issued", zh="颁发证照", en="Licence issued"):
    type: str
    issuer: str
    until: date | None = None
    inside: int | None = None  # of a comprehensive licence: how many it contains


@dataclass(frozen=True)
class LicenceChanged(Occurrence, kind="licence_changed", zh="变更证照", en="Licence changed"):
    version: int


@dataclass(frozen=True)
class LicenceRenewed(Occurrence, kind="licence_renewed", zh="延续证照", en="Licence renewed"):
    version: int
    until: date | None = None


@dataclass(frozen=True)
class LicenceSuspended(Occurrence, kind="licence_suspended", zh="暂停证照", en="Licence suspended"):
    type: str


@dataclass(frozen=True)
class LicenceResumed(Occurrence, kind="licence_resumed", zh="恢复证照", en="Licence resumed"):
    type: str


@dataclass(frozen=True)
class LicenceEnded(Occurrence, kind="licence_ended", zh="证照终止", en="Licence ended"):
    type: str
    ending: str  # expired | annulled | withdrawn | revoked | cancelled
    reason: str = ""


@dataclass(frozen=True)
class LicenceLooked(Occurrence, kind="licence_looked", zh="查看证照", en="Licence looked at"):
    way: str
    department: str | None = None
    share: UUID | None = None


@dataclass(frozen=True)
class LicencePrinted(Occurrence, kind="licence_printed", zh="生成证照文件", en="File of a licence made"):
    version: int
    digest: str  # SHA-256 of the file


@dataclass(frozen=True)
class LicenceShareAsked(Occurrence, kind="licence_share_asked", zh="申请查看证照", en="Share of a licence asked for"):
    share: UUID
    department: str
    type: str


@dataclass(frozen=True)
class LicenceShareAnswered(Occurrence, kind="licence_share_answered", zh="答复证照共享", en="Share of a licence answered"):
    share: UUID
    answer: str  # given | refused | withdrawn
    until: date | None = None


@dataclass(frozen=True)
class LicenceShareMisused(Occurrence, kind="licence_share_misused", zh="证照共享被拒绝", en="Misuse of a share refused"):
    """A consent given a second time, or a look for another matter, after its end, or without one."""

    share: UUID
    why: str


@dataclass(frozen=True)
class LicenceProofFailed(Occurrence, kind="licence_proof_failed", zh="证照核验未通过", en="Proof of a licence failed"):
    """A forged or altered code or file, or one whose key is not ours."""

    way: str
    why: str  # forged | unknown_key | not_issued
