"""The two clocks of a case, by examples: what is due when, what is left, in which colour."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gongban.kernel.calendar import WorkingCalendar, _spans
from gongban.kernel.clock import (
    Clock,
    Colour,
    Due,
    Limit,
    Pause,
    Unit,
    colour,
    due,
    elapsed,
    remaining,
    share_of,
)
from gongban.kernel.errors import Refusal
from tests.kernel.calendars import JIANGCHENG, NEW_YORK_NIGHTS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "clock.md"
CHINA = ZoneInfo("Asia/Shanghai")
UNITS = {
    "小时": Unit.HOUR,
    "工作小时": Unit.WORKING_HOUR,
    "自然日": Unit.NATURAL_DAY,
    "工作日": Unit.WORKING_DAY,
}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def examples_of_the_page() -> list[tuple[str, ...]]:
    rows = [
        line.strip("|\n ").split("|")
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("| 2026")
    ]
    return [tuple(cell.strip() for cell in row) for row in rows]


def read_limit(text: str) -> tuple[Limit, int]:
    amount, extra, unit = re.fullmatch(r"(\d+)(?: ?\+ ?(\d+))? 个?(\S+)", text).groups()  # type: ignore[union-attr]
    return Limit(int(amount), UNITS[unit]), int(extra or 0)


def read_pauses(text: str) -> tuple[Pause, ...]:
    pairs = [part.split(" → ") for part in text.split("；") if part != "无"]
    return tuple(Pause(local(start), None if end == "未结束" else local(end)) for start, end in pairs)


@pytest.mark.parametrize(("started", "limit", "pauses", "expected", "why"), examples_of_the_page())
def test_every_example_of_the_reference_page_is_true(
    started: str, limit: str, pauses: str, expected: str, why: str
) -> None:
    amount, extra = read_limit(limit)
    at = due(Clock(local(started), amount, extra, read_pauses(pauses)), JIANGCHENG).at
    assert (at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if at else "未定") == expected, why


def test_the_reference_page_has_examples_for_every_unit() -> None:
    assert {read_limit(row[1])[0].unit for row in examples_of_the_page()} == set(Unit)


@pytest.mark.parametrize(
    ("started", "amount", "unit", "provisional"),
    [
        ("2026-12-25 10:00", 3, Unit.WORKING_DAY, False),  # due on 30 December
        ("2026-12-25 10:00", 4, Unit.WORKING_DAY, False),  # due on the last evening of the year
        ("2026-12-25 10:00", 5, Unit.WORKING_DAY, True),
        ("2026-12-31 17:00", 2, Unit.WORKING_HOUR, True),
        ("2026-12-25 10:00", 30, Unit.NATURAL_DAY, False),  # no notice can change these
        ("2026-12-31 17:00", 24, Unit.HOUR, False),
    ],
)
def test_a_due_date_is_provisional_when_its_way_leads_into_a_year_without_a_notice(
    started: str, amount: int, unit: Unit, provisional: bool
) -> None:
    assert due(Clock(local(started), Limit(amount, unit)), JIANGCHENG).provisional is provisional


def test_a_working_day_that_closes_at_midnight_belongs_to_its_own_year() -> None:
    round_the_clock = WorkingCalendar("Asia/Shanghai", ((time(0), time(0)),), known_years=frozenset({2026}))
    clock = Clock(local("2026-12-30 10:00"), Limit(1, Unit.WORKING_DAY))
    assert due(clock, round_the_clock) == Due(local("2027-01-01 00:00"), provisional=False)


def test_24_hours_are_24_hours_through_the_night_in_which_clocks_jump() -> None:
    started = datetime(2026, 3, 7, 12, tzinfo=ZoneInfo("America/New_York"))
    at = due(Clock(started, Limit(24, Unit.HOUR)), NEW_YORK_NIGHTS).at
    assert at == datetime(2026, 3, 8, 13, tzinfo=ZoneInfo("America/New_York"))


FRIDAY = Clock(
    local("2026-09-11 10:00"), Limit(2, Unit.WORKING_DAY)
)  # due on Tuesday at 18:00, 20 working hours


@pytest.mark.parametrize(
    ("now", "minutes", "overdue", "expected"),
    [
        ("2026-09-10 09:00", 20 * 60, False, Colour.GREEN),  # read before it began: as at its start
        ("2026-09-11 10:00", 20 * 60, False, Colour.GREEN),
        ("2026-09-12 12:00", 14 * 60, False, Colour.GREEN),  # Saturday: Friday's hours are used
        ("2026-09-15 09:17", 6 * 60 + 43, False, Colour.GREEN),
        ("2026-09-15 09:59", 6 * 60 + 1, False, Colour.GREEN),
        ("2026-09-15 10:00", 6 * 60, False, Colour.YELLOW),  # six of twenty hours are 30 per cent
        ("2026-09-15 17:59", 1, False, Colour.YELLOW),
        ("2026-09-15 18:00", 0, True, Colour.RED),
        ("2026-09-16 09:30", -30, True, Colour.RED),
    ],
)
def test_what_is_left_is_told_in_working_minutes_and_in_a_colour(
    now: str, minutes: int, overdue: bool, expected: Colour
) -> None:
    reading = remaining(FRIDAY, JIANGCHENG, local(now))
    assert (reading.minutes, reading.overdue, reading.paused) == (minutes, overdue, False)
    assert colour(FRIDAY, JIANGCHENG, local(now)) is expected


def test_seconds_are_cut_and_do_not_make_a_clock_overdue() -> None:
    just_before = remaining(FRIDAY, JIANGCHENG, local("2026-09-15 17:59:30"))
    just_after = remaining(FRIDAY, JIANGCHENG, local("2026-09-16 09:00:30"))
    assert (just_before.minutes, just_before.overdue, just_after.minutes, just_after.overdue) == (
        0,
        False,
        0,
        True,
    )


def test_while_a_pause_lasts_the_amount_stands_still() -> None:
    paused = replace(FRIDAY, pauses=(Pause(local("2026-09-14 10:00")),))
    for now in ("2026-09-14 10:00", "2026-09-14 16:00", "2026-12-01 10:00"):
        reading = remaining(paused, JIANGCHENG, local(now))
        assert (reading.minutes, reading.overdue, reading.paused) == (13 * 60, False, True)
        assert colour(paused, JIANGCHENG, local(now)) is Colour.PAUSED
        assert elapsed(paused, JIANGCHENG, local(now)) == 7 * 60


def test_a_pause_after_the_end_mends_nothing() -> None:
    late = replace(FRIDAY, pauses=(Pause(local("2026-09-16 10:00")),))
    assert due(late, JIANGCHENG).at == local("2026-09-15 18:00")
    assert colour(late, JIANGCHENG, local("2026-09-18 10:00")) is Colour.RED
    assert remaining(late, JIANGCHENG, local("2026-09-18 10:00")).minutes == -60


@pytest.mark.parametrize(("stopped", "overdue"), [("2026-09-15 17:59", False), ("2026-09-15 18:00", True)])
def test_a_stopped_clock_keeps_telling_whether_the_answer_was_in_time(stopped: str, overdue: bool) -> None:
    clock, later = replace(FRIDAY, stopped=local(stopped)), local("2026-11-01 10:00")
    assert colour(clock, JIANGCHENG, later) is Colour.STOPPED
    assert remaining(clock, JIANGCHENG, later).overdue is overdue
    assert elapsed(clock, JIANGCHENG, later) == elapsed(FRIDAY, JIANGCHENG, local(stopped))


@pytest.mark.parametrize(
    ("amount", "percent", "part"), [(5, 60, 3), (5, 50, 2), (1, 50, 1), (10, 1, 1), (7, 100, 7)]
)
def test_a_sub_unit_gets_a_share_of_the_limit_and_at_least_one(amount: int, percent: int, part: int) -> None:
    assert share_of(Limit(amount, Unit.WORKING_DAY), percent) == Limit(part, Unit.WORKING_DAY)


def test_five_years_are_counted_by_days_not_by_minutes() -> None:
    _spans.cache_clear()
    at = due(Clock(local("2026-01-05 10:00"), Limit(5 * 250 * 7, Unit.WORKING_HOUR)), JIANGCHENG).at
    assert at is not None and at.year == 2030
    assert _spans.cache_info().misses <= 5 * 366


def test_a_limit_reads_like_a_sentence_in_both_languages() -> None:
    words = Limit(5, Unit.WORKING_DAY).words
    assert (words.zh, words.en, Limit(1, Unit.HOUR).words.en) == ("5个工作日", "5 working days", "1 hour")


NEVER_OPEN = WorkingCalendar("Asia/Shanghai", ((time(9), time(17)),), weekend=frozenset(range(7)))


@pytest.mark.parametrize(
    ("attempt", "code"),
    [
        (lambda: Limit(0, Unit.HOUR), "limit.too_short"),
        (lambda: share_of(Limit(5, Unit.HOUR), 0), "limit.share_out_of_range"),
        (lambda: share_of(Limit(5, Unit.HOUR), 101), "limit.share_out_of_range"),
        (lambda: replace(FRIDAY, extra=-1), "limit.extra_negative"),
        (lambda: Pause(local("2026-09-14 10:00"), local("2026-09-14 09:59")), "pause.ends_before_start"),
        (lambda: due(FRIDAY, NEVER_OPEN), "calendar.no_working_time"),
        (
            lambda: due(replace(FRIDAY, limit=Limit(1, Unit.WORKING_HOUR)), NEVER_OPEN),
            "calendar.no_working_time",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_with_a_reason(attempt, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refusal) as refused:
        attempt()
    assert refused.value.code == code


def test_a_moment_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Clock(datetime(2026, 9, 11, 10), Limit(1, Unit.HOUR))
    with pytest.raises(ValueError, match="aware"):
        remaining(FRIDAY, JIANGCHENG, datetime(2026, 9, 11, 10))


def test_two_moments_in_one_zone_are_compared_as_moments() -> None:
    """1:30 comes twice on 1 November in New York; the pause from the first to the second lasts an hour."""
    zone = ZoneInfo("America/New_York")
    first, second = (datetime(2026, 11, 1, 1, 30, tzinfo=zone, fold=fold) for fold in (0, 1))
    clock = Clock(first - timedelta(hours=1), Limit(2, Unit.HOUR), pauses=(Pause(first, second),))
    assert due(clock, NEW_YORK_NIGHTS).at == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    assert NEW_YORK_NIGHTS.local_day(first) == date(2026, 11, 1)
