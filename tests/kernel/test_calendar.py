"""Working time of a city: weekends, holidays, make-up days, and nights in which the clocks jump."""

from datetime import UTC, date, datetime, time, timedelta

import chinese_calendar
import pytest

from gongban.kernel.calendar import WorkingCalendar, first_moment
from gongban.kernel.errors import Refusal
from tests.kernel.calendars import HAVANA_ALL_DAY, JIANGCHENG, NEW_YORK_NIGHTS

NINE_TO_FIVE = ((time(9), time(17)),)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_every_day_of_2026_agrees_with_the_published_notice() -> None:
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    assert [d for d in days if JIANGCHENG.is_working_day(d) != chinese_calendar.is_workday(d)] == []


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-09-18", True),  # Friday
        ("2026-09-19", False),  # Saturday
        ("2026-09-20", True),  # a Sunday worked for the holiday
        ("2026-10-01", False),  # National Day, a Thursday
        ("2027-10-01", True),  # a year without a notice: a Friday like any other
        ("2027-10-02", False),  # and its weekends
    ],
)
def test_a_day_is_worked_by_weekday_unless_it_is_listed(day: str, works: bool) -> None:
    assert JIANGCHENG.is_working_day(date.fromisoformat(day)) is works


def test_a_year_without_a_notice_is_provisional() -> None:
    assert not JIANGCHENG.is_provisional(date(2026, 12, 31))
    assert JIANGCHENG.is_provisional(date(2027, 1, 1))


def test_working_time_begins_with_the_opening_and_ends_before_the_closing() -> None:
    local = ["08:59", "09:00", "11:59", "12:00", "13:59", "14:00", "17:59", "18:00"]
    at = [datetime.fromisoformat(f"2026-09-18T{wall}:00+08:00") for wall in local]
    assert [JIANGCHENG.is_working_time(moment) for moment in at] == [
        False,
        True,
        True,
        False,
        False,
        True,
        True,
        False,
    ]


def test_spans_are_in_utc_and_empty_on_a_day_off() -> None:
    assert JIANGCHENG.working_spans(date(2026, 9, 18)) == [
        (utc("2026-09-18T01:00"), utc("2026-09-18T04:00")),
        (utc("2026-09-18T06:00"), utc("2026-09-18T10:00")),
    ]
    assert JIANGCHENG.working_spans(date(2026, 10, 1)) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # forward: 2:00 becomes 3:00, so 1:40-2:20 lasts until the jump and 2:40-6:00 begins with it
        ("2026-03-08", ["05:45/06:30", "06:40/07:00", "07:00/10:00"]),
        # back: 1:00-2:00 comes twice; each wall time means its first coming
        ("2026-11-01", ["04:45/05:30", "05:40/07:20", "07:40/11:00"]),
    ],
)
def test_spans_follow_the_wall_clock_through_a_jump(day: str, expected: list[str]) -> None:
    spans = NEW_YORK_NIGHTS.working_spans(date.fromisoformat(day))
    assert [f"{opens:%H:%M}/{closes:%H:%M}" for opens, closes in spans] == expected


def test_a_closing_at_midnight_means_the_end_of_the_day() -> None:
    (span,) = HAVANA_ALL_DAY.working_spans(date(2026, 3, 8))  # 0:00 is skipped here: a day of 23 hours
    assert span == (utc("2026-03-08T05:00"), utc("2026-03-09T04:00"))


def test_a_day_begins_with_the_first_midnight_when_midnight_comes_twice() -> None:
    assert first_moment("America/Havana", date(2026, 11, 1)) == utc("2026-11-01T04:00")
    assert HAVANA_ALL_DAY.local_day(utc("2026-11-01T03:59")) == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"zone": "Asia/Jiangcheng"}, "calendar.zone_unknown"),
        ({"zone": "../etc/passwd"}, "calendar.zone_unknown"),
        ({"hours": ()}, "calendar.hours_overlap"),
        ({"hours": ((time(9), time(9)),)}, "calendar.hours_overlap"),
        ({"hours": ((time(9), time(13)), (time(12), time(18)))}, "calendar.hours_overlap"),
        ({"hours": ((time(14), time(18)), (time(9), time(12)))}, "calendar.hours_overlap"),
        ({"hours": ((time(22), time(6)),)}, "calendar.hours_overlap"),
        (
            {"holidays": frozenset({date(2026, 5, 9)}), "make_up": frozenset({date(2026, 5, 9)})},
            "calendar.day_twice",
        ),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(parts: dict, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        WorkingCalendar(**{"zone": "Asia/Shanghai", "hours": NINE_TO_FIVE, **parts})
    assert refused.value.code == code


def test_touching_spans_are_one_working_day_without_a_break() -> None:
    calendar = WorkingCalendar("Asia/Shanghai", ((time(9), time(12)), (time(12), time(17))))
    assert [opens.hour for opens, _ in calendar.working_spans(date(2026, 9, 18))] == [1, 4]
