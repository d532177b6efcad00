"""The vocabulary of exports: forms of a file, where an export stands, why data are wanted in clear, columns and listings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from gongban.kernel.actors import Actor
from gongban.kernel.words import Words

Value = str | int | float | bool | datetime | date | Words | None
Geometry = dict[str, Any]


class Form(StrEnum):
    """As what a list leaves the house."""

    XLSX = "xlsx"
    CSV = "csv"
    GEOJSON = "geojson"

    @property
    def words(self) -> Words:
        """How people call it."""
        return FORMS[self][0]

    @property
    def media_type(self) -> str:
        """What the file is declared to be when it is fetched."""
        return FORMS[self][1]


FORMS = {
    Form.XLSX: (Words("Excel 表格", "Excel"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Form.CSV: (Words("CSV 文本", "CSV"), "text/csv; charset=utf-8"),
    Form.GEOJSON: (Words("GeoJSON 地图数据", "GeoJSON"), "application/geo+json"),
}


class Standing(StrEnum):
    """Where an export stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"  # the right to it was lost before it was made
    FAILED = "failed"
    GONE = "gone"  # the file was deleted after its days

    @property
    def words(self) -> Words:
        """How the page calls it."""
        return STANDINGS[self]


STANDINGS = {
    Standing.WAITING: Words("排队中", "Waiting"),
    Standing.RUNNING: Words("正在生成", "Being made"),
    Standing.DONE: Words("可以下载", "Ready"),
    Standing.CANCELLED: Words("已取消", "Cancelled"),
    Standing.REFUSED: Words("没有权限，未生成", "Not allowed, not made"),
    Standing.FAILED: Words("没有生成成功", "Failed"),
    Standing.GONE: Words("已过期删除", "Deleted after its days"),
}
UNDER_WAY = (Standing.WAITING, Standing.RUNNING)


class Purpose(StrEnum):
    """Why somebody needs personal data in clear; the journal keeps the code."""

    CONTACT = "contact"
    SITE_WORK = "site_work"
    COURT = "court"
    AUDIT = "audit"
    OTHER_AUTHORITY = "other_authority"

    @property
    def words(self) -> Words:
        """How the form calls it."""
        return PURPOSES[self]


PURPOSES = {
    Purpose.CONTACT: Words("联系反映人或回访", "To contact or call back the reporters"),
    Purpose.SITE_WORK: Words("现场办理需要", "For work on site"),
    Purpose.COURT: Words("复议、诉讼或纪检调取", "For a review, a court or discipline inspection"),
    Purpose.AUDIT: Words("审计或专项检查", "For an audit or a special inspection"),
    Purpose.OTHER_AUTHORITY: Words("依法移交其他机关", "For another authority, by law"),
}


@dataclass(frozen=True)
class Column:
    """One column: a stable name for programs, a heading for people, and how it is read from a row.

    `sort` is text, number, time, day or flag. `personal`: masked or empty unless asked for in clear.
    `meaning` explains it in the data dictionary.
    """

    name: str
    words: Words
    read: Callable[[Any], Value]
    sort: str = "text"
    personal: bool = False
    meaning: Words | None = None


@dataclass(frozen=True)
class Asked:
    """What a list is asked for: by whom, with the filter of the page, at which moment, in clear or masked."""

    by: Actor
    given: Mapping[str, str]
    at: datetime
    clear: bool = False


def _nowhere(_row: Any) -> Geometry | None:
    return None


def _nobody(_by: Actor) -> bool:
    return False


@dataclass(frozen=True)
class Listing:
    """A list that its owner offers for export.

    `rows` gives what `asked.by` may see, filtered in the query, and never holds all of it at once; `check` raises
    Forbidden for those to whom the list is not open; `may_clear` says who may have personal data unmasked.
    `page` is the path of the page that shows the list with the same filter in its address; `keeps` names the filter's parts.
    """

    code: str
    words: Words
    page: str
    keeps: tuple[str, ...]
    columns: tuple[Column, ...]
    check: Callable[[Actor], None]
    count: Callable[[Asked], int]
    rows: Callable[[Asked], Iterator[Any]]
    geometry: Callable[[Any], Geometry | None] = _nowhere
    may_clear: Callable[[Actor], bool] = _nobody
