"""When is an outlet open? Weekly hours written as one line, read and asked; no database here.

    mon-fri 09:00-12:00 13:30-17:00; sat 09:00-12:00

Days may be Chinese too (周一-周五). On a public holiday an outlet is closed unless it says otherwise; on a weekend day that
is worked instead (调休上班) it keeps Monday's hours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from gongban.kernel.calendar import WorkingCalendar, first_moment

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHINESE = dict(zip("一二三四五六日天", (0, 1, 2, 3, 4, 5, 6, 6), strict=True))
SPAN = re.compile(r"(\d{1,2}:\d{2})[-–—至~](\d{1,2}:\d{2})")
PART = re.compile(r"([^\d\s,，、]+)\s*((?:\d{1,2}:\d{2}[-–—至~]\d{1,2}:\d{2}[\s,，、]*)+)")
Week = Mapping[int, tuple[tuple[time, time], ...]]
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=4_096)
def read_hours(text: str) -> Week:
    """The openings of each weekday (Monday is 0), in order. ValueError, in both languages, for what is no such line.

    >>> sorted(read_hours("mon-fri 09:00-12:00 13:30-17:00; 周六 09:00-12:00")), read_hours("sun 9:00-10:00")[6][0][0].hour
    ([0, 1, 2, 3, 4, 5], 9)
    """
    week: dict[int, list[tuple[time, time]]] = {}
    for part in filter(None, (each.strip() for each in re.split(r"[;；]", text))):
        found = PART.fullmatch(part)
        if found is None:
            raise ValueError(f"“{part}”不是“mon-fri 09:00-12:00 13:30-17:00”这样的时间 · “{part}” is no line such as mon-fri 09:00-12:00")
        spans = [(_time(opens), _time(closes)) for opens, closes in SPAN.findall(found[2])]
        for day in _days(found[1]):
            week.setdefault(day, []).extend(spans)
    return {day: _in_order(spans) for day, spans in week.items()}


def spans_on(day: date, hours: str, days: WorkingCalendar, *, open_on_holidays: bool = False) -> tuple[tuple[time, time], ...]:
    """The openings of a local day by the wall clock; none when it is closed."""
    week, weekday = read_hours(hours), day.weekday()
    if day in days.make_up:
        return week.get(weekday, ()) or week.get(0, ())
    if day in days.holidays and not open_on_holidays:
        return ()
    return week.get(weekday, ())


def is_open(at: datetime, hours: str, days: WorkingCalendar, *, open_on_holidays: bool = False) -> bool:
    """Whether an aware moment lies in opening hours; the moment of closing does not."""
    day = days.local_day(at)
    spans = spans_on(day, hours, days, open_on_holidays=open_on_holidays)
    return any(first_moment(days.zone, day, opens) <= at < first_moment(days.zone, day, closes) for opens, closes in spans)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.zfill(5))
    except ValueError:
        raise ValueError(f"“{text}”不是时刻 · “{text}” is no time of day") from None


def _in_order(spans: list[tuple[time, time]]) -> tuple[tuple[time, time], ...]:
    found = sorted(spans)
    edges = [edge for span in found for edge in span]
    if any(opens >= closes for opens, closes in found) or edges != sorted(edges):
        raise ValueError("开门要早于关门，时段不能重叠 · an opening comes before its closing, and spans do not overlap")
    return tuple(found)


def _days(text: str) -> list[int]:
    plain = text.lower().replace("周", "").replace("星期", "")
    first, between, last = (part.strip() for part in re.sub(r"[–—至~]", "-", plain).partition("-"))
    begins, ends = _day(first, text), _day(last, text) if between else _day(first, text)
    if ends < begins:
        raise ValueError(f"“{text}”的先后反了 · the days of “{text}” are in the wrong order")
    return list(range(begins, ends + 1))


def _day(text: str, whole: str) -> int:
    if text in DAYS:
        return DAYS.index(text)
    if text in CHINESE:
        return CHINESE[text]
    raise ValueError(f"“{whole}”里有不认识的日子，请写 mon 到 sun 或周一到周日 · “{whole}” names no days; write mon to sun")
