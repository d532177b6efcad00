"""The open statistics: what everybody may read about how requests fare, without telling of single people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock

from django.utils import timezone

from gongban.foundation.territory.public import calendar, city, mechanism_is_on
from gongban.kernel.words import Words
from gongban.outcome.insight.counting import latest_day, month_span, months_between
from gongban.outcome.insight.disclosure import Shown, ShownRate, disclose, disclose_rate
from gongban.outcome.insight.keeping import Cells, counted, summed
from gongban.outcome.insight.naming import department_territories, names, order
from gongban.outcome.insight.terms import Counts, Dimension

COLUMNS = ("received", "closed", "asked", "unreached")
LONGEST_MONTHS, MOST_KEPT, FRESH = 120, 64, timedelta(minutes=5)
RATES = ("closure", "punctuality", "response", "resolution", "satisfaction", "redo")


@dataclass(frozen=True)
class OpenRow:
    """One line of an open table. Counts are suppressed where small; rates are whole per cent."""

    code: str
    words: Words
    received: Shown
    closed: Shown
    asked: Shown
    unreached: Shown
    closure: ShownRate
    punctuality: ShownRate
    response: ShownRate
    resolution: ShownRate
    satisfaction: ShownRate
    redo: ShownRate


@dataclass(frozen=True)
class OpenStatistics:
    """The open figures of a period; `by_department` is None where the city does not publish it."""

    since: date
    until: date
    threshold: int
    total: OpenRow
    by_month: tuple[OpenRow, ...]
    by_kind: tuple[OpenRow, ...]
    by_district: tuple[OpenRow, ...]
    by_department: tuple[OpenRow, ...] | None
    computed_at: datetime

    def tables(self) -> dict[Dimension, tuple[OpenRow, ...]]:
        """Every table that is published."""
        found = {Dimension.MONTH: self.by_month, Dimension.KIND: self.by_kind, Dimension.DISTRICT: self.by_district}
        return found if self.by_department is None else {**found, Dimension.DEPARTMENT: self.by_department}


_figures: dict[tuple[date, date], tuple[datetime, OpenStatistics]] = {}  # 何时问的 · with the moment at which it was asked
_counting = Lock()


def open_statistics(months: int = 12, until: date | None = None, at: datetime | None = None) -> OpenStatistics:
    """The open figures of so many months, the last being that of `until` (else of the latest case). Constant queries.

    Counted at `at`; without it they come from what is kept month by month and may be up to ten minutes old (`computed_at` says), since everybody may ask for them.
    """
    now = at or timezone.now()
    span = month_span(until or latest_day() or calendar().local_day(now), max(1, min(months, LONGEST_MONTHS)))
    return _shown(counted(*span, now), *span, now, now) if at else _remembered(span, now)


def forget_figures() -> None:
    """Count anew at the next request, after an import or a loaded city."""
    _figures.clear()


def _remembered(span: tuple[date, date], now: datetime) -> OpenStatistics:
    with _counting:  # 同一时刻只数一次 · whoever asks meanwhile waits for the same count
        asked, kept = _figures.get(span, (None, None))
        if kept is None or asked is None or now - asked > FRESH:
            if len(_figures) >= MOST_KEPT:
                _figures.clear()
            cells, since = summed(*span, now)
            kept = _shown(cells, *span, now, since)
            _figures[span] = now, kept
    return kept


def _shown(cells: Cells, since: date, last: date, now: datetime, computed_at: datetime) -> OpenStatistics:
    every = {month: cells[Dimension.MONTH].get(month, Counts()) for month in months_between(since, last)}
    threshold = int(city().settings.get("small_count_threshold", 10))
    total = sum(every.values(), Counts())
    return OpenStatistics(
        since=since, until=last, threshold=threshold, total=_total(total, threshold),
        by_month=_rows(every, Dimension.MONTH, threshold),
        by_kind=_rows(cells[Dimension.KIND], Dimension.KIND, threshold),
        by_district=_rows(cells[Dimension.DISTRICT], Dimension.DISTRICT, threshold),
        by_department=_departments(cells[Dimension.DEPARTMENT], now, threshold),
        computed_at=computed_at,
    )  # fmt: skip


def _departments(every: Mapping[str, Counts], now: datetime, threshold: int) -> tuple[OpenRow, ...] | None:
    """By department only where the city says so; where it is piloted, the departments of those districts."""
    if not city().settings.get("show_departments_in_statistics"):
        return None
    territories = department_territories()
    day = calendar().local_day(now)
    published = {code for code in set(territories.values()) if mechanism_is_on("A14.rates", day, code)}
    cells = {code: each for code, each in every.items() if territories.get(code) in published}
    return _rows(cells, Dimension.DEPARTMENT, threshold, total_is_shown=False) if published else None


def _rows(cells: Mapping[str, Counts], dimension: Dimension, threshold: int, total_is_shown: bool = True) -> tuple[OpenRow, ...]:
    columns = {name: _column(cells, name, threshold, total_is_shown) for name in COLUMNS}
    known = names(dimension, cells)
    lines = [_row(code, known[code], cells[code], lambda name, code=code: columns[name][code], threshold) for code in cells]  # type: ignore[misc]
    return tuple(sorted(lines, key=lambda line: order(dimension, line.code)))


def _column(cells: Mapping[str, Counts], name: str, threshold: int, total_is_shown: bool) -> dict[str, Shown]:
    return disclose({code: getattr(each, name) for code, each in cells.items()}, threshold, total_is_shown)


def _total(total: Counts, threshold: int) -> OpenRow:
    shown = {name: disclose({"": getattr(total, name)}, threshold)[""] for name in COLUMNS}
    return _row("", Words("合计", "Total"), total, lambda name: shown[name], threshold)


def _row(code: str, words: Words, counts: Counts, shown: Callable[[str], Shown], threshold: int) -> OpenRow:
    columns = {name: shown(name) for name in COLUMNS}
    rates = {name: disclose_rate(getattr(counts, name), threshold) for name in RATES}
    return OpenRow(code, words, **columns, **rates)  # type: ignore[arg-type]


def open_csv(figures: OpenStatistics) -> str:
    """The open figures as CSV (UTF-8 with a mark that spreadsheets need), one line per cell and its percentages."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(["by", "code", "name_zh", "name_en", *COLUMNS, *RATES])
    write.writerow(["total", *_cells(figures.total)])
    for dimension, rows in figures.tables().items():
        write.writerows([dimension.value, *_cells(row)] for row in rows)
    return "\ufeff" + out.getvalue()


def _cells(row: OpenRow) -> list[str]:
    shown = [getattr(row, name) for name in COLUMNS]
    counts = [each.text if each.value is None else str(each.value) for each in shown]
    rates = ["" if getattr(row, name).percent is None else str(getattr(row, name).percent) for name in RATES]
    return [row.code, row.words.zh, row.words.en, *counts, *rates]
