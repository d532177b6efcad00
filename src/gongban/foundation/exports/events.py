"""Who took which list out of the house. Payloads hold ids, codes and amounts; what was searched for stands in the table."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from gongban.kernel.events import Occurrence


@dataclass(frozen=True)
class ExportOrdered(Occurrence, kind="export_ordered", zh="申请导出", en="Export ordered"):
    export: UUID
    listing: str
    form: str
    clear: bool
    purpose: str | None = None


@dataclass(frozen=True)
class ExportMade(Occurrence, kind="export_made", zh="导出生成", en="Export made"):
    export: UUID
    listing: str
    clear: bool
    rows: int


@dataclass(frozen=True)
class ExportRefused(Occurrence, kind="export_refused", zh="导出被拒", en="Export refused"):
    export: UUID
    listing: str
    code: str


@dataclass(frozen=True)
class ExportCancelled(Occurrence, kind="export_cancelled", zh="取消导出", en="Export cancelled"):
    export: UUID
    listing: str


@dataclass(frozen=True)
class ExportFetched(Occurrence, kind="export_fetched", zh="下载导出文件", en="Export fetched"):
    export: UUID
    listing: str
    clear: bool


@dataclass(frozen=True)
class ExportDeleted(Occurrence, kind="export_deleted", zh="导出文件到期删除", en="Export deleted after its days"):
    export: UUID
    listing: str
