"""When does a limit run out? One rule for each unit; docs/reference/clock.md shows them by examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from gongban.kernel.calendar import ONE_DAY, Span, WorkingCalendar
from gongban.kernel.clock.pauses import FOR_EVER, merged, outside
from gongban.kernel.clock.terms import Clock, Due, Unit
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

LONGEST_CLOSURE_DAYS = 400


def due(clock: Clock, calendar: WorkingCalendar) -> Due:
    """When `clock` runs out, in UTC. The moment itself is already late: a day's end is the start of the next day.

    HOUR: so many hours outside pauses. WORKING_HOUR: so many hours of working time outside pauses.
    NATURAL_DAY: the end of the N-th calendar day of the city after the day of the start.
    WORKING_DAY: the last closing of the N-th working day after the day of the start.
    The day of the start never counts, and the last day ends when business ends (Civil Code of China, articles 201
    and 203). A day counts when its beginning (first opening; midnight for natural days) lies in no pause, and a
    limit in days never runs out within a pause nor at the moment one ends, but at the end of the next day.
    `at` is None while a pause is open that began before the limit ran out; a later one mends nothing.
    `provisional` is said of working units only: no notice can change the others.
    Raises Refusal when the calendar leaves no working time at all.
    """
    at = runs_out(clock, calendar)
    if any(pause.end is None and pause.start < at for pause in clock.pauses):
        return Due(None, provisional=False)
    return Due(at, provisional=clock.limit.unit.is_working and _reaches_unknown_year(clock, calendar, at))


def runs_out(clock: Clock, calendar: WorkingCalendar) -> datetime:
    """When `clock` runs out, in UTC, as if a pause that is still open had never begun."""
    ended = merged(pause for pause in clock.pauses if pause.end is not None)
    return _RULES[clock.limit.unit](clock, calendar, ended)


def _after_hours(clock: Clock, _calendar: WorkingCalendar, halts: Sequence[Span]) -> datetime:
    return _used_up(timedelta(hours=clock.amount), outside((clock.started, FOR_EVER), halts))


def _after_working_hours(clock: Clock, calendar: WorkingCalendar, halts: Sequence[Span]) -> datetime:
    start = clock.started
    days = _working_days(calendar, calendar.local_day(start))
    spans = (
        (max(start, opens), closes) for day in days for opens, closes in calendar.spans(day) if closes > start
    )
    return _used_up(
        timedelta(hours=clock.amount), (piece for span in spans for piece in outside(span, halts))
    )


def _used_up(left: timedelta, pieces: Iterator[Span]) -> datetime:
    """The moment at which the pieces, taken in order, have used up what is left."""
    for start, end in pieces:
        if end - start >= left:
            return start + left
        left -= end - start
    raise AssertionError("the pieces never end")


def _after_natural_days(clock: Clock, calendar: WorkingCalendar, halts: Sequence[Span]) -> datetime:
    day = calendar.local_day(clock.started)
    return _nth_day(clock.amount, _natural_days(calendar, day + ONE_DAY), halts)


def _after_working_days(clock: Clock, calendar: WorkingCalendar, halts: Sequence[Span]) -> datetime:
    days = _working_days(calendar, calendar.local_day(clock.started) + ONE_DAY)
    return _nth_day(
        clock.amount, ((calendar.spans(day)[0][0], calendar.spans(day)[-1][1]) for day in days), halts
    )


def _nth_day(amount: int, days: Iterator[Span], halts: Sequence[Span]) -> datetime:
    """The end of the first day by which `amount` days have begun outside pauses, and that itself ends outside."""
    for begins, ends in days:
        amount -= not any(start <= begins < end for start, end in halts)
        if amount <= 0 and not any(start < ends <= end for start, end in halts):
            return ends
    raise AssertionError("the days never end")


def _natural_days(calendar: WorkingCalendar, day: date) -> Iterator[Span]:
    begins = calendar.day_begins(day)
    while True:
        day += ONE_DAY
        ends = calendar.day_begins(day)
        yield begins, ends
        begins = ends


def _working_days(calendar: WorkingCalendar, day: date) -> Iterator[date]:
    last_open = day
    while day - last_open < timedelta(days=LONGEST_CLOSURE_DAYS):
        if calendar.spans(day):
            last_open = day
            yield day
        day += ONE_DAY
    said = Words(
        "工作日历自 {day} 起一年多没有工作日，算不出期限，请检查日历。",
        "The calendar has no working day for more than a year from {day}; please check it.",
    )
    raise Refusal("calendar.no_working_time", said.format(day=last_open.isoformat()), field="calendar")


def _reaches_unknown_year(clock: Clock, calendar: WorkingCalendar, at: datetime) -> bool:
    last_day = calendar.local_day(at - timedelta.resolution)
    years = range(calendar.local_day(clock.started).year, last_day.year + 1)
    return any(year not in calendar.known_years for year in years)


_RULES = {
    Unit.HOUR: _after_hours,
    Unit.WORKING_HOUR: _after_working_hours,
    Unit.NATURAL_DAY: _after_natural_days,
    Unit.WORKING_DAY: _after_working_days,
}
