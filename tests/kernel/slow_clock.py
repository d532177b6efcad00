"""The obvious way to count time: look at every single minute. Slow, and what the real clocks are compared with."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.clock import Clock, Pause, Unit
from tests.kernel.calendars import WINDOWS

MINUTE = timedelta(minutes=1)
WINDOW_DAYS = 40


@dataclass(frozen=True)
class Minute:
    """One minute of the world: when, on which local day, and whether an office is open in it."""

    at: datetime
    day: date
    works: bool


@cache
def minutes_of(window: str) -> list[Minute]:
    """Every minute of a window. An office opens when the wall clock first shows or passes the opening."""
    calendar, first = WINDOWS[window]
    at = datetime.combine(first, time(0), UTC) - timedelta(days=2)
    reached: dict[date, int] = {}
    minutes = []
    for _ in range((WINDOW_DAYS + 4) * 24 * 60):
        wall = at.astimezone(ZoneInfo(calendar.zone))
        day = wall.date()
        reached[day] = max(reached.get(day, 0), wall.hour * 60 + wall.minute)
        minutes.append(Minute(at, day, works_on(calendar, day) and is_open(calendar, reached[day])))
        at += MINUTE
    return minutes


def works_on(calendar: WorkingCalendar, day: date) -> bool:
    if day in calendar.holidays:
        return False
    return day in calendar.make_up or day.weekday() not in calendar.weekend


def is_open(calendar: WorkingCalendar, reached: int) -> bool:
    return any(
        opening.hour * 60 + opening.minute <= reached < (closing.hour * 60 + closing.minute or 24 * 60)
        for opening, closing in calendar.hours
    )


def is_paused(pauses: tuple[Pause, ...], at: datetime) -> bool:
    return any(pause.start <= at and (pause.end is None or at < pause.end) for pause in pauses)


@cache
def counting_minutes(window: str, unit: Unit) -> list[Minute]:
    return [minute for minute in minutes_of(window) if minute.works or not unit.is_working]


def counting_from(clock: Clock, window: str, start: datetime) -> list[Minute]:
    """The minutes from `start` on that count for the unit of the clock, pauses or not."""
    minutes = counting_minutes(window, clock.limit.unit)
    return minutes[bisect_left(minutes, start, key=lambda minute: minute.at) :]


def slow_due(clock: Clock, window: str) -> datetime | None:
    """The end of the first minute at which the limit is used up; None when the window or an open pause ends it."""
    if clock.limit.unit in (Unit.HOUR, Unit.WORKING_HOUR):
        return _used_up(clock, window)
    return _days_over(clock, window)


def _used_up(clock: Clock, window: str) -> datetime | None:
    left = clock.amount * 60
    for minute in counting_from(clock, window, clock.started):
        if not is_paused(clock.pauses, minute.at):
            left -= 1
            if left == 0:
                return minute.at + MINUTE
    return None


def _days_over(clock: Clock, window: str) -> datetime | None:
    """A day counts when its first minute is not paused; the limit is over after the last minute of a day, unpaused."""
    minutes = counting_minutes(window, clock.limit.unit)
    begun_on = next(minute.day for minute in minutes_of(window) if minute.at == clock.started)
    left = clock.amount
    for before, minute, after in minutes_after(minutes, begun_on):
        if is_paused(clock.pauses, minute.at):
            continue
        left -= before.day != minute.day
        if left <= 0 and after.day != minute.day:
            return minute.at + MINUTE
    return None


def minutes_after(minutes: list[Minute], day: date) -> Iterator[tuple[Minute, Minute, Minute]]:
    """Every minute after `day` with the one before and the one after it."""
    first = bisect_right(minutes, day, key=lambda minute: minute.day)
    return zip(minutes[first - 1 :], minutes[first:], minutes[first + 1 :], strict=False)


def slow_elapsed(clock: Clock, window: str, start: datetime, end: datetime) -> int:
    """How many minutes from `start` to `end` count."""
    minutes = takewhile(lambda minute: minute.at < end, counting_from(clock, window, start))
    return sum(not is_paused(clock.pauses, minute.at) for minute in minutes)
