"""A process from its start to its end: who has it, until when, and what follows what."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest

from gongban.kernel.errors import Refusal
from gongban.kernel.process import (
    advance,
    asked,
    begin,
    complete,
    diagram,
    message,
    next_due,
    parallel_sample,
    pause,
    read_state,
    resume,
    standard,
    waiting,
)
from tests.process.drawing import (
    CALENDAR,
    FACTS,
    FRIDAY,
    done,
    drawn,
    end,
    flow,
    gate,
    here,
    message_event,
    path,
    running,
    service,
    start,
    task,
    timer,
)


def test_the_standard_process_is_review_then_decision() -> None:
    state = running(standard())
    assert here(state) == ["review"]
    (step,) = waiting(state)
    assert (step.key, step.node.who, step.node.words.zh, step.node.words.en, step.node.outcomes, step.since) == ("review#1", "owner", "审查", "Review", ("agreed", "refused"), FRIDAY)
    state = done(done(state, "review", "agreed"), "decide", "granted")
    assert state.ended and here(state) == [] and state.results == {"review": "agreed", "decision": "granted"}


def test_two_departments_review_in_parallel_and_the_site_is_seen_where_one_finds_it_needed() -> None:
    state = running(parallel_sample())
    assert here(state) == ["review", "second"]
    state = done(state, "second", "needed")
    assert here(state) == ["review"], "the join waits for both"
    state = done(state, "review", "agreed")
    assert here(state) == ["inspect"]
    state = done(done(state, "inspect", "passed"), "decide", "granted")
    assert state.ended


def test_without_the_need_nobody_goes_to_the_site() -> None:
    state = done(done(running(parallel_sample()), "review", "agreed"), "second", "agreed")
    assert here(state) == ["decide"] and "inspect" not in state.passed


def test_a_state_stays_as_it_was_when_a_step_is_done() -> None:
    state = running(standard())
    text = state.saved()
    done(state, "review", "agreed")
    assert state.saved() == text


def test_what_is_done_already_is_a_conflict_and_not_done_twice() -> None:
    state = running(standard())
    later = done(state, "review", "agreed")
    with pytest.raises(Refusal) as refused:
        complete(later, "review#1", "agreed", at=FRIDAY, calendar=CALENDAR)
    assert (refused.value.code, refused.value.status) == ("process.not_waiting", 409)


@pytest.mark.parametrize("outcome", ["", "granted", "__import__('os')"])
def test_a_step_takes_only_the_outcomes_that_it_has(outcome: str) -> None:
    with pytest.raises(Refusal, match=r"process\.outcome_here"):
        done(running(standard()), "review", outcome)


TOLD = drawn(start() + task("a") + service("tell") + task("b") + end() + path("s", "a", "tell", "b", "e"))


def test_a_service_is_asked_for_under_a_key_that_stays_the_same_after_a_crash() -> None:
    state = done(running(TOLD), "a")
    (asking,) = asked(state)
    assert (asking.key, asking.node.service) == ("tell#1", "notify_applicant")
    again = read_state(diagram(TOLD, facts=FACTS), state.saved())
    assert [each.key for each in asked(again)] == ["tell#1"], "nothing was done while it was read again"


def test_an_effect_that_was_saved_with_its_state_is_not_asked_for_again() -> None:
    state = done(done(running(TOLD), "a"), "tell")
    again = read_state(diagram(TOLD, facts=FACTS), state.saved())
    assert asked(again) == () and here(again) == ["b"]
    with pytest.raises(Refusal, match=r"process\.not_waiting"):
        complete(again, "tell#1", at=FRIDAY, calendar=CALENDAR)


MEND = drawn(start() + task("a", "passed mend") + gate("x", default="x_e") + task("b") + end() + path("s", "a", "x", "e") + flow("x", "b", "a = 'mend'") + flow("b", "a"))


def test_a_step_that_is_done_again_has_a_key_of_its_own() -> None:
    state = done(running(MEND), "a", "mend")
    state = done(state, "b")
    assert [each.key for each in waiting(state)] == ["a#2"]
    with pytest.raises(Refusal, match=r"process\.not_waiting"):
        complete(state, "a#1", "passed", at=FRIDAY, calendar=CALENDAR)


def test_mending_forty_times_still_ends() -> None:
    state = running(MEND)
    for _ in range(40):
        state = done(done(state, "a", "mend"), "b")
    assert done(state, "a", "passed").ended


def test_what_is_sent_back_for_ever_is_refused_in_words() -> None:
    state = running(MEND)
    with pytest.raises(Refusal, match=r"process\.too_long"):
        for _ in range(400):
            state = done(done(state, "a", "mend"), "b")


LATE = drawn(start() + task("a") + timer("t", "5 working_day", on="a") + task("b") + end() + path("s", "a", "e") + path("t", "b", "e"))


def test_a_timer_on_a_step_ends_it_when_its_working_days_have_run_out() -> None:
    state = running(LATE)
    (step,) = waiting(state)
    assert step.due == next_due(state) == datetime(2026, 12, 4, 9, 0, tzinfo=UTC), "Friday does not count; the fifth working day after it closes at 17:00"
    assert advance(state, step.due - timedelta(seconds=1), calendar=CALENDAR) is state
    later = advance(state, step.due, calendar=CALENDAR)
    assert here(later) == ["b"] and done(later, "b").ended


def test_a_process_that_stands_still_lets_no_timer_run_out_and_runs_on_by_the_working_days_it_stood() -> None:
    state = running(LATE)
    (step,) = waiting(state)
    assert step.due
    still = pause(state, at=FRIDAY + timedelta(days=3, hours=1))  # 周一 · from Monday
    assert next_due(still) is None and waiting(still)[0].due is None
    assert advance(still, step.due + timedelta(days=90), calendar=CALENDAR) is still
    later = resume(read_state(still.diagram, still.saved()), at=FRIDAY + timedelta(days=10, hours=1), calendar=CALENDAR)
    assert next_due(later) == waiting(later)[0].due == step.due + timedelta(days=7), "five working days of a whole week"
    assert here(advance(later, step.due + timedelta(days=7), calendar=CALENDAR)) == ["b"]


def test_what_stands_still_twice_runs_on_by_both_times_and_pressing_twice_is_once() -> None:
    text = drawn(start() + task("a") + timer("t", "20 hour", on="a") + task("b") + end() + path("s", "a", "e") + path("t", "b", "e"))
    state = running(text)
    for begins, ends in ((1, 3), (5, 10)):
        still = pause(state, at=FRIDAY + timedelta(hours=begins))
        assert pause(still, at=FRIDAY + timedelta(hours=begins + 1)) is still
        state = resume(still, at=FRIDAY + timedelta(hours=ends), calendar=CALENDAR)
        assert resume(state, at=FRIDAY + timedelta(hours=ends + 1), calendar=CALENDAR) is state
    assert next_due(state) == FRIDAY + timedelta(hours=27)


def test_a_timer_that_begins_later_knows_nothing_of_an_earlier_standstill() -> None:
    text = drawn(start() + task("a") + timer("t", "2 hour") + task("b") + end() + path("s", "a", "t", "b", "e"))
    state = resume(pause(running(text), at=FRIDAY), at=FRIDAY + timedelta(hours=5), calendar=CALENDAR)
    state = complete(state, "a#1", at=FRIDAY + timedelta(hours=6), calendar=CALENDAR)
    assert next_due(state) == FRIDAY + timedelta(hours=8)


def test_a_step_that_is_done_in_time_takes_its_timer_with_it() -> None:
    state = done(running(LATE), "a")
    assert state.ended and next_due(state) is None and "t" not in state.passed


def test_a_timer_that_only_warns_leaves_the_step_where_it_is() -> None:
    text = drawn(start() + task("a") + timer("t", "4 working_hour", on="a", interrupting=False) + service("tell") + end() + end("e2") + path("s", "a", "e") + path("t", "tell", "e2"))
    state = advance(running(text), FRIDAY + timedelta(days=1), calendar=CALENDAR)
    assert here(state) == ["a", "tell"]
    state = done(state, "a")
    assert not state.ended and done(state, "tell").ended


def test_timers_follow_each_other_from_the_moment_at_which_the_first_ran_out() -> None:
    text = drawn(start() + task("a") + timer("t", "2 hour") + timer("u", "3 hour") + task("b") + end() + path("s", "a", "t", "u", "b", "e"))
    state = done(running(text), "a")
    assert here(advance(state, FRIDAY + timedelta(hours=4), calendar=CALENDAR)) == ["u"]
    assert here(advance(state, FRIDAY + timedelta(hours=5), calendar=CALENDAR)) == ["b"]


def test_a_message_lets_go_on_what_waits_for_it_and_nothing_else() -> None:
    text = drawn(start() + task("a") + message_event("w") + task("b") + end() + path("s", "a", "w", "b", "e"), '<message id="m" name="material_given"/>')
    state = running(text)
    assert message(state, "material_given", at=FRIDAY, calendar=CALENDAR) is state, "nobody waits for it yet"
    state = done(state, "a")
    assert here(state) == ["w"] and message(state, "paid", at=FRIDAY, calendar=CALENDAR) is state
    assert here(message(state, "material_given", at=FRIDAY, calendar=CALENDAR)) == ["b"]


BY_SEATS = drawn(
    start() + task("z") + gate("x", "inclusive", "x_e") + task("a") + task("b") + gate("j", "inclusive") + end()
    + path("s", "z", "x") + flow("x", "a", "seats &gt; 20") + flow("x", "b", "open_fire OR opening &lt; DATE '2027-01-01'") + flow("x", "e") + path("a", "j", "e") + flow("b", "j")
)  # fmt: skip


@pytest.mark.parametrize(
    ("given", "steps"),
    [
        ({"seats": 30, "open_fire": True}, ["a", "b"]),
        ({"seats": 30, "open_fire": False, "opening": date(2027, 5, 1)}, ["a"]),
        ({"seats": 3, "opening": date(2026, 12, 1)}, ["b"]),
        ({"seats": 3, "open_fire": False, "opening": date(2027, 5, 1)}, []),
        ({}, []),  # 不知道的条件不算成立 · what is not known does not hold
    ],
)
def test_conditions_choose_among_the_ways_by_the_facts_of_the_application(given: dict[str, object], steps: list[str]) -> None:
    state = done(running(BY_SEATS, **given), "z")
    assert here(state) == steps and state.ended is (not steps)


def test_a_process_holds_only_the_facts_that_its_conditions_hang_on() -> None:
    state = running(BY_SEATS, seats=30, trade="tea", shop_name="老王饭店 13900000000")
    assert state.facts == {"seats": 30} and "老王" not in state.saved() and "139" not in state.saved()


@pytest.mark.parametrize("given", [{"seats": "many"}, {"seats": True}, {"seats": -1}, {"open_fire": "13912345678"}, {"open_fire": "老王"}])
def test_values_of_another_kind_and_words_of_a_person_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(Refusal) as refused:
        running(BY_SEATS, **given)
    assert refused.value.code in ("process.data", "process.fact_kind")


def test_a_state_goes_on_with_its_own_diagram_only() -> None:
    text = running(standard()).saved()
    with pytest.raises(Refusal, match=r"process\.other_diagram"):
        read_state(diagram(parallel_sample(), facts=FACTS), text)


def test_a_saved_state_says_the_same_after_reading_at_every_step() -> None:
    state = running(parallel_sample())
    for element, outcome in (("second", "needed"), ("review", "agreed"), ("inspect", "passed"), ("decide", "granted")):
        again = read_state(state.diagram, state.saved())
        assert again.saved() == state.saved() and here(again) == here(state)
        state = done(again, element, outcome)
    assert state.ended


SAME = """
from tests.process.drawing import *
from gongban.kernel.process import *
state = begin(diagram(parallel_sample(), facts=FACTS), {}, at=FRIDAY, calendar=CALENDAR)
print(done(done(state, "second", "needed"), "review", "agreed").saved())
"""


def test_the_same_steps_give_the_same_text_in_every_process_of_the_machine() -> None:
    said = {
        subprocess.run([sys.executable, "-c", SAME], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."}, capture_output=True, text=True, check=True).stdout for seed in ("1", "77")
    }
    assert len(said) == 1 and "inspect#1" in said.pop()


def test_a_process_that_begins_twice_is_two_processes() -> None:
    one = begin(diagram(standard(), facts=FACTS), {}, at=FRIDAY, calendar=CALENDAR)
    other = begin(diagram(standard(), facts=FACTS), {}, at=FRIDAY, calendar=CALENDAR)
    assert here(done(one, "review", "agreed")) == ["decide"] and here(other) == ["review"]
