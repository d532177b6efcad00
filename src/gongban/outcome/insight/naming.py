"""How the cells of a table are called, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable

from gongban.delivery.cases.public import Category, Channel, Kind
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import Area
from gongban.kernel.words import Words
from gongban.outcome.insight.terms import Dimension

NONE = {
    Dimension.DEPARTMENT: Words("尚无主办部门", "No lead yet"),
    Dimension.DISTRICT: Words("未注明地点", "No place given"),
    Dimension.CATEGORY: Words("未分类", "No category"),
}
KINDS = [kind.value for kind in Kind]


def names(dimension: Dimension, codes: Iterable[str]) -> dict[str, Words]:
    """The words of every code; one query where they stand in the database."""
    known = _KNOWN.get(dimension, lambda: {})()
    unnamed = NONE.get(dimension, Words("其他", "Other"))
    return {code: known.get(code) or (Words(code, code) if code else unnamed) for code in codes}


def order(dimension: Dimension, code: str) -> tuple[int, str]:
    """Where a line stands: months in time, kinds as every hotline lists them, the unnamed last."""
    place = KINDS.index(code) if dimension is Dimension.KIND and code in KINDS else 0
    return (place if code else 1_000, code)


def department_territories() -> dict[str, str]:
    """The area that each department works in; empty for the whole city."""
    return dict(Department.objects.values_list("code", "territory"))


def _departments() -> dict[str, Words]:
    return {code: Words(zh, en) for code, zh, en in Department.objects.values_list("code", "short_zh", "short_en")}


def _districts() -> dict[str, Words]:
    rows = Area.objects.filter(level="district").values_list("code", "name_zh", "name_en")
    return {code: Words(zh, en or zh) for code, zh, en in rows}


def _categories() -> dict[str, Words]:
    rows = Category.objects.filter(level=1).values_list("code", "name_zh", "name_en")
    return {code: Words(zh, en or zh) for code, zh, en in rows}


_KNOWN = {
    Dimension.KIND: lambda: {kind.value: kind.words for kind in Kind},
    Dimension.CHANNEL: lambda: {channel.value: channel.words for channel in Channel},
    Dimension.DEPARTMENT: _departments,
    Dimension.DISTRICT: _districts,
    Dimension.CATEGORY: _categories,
}
