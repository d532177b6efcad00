"""What happens to bundles. Payloads hold ids and numbers only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class BundleDrafted(Occurrence, kind="bundle_drafted", zh="编写一件事", en="Bundle drafted"):
    bundle: UUID
    version: UUID


@dataclass(frozen=True)
class BundleSubmitted(Occurrence, kind="bundle_submitted", zh="一件事提交发布", en="Bundle submitted"):
    bundle: UUID
    version: UUID


@dataclass(frozen=True)
class BundleReturned(Occurrence, kind="bundle_returned", zh="一件事退回修改", en="Bundle returned"):
    bundle: UUID
    version: UUID


@dataclass(frozen=True)
class BundlePublished(Occurrence, kind="bundle_published", zh="一件事发布", en="Bundle published"):
    bundle: UUID
    version: UUID
    number: int
    parts: int
    former: UUID | None = None
    redesign: UUID | None = None


@dataclass(frozen=True)
class BundleEnded(Occurrence, kind="bundle_ended", zh="一件事取消", en="Bundle ended"):
    bundle: UUID
    version: UUID
