"""The staff's statistics as a file: one line a cell, on the map where the figures are cut by district."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from gongban.foundation.exports.public import Asked, Column, Geometry, Listing, offer
from gongban.foundation.territory.public import Area, calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words
from gongban.outcome.insight.staff import Line, StaffStatistics, day_of, staff_statistics
from gongban.outcome.insight.terms import Dimension, Rate

USUAL_DAYS = 90


@dataclass(frozen=True)
class Cell:
    """A line of the statistics with the boundary of its district, if it is one."""

    line: Line
    boundary: Geometry | None


def figures_asked(asked: Asked) -> StaffStatistics:
    """The figures that an address of the statistics page names: the last ninety days by department, unless said otherwise."""
    until = day_of(asked.given.get("until", "")) or calendar().local_day(asked.at)
    since = day_of(asked.given.get("since", "")) or until - timedelta(days=USUAL_DAYS)
    cut = asked.given.get("by") or Dimension.DEPARTMENT.value
    return staff_statistics(asked.by, since=since, until=until, dimension=cut, at=asked.at)


def _rows(asked: Asked) -> Iterator[Cell]:
    found = figures_asked(asked)
    cut = found.dimension is Dimension.DISTRICT
    boundaries = dict(Area.objects.filter(level="district").values_list("code", "boundary")) if cut else {}
    yield from (Cell(line, boundaries.get(line.code)) for line in found.lines)
    yield Cell(Line("", Words("合计", "Total"), found.total), None)


def _check(by: Actor) -> None:
    if not by.is_staff or not by.roles:
        raise Forbidden("export.list_closed", Words("您的岗位不能导出这个清单。", "Your role does not cover this list."))


def _rate(name: str) -> Callable[[Cell], float | None]:
    def read(row: Cell) -> float | None:
        rate: Rate = getattr(row.line.counts, name)
        return None if rate.tenths is None else rate.tenths / 10

    return read


def _count(name: str) -> Callable[[Cell], int]:
    def read(row: Cell) -> int:
        return int(getattr(row.line.counts, name))

    return read


COUNTED = {
    "received": Words("收到", "Received"), "closed": Words("办结", "Closed"), "asked": Words("已回访", "Called back"),
    "unreached": Words("未接通", "Not reached"), "chases": Words("催办", "Chased"), "excluded": Words("剔除", "Excluded"),
}  # fmt: skip
RATED = {
    "sign_in": Words("签收率 %", "Signed in time %"), "closure": Words("办结率 %", "Closed %"), "punctuality": Words("按时办结率 %", "Closed in time %"),
    "response": Words("响应率 %", "Response %"), "resolution": Words("解决率 %", "Solved %"), "satisfaction": Words("满意率 %", "Satisfied %"),
    "redo": Words("重办率 %", "Redone %"), "return_": Words("退单率 %", "Returned %"),
}  # fmt: skip
COLUMNS = (
    Column("code", Words("代码", "Code"), lambda row: row.line.code),
    Column("name", Words("名称", "Name"), lambda row: row.line.words),
    *(Column(name, words, _count(name), "number") for name, words in COUNTED.items()),
    *(Column(name.strip("_"), words, _rate(name), "number") for name, words in RATED.items()),
)

STATISTICS = offer(Listing(
    "statistics", Words("统计表", "Statistics"), "/desk/statistics/", ("by", "since", "until"), COLUMNS, _check,
    count=lambda asked: len(figures_asked(asked).lines) + 1, rows=_rows, geometry=lambda row: row.boundary,
))  # fmt: skip
