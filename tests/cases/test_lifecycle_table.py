"""Every row of the lifecycle table holds for everybody it names, and nobody may do anything else: state by action by person."""

from __future__ import annotations

from random import Random

import pytest
from django.db import transaction

from gongban.delivery.cases.acting import locked
from gongban.delivery.cases.public import ACTIONS, CASE, Case, act
from gongban.delivery.cases.public import relations as relations_of
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from tests.cases.table import BEFORE, MEMBERS, arrive, everything, given, relations
from tests.cast import Cast

FEW = 2
STATES = [state.code for state in CASE.states]


def allowed(state: str, action: str, name: str) -> bool:
    """Whether the table allows an action in a state to a member of the cast."""
    row = CASE.row(state, action)
    return row is not None and bool(relations(name, state) & set(row.who))


@pytest.mark.parametrize("state", STATES)
def test_everybody_whom_the_table_names_can_do_it(cast: Cast, state: str) -> None:
    case = arrive(cast, state)
    begun = cast.now
    failed = [
        f"{action} by {name}: {said}"
        for action in CASE.actions()
        for name in MEMBERS
        if allowed(state, action, name) and (said := tried(cast, case, action, getattr(cast, name)))
    ]
    cast.now = begun
    assert failed == []


def tried(cast: Cast, case: Case, action: str, by: Actor) -> str:
    """What went wrong when an action was done and taken back; empty where it led to a state of its row."""
    begun = cast.now
    with transaction.atomic():
        try:
            if prepare := BEFORE.get(action):
                prepare(cast, case)
            origin = case.matter.state
            cast.act(case, action, given(cast, action), by=by)
            row = CASE.row(origin, action)
            assert row
            fits = case.matter.state in row.to or (not row.to and case.matter.state == origin) or ("" in row.to and case.matter.state == origin)
            said = "" if fits else f"led to {case.matter.state}"
        except Refusal as refusal:
            said = str(refusal)
        transaction.set_rollback(True)
    cast.now = begun
    case.refresh_from_db()
    case.matter.refresh_from_db()
    return said


@pytest.mark.parametrize("state", STATES)
def test_of_those_whom_it_does_not_name_a_few_try_in_vain(cast: Cast, state: str) -> None:
    refused(cast, state, FEW)


@pytest.mark.long
@pytest.mark.parametrize("state", STATES)
def test_nobody_else_can_do_anything(cast: Cast, state: str) -> None:
    refused(cast, state, len(MEMBERS))


def refused(cast: Cast, state: str, most: int) -> None:
    """Up to `most` people for each action try what the table does not allow; nothing is changed."""
    case = arrive(cast, state)
    before = everything(case)
    for action in CASE.actions():
        inputs = given(cast, action)
        others = [name for name in MEMBERS if not allowed(state, action, name)]
        for name in Random(state + action).sample(others, min(most, len(others))):
            with pytest.raises((Forbidden, Conflict, NotFound)):
                act(case.matter.number, action, inputs, by=getattr(cast, name), at=cast.now)
                pytest.fail(f"{action} by {name} in {state} was not refused", pytrace=False)
    assert everything(case) == before


@pytest.mark.parametrize("state", STATES)
def test_everybody_stands_in_the_relations_that_the_tests_believe(cast: Cast, state: str) -> None:
    case = locked(arrive(cast, state).matter.number, by=cast.system)
    found = {name: set(relations_of(case, getattr(cast, name))) for name in MEMBERS}
    assert found == {name: relations(name, state) for name in MEMBERS}


def test_every_action_of_the_table_has_its_function_and_the_other_way_round() -> None:
    assert set(CASE.actions()) == set(ACTIONS)


def test_every_state_can_be_reached() -> None:
    assert CASE.reachable() == set(STATES)


def test_every_role_of_the_table_is_played_by_somebody() -> None:
    named = {(state, who) for row in CASE.transitions for state in row.origins for who in row.who}
    played = {(state, who) for state in STATES for name in MEMBERS for who in relations(name, state)}
    assert {who for _, who in named} <= {who for _, who in played}
