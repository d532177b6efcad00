"""What happens to the catalogue. Payloads hold ids, codes, numbers and times only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class ItemDrafted(Occurrence, kind="item_drafted", zh="编写事项", en="Item drafted"):
    item: UUID
    version: UUID


@dataclass(frozen=True)
class DraftDropped(Occurrence, kind="item_draft_dropped", zh="放弃事项草稿", en="Item's draft dropped"):
    item: UUID


@dataclass(frozen=True)
class EditionSubmitted(Occurrence, kind="edition_submitted", zh="目录提交发布", en="Catalogue submitted"):
    edition: UUID
    items: int


@dataclass(frozen=True)
class EditionReturned(Occurrence, kind="edition_returned", zh="目录退回修改", en="Catalogue returned"):
    edition: UUID


@dataclass(frozen=True)
class EditionPublished(Occurrence, kind="edition_published", zh="目录发布", en="Catalogue published"):
    edition: UUID
    number: int
    items: int
    since: date


@dataclass(frozen=True)
class VersionPublished(Occurrence, kind="version_published", zh="事项新版本", en="Version published"):
    item: UUID
    version: UUID
    number: int
    edition: UUID
    former: UUID | None = None
    redesign: UUID | None = None


@dataclass(frozen=True)
class PilotSwitched(Occurrence, kind="pilot_switched", zh="开关或试点", en="Switched or piloted"):
    item: UUID
    setting: str
    districts: tuple[str, ...]
    since: date
    version: UUID | None = None


@dataclass(frozen=True)
class AssetPublished(Occurrence, kind="asset_published", zh="设计带走复用", en="Design given for re-use"):
    item: UUID
    version: UUID


@dataclass(frozen=True)
class AssetReused(Occurrence, kind="asset_reused", zh="复用别处的设计", en="Design re-used"):
    item: UUID
    version: UUID
    origin_version: int
