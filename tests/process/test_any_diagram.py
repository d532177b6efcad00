"""Whatever diagram may be published: it always comes to an end, joins wait, and the order in which people act changes nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from gongban.kernel.errors import Refusal
from gongban.kernel.process import (
    Shape,
    State,
    advance,
    asked,
    begin,
    complete,
    diagram,
    message,
    next_due,
    read_state,
    waiting,
)
from tests.process.drawing import CALENDAR, FACTS, FRIDAY, findings
from tests.process.random_diagrams import SEATS, Made, broken, diagrams

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large])
MOST = 900


def _act(state: State, chance: Random, at: datetime) -> tuple[State, datetime]:
    """One thing happens, whichever: somebody does a step, a service is done, a message comes, or time passes."""
    steps = [*waiting(state), *asked(state)]
    step = chance.choice(steps)
    if step.node.shape is Shape.MESSAGE:
        return message(state, step.node.message, at=at, calendar=CALENDAR), at
    if step.node.shape is Shape.TIMER or (step.due and chance.random() < 0.3):
        due = next_due(state)
        assert due is not None
        return advance(state, max(at, due), calendar=CALENDAR), max(at, due)
    times = int(step.key.rpartition("#")[2])
    outcome = ("passed" if times > 1 else "mend") if step.node.outcomes else ""
    at += timedelta(minutes=7)
    return complete(state, step.key, outcome, at=at, calendar=CALENDAR), at


def _to_the_end(text: str, seats: int, seed: int, made: Made | None = None, reread: bool = False) -> State:
    chance, at = Random(seed), FRIDAY
    state = begin(diagram(text, facts=FACTS), {"seats": seats}, at=at, calendar=CALENDAR)
    for _ in range(MOST):
        if state.ended:
            assert not waiting(state) and not asked(state)
            return state
        assert waiting(state) or asked(state), f"stands still at {state.passed}"
        if reread:
            state = read_state(state.diagram, state.saved())
        state, at = _act(state, chance, at)
        if made and not made.rounds:
            _joins_waited(made, state)
    raise AssertionError("never ended")


def _joins_waited(made: Made, state: State) -> None:
    standing = {each.element for each in (*waiting(state), *asked(state))}
    for join, elements in made.joins.items():
        if join in state.passed:
            assert not standing & set(elements), f"{join} did not wait for {standing & set(elements)}"


@SLOW
@given(made=diagrams(), seats=st.sampled_from((0, 10, 50, 500)), seed=st.integers(0, 10**6))
def test_a_diagram_of_blocks_may_be_published_and_always_ends(made: Made, seats: int, seed: int) -> None:
    assert findings(made.xml) == []
    _to_the_end(made.xml, seats, seed, made)


@SLOW
@given(made=diagrams(timers_on_steps=False), seats=st.sampled_from((0, 10, 50, 500)), seeds=st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)))
def test_in_whichever_order_people_act_the_end_is_the_same(made: Made, seats: int, seeds: tuple[int, int]) -> None:
    one, other = (_to_the_end(made.xml, seats, seed) for seed in seeds)
    assert (one.results, set(one.passed), one.times) == (other.results, set(other.passed), other.times)


@SLOW
@given(made=diagrams(), seats=st.sampled_from(SEATS), seed=st.integers(0, 10**6))
def test_saving_and_reading_between_all_steps_changes_nothing(made: Made, seats: int, seed: int) -> None:
    assert _to_the_end(made.xml, seats, seed, reread=True).saved() == _to_the_end(made.xml, seats, seed).saved()


@settings(SLOW, max_examples=150)
@given(text=broken(), seats=st.sampled_from((0, 10, 50, 500)), seed=st.integers(0, 10**6))
def test_a_diagram_with_a_mistake_is_refused_or_ends_all_the_same(text: str, seats: int, seed: int) -> None:
    """What the check lets pass, SpiffWorkflow runs to the end: the check knows nothing of SpiffWorkflow."""
    found = findings(text)
    event(found[0].code if found else "may be published")
    assume(not found)
    try:
        _to_the_end(text, seats, seed)
    except Refusal as refused:
        # 圈里的条件只看不变的事实 · a round whose conditions hang on facts that never change
        assert refused.code == "process.too_long"
