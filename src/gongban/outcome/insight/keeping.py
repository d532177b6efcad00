"""Figures kept month by month: the journal tells which months changed, a job counts those anew, a command all of them.

What happens to a case touches the months in which anything has happened to it before, no others; so a month is counted
when something in it changed and lies ready else. A month that was never counted is counted by whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gongban.foundation.journal.public import Event, listens_in_batches
from gongban.foundation.territory.public import calendar, remembered
from gongban.kernel.events import DECLARED
from gongban.outcome.insight.counting import (
    count,
    count_public,
    first_day,
    latest_day,
    month_span,
    months_between,
)
from gongban.outcome.insight.models import CountedMonth, Figure
from gongban.outcome.insight.terms import Counts, Dimension, Scope

PUBLIC = "public"
KEPT = (Dimension.KIND, Dimension.DISTRICT, Dimension.DEPARTMENT)
# 一件诉求的任何事件都可能改动数字 · whatever happens to a case may change a figure
SOURCES = ("gongban.delivery.cases.events", "gongban.outcome.ratings.events")
OF_CASES = sorted(kind for kind, event in DECLARED.items() if event.__module__ in SOURCES)


@listens_in_batches(*OF_CASES)
def note_changes(events: Sequence[Event]) -> None:
    """Note that the months of what happened, and those of what happened to the same cases before, are to be counted anew."""
    mark_changed(_months_of({event.matter for event in events if event.matter}), timezone.now())


def mark_changed(months: Iterable[str], at: datetime) -> None:
    """These months have to be counted anew."""
    rows = [CountedMonth(month=month, changed_at=at) for month in sorted(set(months))]
    CountedMonth.objects.bulk_create(rows, update_conflicts=True, unique_fields=["month"], update_fields=["changed_at"])


def mark_all_changed(at: datetime) -> None:
    """Count everything anew, for rules of the city changed."""
    CountedMonth.objects.update(changed_at=at)


def recount_changed(most: int = 6) -> int:
    """Count anew up to so many of the months that changed, the latest first; returns how many."""
    months = list(CountedMonth.stale().values_list("month", flat=True)[:most])
    return _recount(months)


def recount_all() -> int:
    """Count every month from the first case to the latest; returns how many."""
    return _recount(_every_month())


def has_counted() -> bool:
    """Whether any month's figures are kept."""
    return CountedMonth.objects.filter(counted_at__isnull=False).exists()


def count_new() -> int:
    """Count the months of which no figures are kept; returns how many."""
    known = set(CountedMonth.objects.filter(counted_at__isnull=False).values_list("month", flat=True))
    return _recount([month for month in _every_month() if month not in known])


def _recount(months: Sequence[str]) -> int:
    for month in months:
        recount(month)
    return len(months)


def _every_month() -> list[str]:
    today = calendar().local_day(timezone.now())
    return months_between(first_day() or today, max(latest_day() or today, today))


def recount(month: str) -> None:
    """Count a month as the slow way counts it, and keep its figures in place of the former."""
    begun = timezone.now()
    day = date.fromisoformat(f"{month}-01")
    cells = {dimension: count(Scope(*month_span(day, 1), dimension), begun) for dimension in KEPT}
    rows = [Figure(month_id=month, dimension=PUBLIC, counts=count_public(*month_span(day, 1)))]
    rows += [
        Figure(month_id=month, dimension=dimension.value, code=code, counts={name: value for name, value in asdict(counts).items() if value})
        for dimension, found in cells.items() for code, counts in found.items()
    ]  # fmt: skip
    with transaction.atomic():
        CountedMonth.objects.update_or_create(month=month, defaults={"counted_at": begun})
        Figure.objects.filter(month=month).delete()
        Figure.objects.bulk_create(rows)


def _months_of(cases: set[UUID]) -> set[str]:
    """The months in which anything happened to these cases, by the city's clock."""
    days = calendar()
    moments = Event.objects.filter(matter__in=cases).values_list("occurred_at", flat=True)
    return {f"{days.local_day(moment):%Y-%m}" for moment in moments}


def public_numbers(now: datetime) -> dict[str, int]:
    """How many cases are public, of these closed, and opened within thirty days; some seconds old at most."""
    return _public_numbers(calendar().local_day(now))


@remembered
def _public_numbers(today: date) -> dict[str, int]:
    kept = dict(Figure.objects.filter(dimension=PUBLIC).values_list("month", "counts"))
    months = months_between(min(first_day() or today, today), today)
    missing = next((month for month in months if month not in kept), months[-1])  # 从这个月起现数 · from this month on they are counted now
    fresh = count_public(date.fromisoformat(f"{missing}-01"))
    found = [counts for month, counts in kept.items() if month < missing]
    return {
        "all": sum(each["all"] for each in found) + fresh["all"], "closed": sum(each["closed"] for each in found) + fresh["closed"],
        "recent": count_public(today - timedelta(days=30))["all"],
    }  # fmt: skip


Cells = dict[Dimension, dict[str, Counts]]


def summed(since: date, until: date, at: datetime) -> tuple[Cells, datetime]:
    """The figures of whole months by month, kind, district and department, and since when they hold; constant queries."""
    months = months_between(since, until)
    ready = dict(CountedMonth.objects.filter(month__in=months, counted_at__isnull=False).values_list("month", "counted_at"))
    missing = [month for month in months if month not in ready]
    kept = [month for month in ready if not missing or not missing[0] <= month <= missing[-1]]  # 没数过的一段一次数完
    cells = _taken(kept)
    if missing:
        _merge(cells, counted(*_span(missing), at))
    return cells, min([at, *(moment for month in kept if (moment := ready[month]))])


def counted(since: date, until: date, at: datetime) -> Cells:
    """The same counted case by case."""
    return {dimension: count(Scope(since, until, dimension), at) for dimension in (Dimension.MONTH, *KEPT)}


def _span(months: Sequence[str]) -> tuple[date, date]:
    """The first and the last day of a row of months."""
    return date.fromisoformat(f"{months[0]}-01"), month_span(date.fromisoformat(f"{months[-1]}-01"), 1)[1]


def _taken(months: Sequence[str]) -> Cells:
    cells: Cells = {dimension: {} for dimension in (Dimension.MONTH, *KEPT)}
    for month, dimension, code, counts in Figure.objects.filter(month__in=months).exclude(dimension=PUBLIC).values_list("month", "dimension", "code", "counts"):
        found = {Dimension(dimension): {code: Counts(**counts)}}
        if dimension == Dimension.KIND:  # 每件只有一个类型，合起来就是这个月 · each case has one kind: the kinds add up to the month
            found[Dimension.MONTH] = {month: Counts(**counts)}
        _merge(cells, found)
    return cells


def _merge(cells: Cells, more: Cells) -> None:
    for dimension, found in more.items():
        for code, counts in found.items():
            cells[dimension][code] = cells[dimension].get(code, Counts()) + counts
