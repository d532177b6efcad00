"""The clocks agree, minute for minute, with looking at every single minute."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongban.kernel.clock import Clock, Limit, Pause, Unit, due, elapsed, remaining
from tests.kernel.calendars import WINDOWS
from tests.kernel.slow_clock import MINUTE, is_paused, slow_due, slow_elapsed

MOST = {Unit.HOUR: 150, Unit.WORKING_HOUR: 40, Unit.NATURAL_DAY: 9, Unit.WORKING_DAY: 6}


@st.composite
def moments(draw: st.DrawFn, window: str) -> datetime:
    """A minute of the first days of a window; half of them in the night and near the edges of hours."""
    calendar, first = WINDOWS[window]
    midnight = datetime.combine(first, time(0), ZoneInfo(calendar.zone)) + timedelta(
        days=draw(st.integers(0, 13))
    )
    edges = [t.hour * 60 + t.minute for span in calendar.hours for t in span]
    return midnight + draw(st.sampled_from(edges) | st.integers(0, 24 * 60 - 1)) * MINUTE


@st.composite
def pauses(draw: st.DrawFn, window: str) -> Pause:
    start = draw(moments(window))
    end = draw(st.none() | moments(window) | st.integers(0, 3000).map(lambda n: start + n * MINUTE))
    if end is None or end.timestamp() < start.timestamp():
        end = None if draw(st.integers(0, 3)) == 0 else start + timedelta(days=1)
    return Pause(start, end)


@st.composite
def running_clocks(draw: st.DrawFn) -> tuple[str, Clock]:
    window = draw(st.sampled_from(sorted(WINDOWS)))
    unit = draw(st.sampled_from(list(Unit)))
    limit = Limit(draw(st.integers(1, MOST[unit])), unit)
    halts = tuple(draw(st.lists(pauses(window), max_size=4)))
    return window, Clock(draw(moments(window)), limit, extra=draw(st.integers(0, 2)), pauses=halts)


@given(running_clocks())
@settings(max_examples=400, deadline=None)
def test_due_is_where_counting_every_minute_arrives(case: tuple[str, Clock]) -> None:
    window, clock = case
    assert due(clock, WINDOWS[window][0]).at == slow_due(clock, window)


@given(running_clocks(), st.data())
@settings(max_examples=250, deadline=None)
def test_remaining_and_elapsed_are_the_minutes_that_count(
    case: tuple[str, Clock], data: st.DataObject
) -> None:
    window, clock = case
    calendar, now = WINDOWS[window][0], data.draw(moments(window))
    begun = max(now, clock.started)
    known = replace(clock, pauses=tuple(pause for pause in clock.pauses if pause.start <= begun))
    ended = replace(known, pauses=tuple(pause for pause in known.pauses if pause.end))
    runs_out = slow_due(ended, window)
    assert runs_out is not None
    reading = remaining(clock, calendar, now)
    assert elapsed(clock, calendar, now) == slow_elapsed(clock, window, clock.started, begun)
    overdue = slow_elapsed(known, window, runs_out, begun)
    stands = min([begun, *(max(p.start, clock.started) for p in known.pauses if p.end is None)])
    assert reading.overdue is (stands >= runs_out)
    assert reading.minutes == (slow_elapsed(ended, window, stands, runs_out) or -overdue)
    assert reading.paused is (is_paused(known.pauses, begun) and not reading.overdue)


@given(running_clocks())
@settings(max_examples=100, deadline=None)
def test_a_longer_limit_is_never_due_earlier(case: tuple[str, Clock]) -> None:
    window, clock = case
    calendar, longer = WINDOWS[window][0], Limit(clock.limit.amount + 1, clock.limit.unit)
    first, more = due(clock, calendar).at, due(replace(clock, limit=longer), calendar).at
    assert more == due(replace(clock, extra=clock.extra + 1), calendar).at
    assert more is None if first is None else more is None or more > first


@given(running_clocks(), st.integers(0, 9), st.integers(1, 4000))
@settings(max_examples=100, deadline=None)
def test_a_longer_pause_never_makes_it_due_earlier(case: tuple[str, Clock], which: int, minutes: int) -> None:
    window, clock = case
    calendar, halts = WINDOWS[window][0], list(clock.pauses)
    assume(halts and halts[which % len(halts)].end is not None)
    pause = halts[which % len(halts)]
    halts[which % len(halts)] = Pause(pause.start, pause.end + minutes * MINUTE)  # type: ignore[operator]
    before, after = due(clock, calendar).at, due(replace(clock, pauses=tuple(halts)), calendar).at
    assert after is None if before is None else after is None or after >= before


@given(running_clocks())
@settings(max_examples=100, deadline=None)
def test_the_moment_of_a_pause_is_all_that_matters_not_its_zone_nor_its_place_in_the_list(
    case: tuple[str, Clock],
) -> None:
    window, clock = case
    zone = ZoneInfo("Pacific/Auckland")
    moved = tuple(
        Pause(p.start.astimezone(zone), p.end and p.end.astimezone(zone)) for p in reversed(clock.pauses)
    )
    other = replace(clock, started=clock.started.astimezone(zone), pauses=moved)
    assert due(other, WINDOWS[window][0]) == due(clock, WINDOWS[window][0])
