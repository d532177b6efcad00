"""What do the two clocks of a case say in words: how much is left, in which colour, until when?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from gongban.foundation.matters.public import Timer
from gongban.foundation.territory.public import calendar
from gongban.kernel.clock import Colour, Unit, colour, remaining
from gongban.kernel.words import Words

DAY_MINUTES = 24 * 60
_ENDED_IN_TIME = Words("按时完成", "Done in time")
_ENDED_LATE = Words("超期完成", "Done late")
_PAUSED = Words("暂停计时", "Clock paused")


@dataclass(frozen=True)
class ClockReading:
    """One clock as a person reads it. `level`: green | yellow | red | paused | done (as the page's component has it)."""

    name: str  # resident | sign_in | first_contact | holder
    level: str
    words: Words
    since: datetime
    due_at: datetime | None
    provisional: bool


def read_clock(timer: Timer, now: datetime) -> ClockReading:
    """What a timer shows at `now` (aware); its pauses should be prefetched."""
    level, words = _stopped(timer) if timer.stopped_at else _running(timer, now)
    return ClockReading(timer.name, level, words, timer.started_at, timer.due_at, timer.provisional)


def clock_named(timers: Iterable[Timer], name: str, now: datetime) -> ClockReading | None:
    """The running clock of a name, else the one stopped last; None where there never was one."""
    own = [timer for timer in timers if timer.name == name]
    if not own:
        return None
    return read_clock(max(own, key=lambda timer: (timer.stopped_at is None, timer.started_at)), now)


def time_left(minutes: int, working: bool) -> Words:
    """An amount of minutes in the largest whole unit: days, hours, minutes; working ones where they count."""
    day = _working_day_minutes() if working else DAY_MINUTES
    if minutes >= day:
        return _counted(minutes // day, "个工作日" if working else "天", "working day" if working else "day")
    if minutes >= 60:
        return _counted(minutes // 60, "个工作小时" if working else "小时", "working hour" if working else "hour")
    return _counted(max(minutes, 1), "分钟", "minute")


def _stopped(timer: Timer) -> tuple[str, Words]:
    return "done", _ENDED_LATE if timer.kept is False else _ENDED_IN_TIME


def _running(timer: Timer, now: datetime) -> tuple[str, Words]:
    clock, days = timer.clock(), calendar()
    shown = colour(clock, days, now, timer.yellow_percent)
    if shown is Colour.PAUSED:
        return "paused", _PAUSED
    left = remaining(clock, days, now)
    amount = time_left(abs(left.minutes), Unit(timer.unit).is_working)
    if left.overdue:
        return "red", Words(f"超期 {amount.zh}", f"{amount.en} overdue")
    return shown.value, Words(f"还剩 {amount.zh}", f"{amount.en} left")


def _working_day_minutes() -> int:
    spans = (_minutes(end, 24 * 60) - _minutes(start, 0) for start, end in calendar().hours)
    return max(sum(spans), 1)


def _minutes(at: time, midnight: int) -> int:
    return at.hour * 60 + at.minute or midnight  # a closing at 00:00 is the end of the day


def _counted(amount: int, zh: str, en: str) -> Words:
    return Words(f"{amount} {zh}", f"{amount} {en}{'' if amount == 1 else 's'}")
