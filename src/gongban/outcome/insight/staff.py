"""Statistics for staff: nothing suppressed, but each sees only what they answer for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gongban.delivery.cases.public import sees_all
from gongban.foundation.people.public import with_units
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden, Refusal
from gongban.kernel.words import Words
from gongban.outcome.insight.counting import count, months_between
from gongban.outcome.insight.naming import names, order
from gongban.outcome.insight.terms import Counts, Dimension, Scope

LONGEST_DAYS = 3_660
FIRST_YEAR, LAST_YEAR = 1900, 2199  # beyond them the days before and after would leave the program's calendar
FIRST, LAST = date(1949, 10, 1), date(2199, 12, 31)  # a period around them would leave the calendar of the program


@dataclass(frozen=True)
class Line:
    """One line of a staff table."""

    code: str
    words: Words
    counts: Counts


@dataclass(frozen=True)
class StaffStatistics:
    """The figures of a period cut by one dimension; `whole_city` says whether all departments are in them."""

    since: date
    until: date
    dimension: Dimension
    whole_city: bool
    lines: tuple[Line, ...]
    total: Counts


def staff_statistics(by: Actor, *, since: date, until: date, dimension: Dimension | str, at: datetime) -> StaffStatistics:
    """The figures that a member of staff may see: the whole city for the desks, else their departments with units.

    Forbidden for others; Refusal for a period that ends before it begins or an unknown dimension. Constant queries.
    """
    if not by.is_staff:
        raise Forbidden("statistics.not_allowed", Words("您没有查看工作统计的权限。", "You may not see the staff's statistics."))
    cut = _dimension(dimension)
    _check(since, until)
    mine = None if sees_all(by) else with_units(by.departments())
    cells = count(Scope(since, until, cut, mine), at)
    if cut is Dimension.MONTH:
        cells = {month: cells.get(month, Counts()) for month in months_between(since, until)}
    known = names(cut, cells)
    lines = sorted((Line(code, known[code], each) for code, each in cells.items()), key=lambda line: order(cut, line.code))
    return StaffStatistics(since, until, cut, mine is None, tuple(lines), sum(cells.values(), Counts()))


def day_of(text: str) -> date | None:
    """A day written as 2026-03-01, None where nothing is written; Refusal for anything else, and far from our time."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = date.min
    if day and not FIRST <= day <= LAST:
        raise Refusal("statistics.day", Words("日期写得不对，例如 2026-03-01。", "That is not a date such as 2026-03-01."), field="since", status=422)
    return day


def _dimension(given: Dimension | str) -> Dimension:
    try:
        return Dimension(given)
    except ValueError:
        said = Words("不能按这一项统计。", "The figures cannot be cut by this.")
        raise Refusal("statistics.dimension_unknown", said, field="dimension", status=422) from None


def _check(since: date, until: date) -> None:
    if until < since or (until - since).days > LONGEST_DAYS or since.year < FIRST_YEAR or until.year > LAST_YEAR:
        said = Words("请选择不超过十年的起止日期，开始不晚于结束。", "Choose a period of at most ten years that begins before it ends.")
        raise Refusal("statistics.period", said, field="until", status=422)
