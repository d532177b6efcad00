"""The timers of a matter: started, paused, resumed, extended, stopped; their due times are columns for lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet, prefetch_related_objects

from gongban.foundation.matters.models import Matter, Timer
from gongban.foundation.territory.public import calendar
from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.clock import Clock, Due, Limit, Unit, due

LAST_MOMENT = timedelta(microseconds=1)  # a day that ends at midnight is still that day

RECKONED = ("due_at", "yellow_at", "provisional")  # what reckon() sets


def start_timers(
    matter: Matter, limits: Mapping[str, Limit], *, at: datetime, subject: UUID, department: str, yellow_percent: int = 30
) -> list[Timer]:
    """Start several limits of one assignment by name, written at once."""
    rest = {"at": at, "subject": subject, "department": department, "yellow_percent": yellow_percent}
    return Timer.objects.bulk_create([_new_timer(matter, name, limit, **rest) for name, limit in limits.items()])  # type: ignore[arg-type]


def start_for(matters: Mapping[Matter, str], name: str, limit: Limit, *, at: datetime) -> list[Timer]:
    """Start one limit on several new matters at once (each with the department that is scored), and show it on their rows; the caller saves those."""
    timers = [_new_timer(matter, name, limit, at=at, subject=matter.pk, department=department, yellow_percent=30) for matter, department in matters.items()]
    for timer in timers:
        timer.matter.due_at, timer.matter.yellow_at, timer.matter.provisional = timer.due_at, timer.yellow_at, timer.provisional
    return Timer.objects.bulk_create(timers)


def _new_timer(
    matter: Matter, name: str, limit: Limit, *, at: datetime, subject: UUID | None, department: str | None, yellow_percent: int
) -> Timer:
    timer = Timer(
        matter=matter, name=name, subject=subject, department_id=department, started_at=at,
        amount=limit.amount, unit=limit.unit.value, yellow_percent=yellow_percent,
    )  # fmt: skip
    reckon(timer, fresh=True)
    return timer


@dataclass(frozen=True)
class Running:
    """When a limit that starts now will be due, when it turns yellow, and whether the calendar may still change it."""

    due_at: datetime | None
    yellow_at: datetime | None
    provisional: bool


def runs_out(limit: Limit, *, at: datetime, yellow_percent: int = 30) -> Running:
    """What a timer that starts at `at` (aware) would show."""
    days = calendar()
    whole_days = limit.unit in (Unit.NATURAL_DAY, Unit.WORKING_DAY)
    answer = _of_day(limit, days.local_day(at), days) if whole_days else due(Clock(at, limit), days)
    return Running(answer.at, _before(answer.at, at, yellow_percent), answer.provisional)


@lru_cache(maxsize=512)
def _of_day(limit: Limit, day: date, days: WorkingCalendar) -> Due:
    """Limits in days run from the day, whatever the hour (kernel.clock.due): the same for all that starts on it."""
    return due(Clock(days.day_begins(day), limit), days)


def reckon(timer: Timer, fresh: bool = False) -> None:
    """Set due, yellow and provisional from the pure clock; the caller saves."""
    # A fresh timer has no pauses; asking the database for them would be a query for nothing.
    clock = Timer.clock(timer) if not fresh else timer.bare_clock()
    answer = due(clock, calendar())
    timer.due_at, timer.provisional = answer.at, answer.provisional
    timer.yellow_at = _before(answer.at, timer.started_at, timer.yellow_percent)


def _before(due_at: datetime | None, started_at: datetime, percent: int) -> datetime | None:
    """The moment from which only so many percent of the time are left."""
    if due_at is None:
        return None
    return due_at - timedelta(seconds=(due_at - started_at).total_seconds() * percent / 100)


def open_timers(matter: Matter, names: Iterable[str] = (), subject: UUID | None = None) -> QuerySet[Timer]:
    """Timers of a matter that still run, optionally of some names or of one assignment."""
    rows = matter.timers.filter(stopped_at__isnull=True)
    if names:
        rows = rows.filter(name__in=list(names))
    return rows.filter(subject=subject) if subject else rows


def stop(timers: Iterable[Timer], *, at: datetime) -> None:
    """Stop timers at `at` and note whether each was kept."""
    for timer in _with_pauses(timers):
        _end_pauses(timer, at)
        reckon(timer)
        timer.stopped_at = at
        timer.kept = timer.due_at is None or at <= timer.due_at
        timer.save(update_fields=[*RECKONED, "stopped_at", "kept"])


def reopen(timers: Iterable[Timer]) -> None:
    """Let stopped timers run on from their old start, as if they had never been stopped."""
    for timer in _with_pauses(timers):
        timer.stopped_at, timer.kept = None, None
        reckon(timer)
        timer.save(update_fields=[*RECKONED, "stopped_at", "kept"])


def pause(timers: Iterable[Timer], *, at: datetime, reason: str) -> None:
    """Pause timers; one that is paused already stays as it is."""
    for timer in _with_pauses(timers):
        if all(each.until for each in timer.pauses.all()):
            timer.pauses.create(since=at, reason=reason)  # forgets the pauses read before
            reckon(timer)
            timer.save(update_fields=RECKONED)


def resume(timers: Iterable[Timer], *, at: datetime, reason: str = "") -> int:
    """Resume paused timers (only those paused for `reason`, where given); return how many."""
    resumed = 0
    for timer in _with_pauses(timers):
        if _end_pauses(timer, at, reason):
            resumed += 1
            reckon(timer)
            timer.save(update_fields=RECKONED)
    return resumed


def _with_pauses(timers: Iterable[Timer]) -> list[Timer]:
    """The timers with all their pauses, read at once."""
    found = list(timers)
    prefetch_related_objects(found, "pauses")
    return found


def _end_pauses(timer: Timer, at: datetime, reason: str = "") -> int:
    """End the pauses that still last, in the table and in the timer's own list; return how many."""
    lasting = [each for each in timer.pauses.all() if each.until is None and reason in ("", each.reason)]
    for each in lasting:
        each.until = at
        each.save(update_fields=["until"])
    return len(lasting)


def extend(timer: Timer, amount: int) -> None:
    """Lengthen a timer by `amount` of its own unit."""
    timer.extra += amount
    reckon(timer)
    timer.save()


def reaches_beyond(timer: Timer, amount: int, most: Limit) -> bool:
    """Whether a timer lengthened by `amount` of its own unit would end on a later day than `most` after its present end.

    The two may be in different units: a limit of natural days may be lengthened by working days.
    """
    clock, days = timer.clock(), calendar()
    if timer.due_at is None or (amount <= most.amount and timer.unit == most.unit.value):
        return False
    longer, latest = due(replace(clock, extra=clock.extra + amount), days).at, due(Clock(timer.due_at - LAST_MOMENT, most), days).at
    if longer is None or latest is None or longer <= latest:
        return False
    whole_days = not {most.unit, clock.limit.unit} & {Unit.HOUR, Unit.WORKING_HOUR}
    return not whole_days or days.local_day(longer - LAST_MOMENT) > days.local_day(latest - LAST_MOMENT)


def change_limit(timer: Timer, limit: Limit) -> bool:
    """Give a running timer another limit from its old start; return whether anything changed."""
    before = (timer.amount, timer.unit)
    timer.amount, timer.unit = limit.amount, limit.unit.value
    reckon(timer)
    timer.save()
    return before != (timer.amount, timer.unit)


def show_on_matter(matter: Matter, holds: UUID | None = None) -> None:
    """Copy the nearest open limit to the matter's row, which every list reads; the caller saves it.

    `holds` is the lead's assignment: its limits come first; while nobody holds the matter, the resident's.
    """
    timers = list(open_timers(matter))
    provisional = any(timer.provisional for timer in timers)
    holder = [timer for timer in timers if holds and timer.subject == holds]
    holder = holder or [timer for timer in timers if timer.name == "resident"]
    nearest = min((timer for timer in holder if timer.due_at), key=_due, default=None)
    matter.due_at = nearest.due_at if nearest else None
    matter.yellow_at = nearest.yellow_at if nearest else None
    matter.provisional = provisional


def _due(timer: Timer) -> datetime:
    assert timer.due_at
    return timer.due_at
