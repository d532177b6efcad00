"""What does a clock show at a moment: how much is used, how much is left, in which colour?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.clock.due import runs_out
from gongban.kernel.clock.pauses import merged, outside
from gongban.kernel.clock.terms import Clock, Colour, Remaining

ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class _Reading:
    left: timedelta  # or, once overdue, what has counted since
    total: timedelta
    overdue: bool
    paused: bool


def remaining(clock: Clock, calendar: WorkingCalendar, now: datetime) -> Remaining:
    """What is left of `clock` at `now` (aware), in whole minutes that count, cut towards zero.

    Working units are told in working minutes, also the days. Pauses do not count, also after the limit has run
    out; while a pause lasts the amount stands still. Pauses that begin after `now` are not known yet. A stopped
    clock is read at its stop, so `overdue` then says whether the answer came too late.
    """
    reading = _read(clock, calendar, now)
    minutes = reading.left // ONE_MINUTE
    return Remaining(-minutes if reading.overdue else minutes, reading.overdue, reading.paused)


def colour(clock: Clock, calendar: WorkingCalendar, now: datetime, yellow_percent: int = 30) -> Colour:
    """How `clock` is shown at `now`: STOPPED, else RED once overdue, else PAUSED, else YELLOW or GREEN.

    YELLOW when at most `yellow_percent` of the whole limit, counted in minutes, is left.
    """
    if clock.stopped is not None and clock.stopped <= now:
        return Colour.STOPPED
    reading = _read(clock, calendar, now)
    if reading.overdue:
        return Colour.RED
    if reading.paused:
        return Colour.PAUSED
    return Colour.YELLOW if reading.left * 100 <= reading.total * yellow_percent else Colour.GREEN


def elapsed(clock: Clock, calendar: WorkingCalendar, now: datetime) -> int:
    """The whole minutes that have counted since the start: outside pauses, working minutes for working units."""
    return _counted(clock, calendar, clock.started, _moment(clock, now)) // ONE_MINUTE


def _read(clock: Clock, calendar: WorkingCalendar, now: datetime) -> _Reading:
    now = _moment(clock, now)
    known = [pause for pause in clock.pauses if pause.start <= now]
    running = replace(clock, pauses=tuple(pause for pause in known if pause.end is not None))
    stands = max(clock.started, min([now, *(pause.start for pause in known if pause.end is None)]))
    at = runs_out(running, calendar)
    overdue = stands >= at
    left = _counted(running, calendar, min(stands, at), max(stands, at))
    halted = any(start <= now < end for start, end in merged(known))
    return _Reading(left, _counted(running, calendar, clock.started, at), overdue, halted and not overdue)


def _moment(clock: Clock, now: datetime) -> datetime:
    """Where the clock is read: not before its start, not after its stop."""
    if now.utcoffset() is None:
        raise ValueError("a clock is read at an aware moment")
    latest = now if clock.stopped is None else min(now, clock.stopped)
    return max(latest, clock.started).astimezone(UTC)


def _counted(clock: Clock, calendar: WorkingCalendar, start: datetime, end: datetime) -> timedelta:
    """The time from `start` to `end` that counts for the unit of `clock`."""
    spans = [(start, end)]
    if clock.limit.unit.is_working:
        days = calendar.spans_from(calendar.local_day(start), calendar.local_day(end))
        spans = [(max(start, opens), min(end, closes)) for opens, closes in days]
    halts = merged(clock.pauses)
    return sum((b - a for span in spans for a, b in outside(span, halts)), timedelta())
