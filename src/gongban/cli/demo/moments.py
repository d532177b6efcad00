"""When the steps of a case happen: in working time after its receipt, and never in the future."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random

from gongban.cli.demo.script import Script
from gongban.kernel.calendar import WorkingCalendar, first_moment

MINUTE = timedelta(minutes=1)


def received_at(script: Script, calendar: WorkingCalendar, now: datetime) -> datetime:
    """The moment of receipt: so many days ago at its hour; what would lie in the future came a little while ago."""
    dice = Random(script.key)
    day = calendar.local_day(now) - timedelta(days=script.days_ago)
    wanted = first_moment(calendar.zone, day, time(script.hour, dice.randrange(60)))
    return wanted if wanted < now - 90 * MINUTE else now - dice.randrange(91, 240) * MINUTE


def moments(begun: datetime, gaps: Sequence[int], calendar: WorkingCalendar, now: datetime) -> list[datetime]:
    """The moments of steps with these gaps of working minutes; pressed together where they would not fit before now."""
    found, at = [], begun
    for gap in gaps:
        at = after(at, gap, calendar)
        found.append(at)
    room = now - MINUTE - begun
    if found and found[-1] - begun > room:
        share = room / (found[-1] - begun)
        found = [begun + (moment - begun) * share for moment in found]
    return found


def after(at: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
    """The moment so many working minutes after another."""
    day = calendar.local_day(at)
    left = minutes * MINUTE
    for opens, closes in calendar.spans_from(day, day + timedelta(days=60)):
        begins = max(opens, at)
        if closes - begins >= left:
            return begins + left
        left -= max(timedelta(0), closes - begins)
    return at + minutes * MINUTE
