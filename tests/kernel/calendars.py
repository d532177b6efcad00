"""The standing calendars of the kernel's tests: one like a Chinese city, and zones whose clocks jump."""

from datetime import date, time, timedelta

from gongban.kernel.calendar import WorkingCalendar


def days(first: str, last: str) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(n) for n in range((end - start).days + 1)}


JIANGCHENG = WorkingCalendar(
    zone="Asia/Shanghai",
    hours=((time(9), time(12)), (time(14), time(18))),
    holidays=frozenset(
        days("2026-01-01", "2026-01-03")
        | days("2026-02-15", "2026-02-23")
        | days("2026-04-04", "2026-04-06")
        | days("2026-05-01", "2026-05-05")
        | days("2026-06-19", "2026-06-21")
        | days("2026-09-25", "2026-09-27")
        | days("2026-10-01", "2026-10-07")
    ),
    make_up=frozenset(
        map(
            date.fromisoformat,
            ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
        )
    ),
    known_years=frozenset({2026}),
)

# clocks forward at 2:00 on 8 March 2026, back at 2:00 on 1 November; night desks meet both
NEW_YORK_NIGHTS = WorkingCalendar(
    zone="America/New_York",
    hours=((time(0, 45), time(1, 30)), (time(1, 40), time(2, 20)), (time(2, 40), time(6))),
    weekend=frozenset({0}),
    known_years=frozenset({2026}),
)
# the jump of half an hour, and one at midnight itself
LORD_HOWE = WorkingCalendar(
    zone="Australia/Lord_Howe", hours=((time(1), time(2, 10)), (time(9), time(17))), weekend=frozenset({5, 6})
)
HAVANA_ALL_DAY = WorkingCalendar(zone="America/Havana", hours=((time(0), time(0)),), weekend=frozenset({2}))
NO_WEEKEND = WorkingCalendar(zone="Europe/Berlin", hours=((time(8, 7), time(16, 51)),), weekend=frozenset())

# calendar and the first day of a window that holds a jump of its clocks, or many holidays
WINDOWS = {
    "spring festival": (JIANGCHENG, date(2026, 2, 9)),
    "national day": (JIANGCHENG, date(2026, 9, 14)),
    "New York, clocks forward": (NEW_YORK_NIGHTS, date(2026, 3, 3)),
    "New York, clocks back": (NEW_YORK_NIGHTS, date(2026, 10, 27)),
    "Lord Howe, half an hour back": (LORD_HOWE, date(2026, 3, 30)),
    "Lord Howe, half an hour forward": (LORD_HOWE, date(2026, 9, 29)),
    "Havana, midnight is skipped": (HAVANA_ALL_DAY, date(2026, 3, 3)),
    "Havana, midnight comes twice": (HAVANA_ALL_DAY, date(2026, 10, 27)),
    "Berlin": (NO_WEEKEND, date(2026, 3, 25)),
}
