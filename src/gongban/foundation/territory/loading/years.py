"""calendar.yaml: opening hours, weekend, and each year's holidays and make-up days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from gongban.foundation.loading import bring_in_step
from gongban.foundation.territory.models import CalendarYear
from gongban.kernel.city import CityFolder, Entry, Report, gather, once
from gongban.kernel.words import Words

LONGEST_HOLIDAY = timedelta(days=31)


def read_hours(folder: CityFolder, calendar: Entry) -> dict[str, Any]:
    """Opening hours and weekend, as the city's settings keep them."""
    calendar.only("working_hours", "weekend", "years")
    hours = [_span(each) for each in calendar["working_hours"]]
    if not hours or sorted(edge for span in hours for edge in span) != [edge for span in hours for edge in span]:
        calendar["working_hours"].refuse("时段应至少一段，先后有序、互不重叠。", "spans must be in order and must not overlap.")
    weekend = [member.as_number() for member in calendar["weekend"]]
    if not set(weekend) <= set(range(1, 8)):
        calendar["weekend"].refuse("星期写 1（星期一）到 7（星期日）。", "days are 1 (Monday) to 7 (Sunday).")
    return {"hours": hours, "weekend": weekend}


def load_years(folder: CityFolder, calendar: Entry, report: Report) -> None:
    """Read the yearly notices. A year that the folder no longer names stays: what was counted by it stands."""
    years = list(calendar["years"])
    once(folder, years, "year")
    weekend = frozenset(member.as_number() for member in calendar["weekend"])
    rows = gather(folder, years, lambda entry: _year(entry, weekend))
    folder.check()
    bring_in_step(
        rows, among=CalendarYear.objects.all(), key="year", fields=("notice", "holidays", "make_up"), report=report,
        words=Words("日历年度", "calendar years"),
    )  # fmt: skip


def _span(entry: Entry) -> list[str]:
    edges = [member.as_time() for member in entry]
    if len(edges) != 2 or edges[0] >= edges[1]:
        entry.refuse("应写 [上班, 下班]，上班早于下班。", "write [opening, closing], the opening first.")
    return [f"{edge:%H:%M}" for edge in edges]


def _year(entry: Entry, weekend: frozenset[int]) -> CalendarYear:
    entry.only("year", "notice", "holidays", "make_up")
    year = entry.number("year", least=1990)
    days_off = [day for holiday in entry.each("holidays") for day in _holiday(holiday, year)]
    worked = [_worked(member, year, weekend, days_off) for member in entry.each("make_up")]
    return CalendarYear(
        year=year, notice=entry.words("notice", Words("", "")).zh,
        holidays=[day.isoformat() for day in sorted(set(days_off))], make_up=[day.isoformat() for day in sorted(worked)],
    )  # fmt: skip


def _holiday(entry: Entry, year: int) -> list[date]:
    entry.only("name", "dates")
    return [day for part in entry["dates"] for day in _days(part, year)]


def _days(entry: Entry, year: int) -> list[date]:
    ends = [entry.as_date()] if _is_single(entry) else [member.as_date() for member in entry]
    if len(ends) > 2 or ends[-1] < ends[0] or ends[-1] - ends[0] > LONGEST_HOLIDAY:
        entry.refuse("应写一天，或 [开始, 结束]，开始在前。", "write one day, or [first, last], the first one first.")
    if ends[0].year != year or ends[-1].year != year:
        entry.refuse(f"这一天不在 {year} 年。", f"this day does not lie in {year}.")
    return [ends[0] + timedelta(days=more) for more in range((ends[-1] - ends[0]).days + 1)]


def _is_single(entry: Entry) -> bool:
    return isinstance(entry.plain(), str)


def _worked(entry: Entry, year: int, weekend: frozenset[int], days_off: list[date]) -> date:
    day = entry.as_date()
    if day.year != year:
        entry.refuse(f"这一天不在 {year} 年。", f"this day does not lie in {year}.")
    if day in days_off:
        entry.refuse(f"{day} 既放假又上班，请只留一处。", f"{day} is both a holiday and worked; keep one.")
    if day.isoweekday() not in weekend:
        entry.refuse(f"{day} 不是周末，本来就上班。", f"{day} is no weekend; it is worked anyway.")
    return day
