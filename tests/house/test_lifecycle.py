"""The lifecycle table is whole: every state reachable and worded, every action performed, every event told."""

from __future__ import annotations

import ast
import re

import pytest

from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.public import ACTIONS
from gongban.delivery.cases.timing import EFFECTS
from gongban.kernel.events import DECLARED
from gongban.kernel.lifecycle import State, Transition
from tests.house.source import SOURCE, python_files

RELATIONS = {"reporter", "operator", "dispatcher", "supervisor", "leader", "moderator", "specialist", "lead", "lead_reviewer", "co", "system", "neighbour"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_state_can_be_reached() -> None:
    assert {state.code for state in CASE.states} == CASE.reachable()


def test_every_action_has_a_function_and_every_function_a_row() -> None:
    assert set(CASE.actions()) == set(ACTIONS)


@pytest.mark.parametrize("state", CASE.states, ids=lambda state: state.code)
def test_a_citizen_is_told_of_every_state_in_both_languages(state: State) -> None:
    for words in (state.words, state.explained):
        assert CHINESE.search(words.zh) and words.en and not CHINESE.search(words.en)


@pytest.mark.parametrize("row", CASE.transitions, ids=lambda row: f"{row.action}-{row.origins[0]}")
def test_a_row_names_known_states_relations_clocks_and_a_reason(row: Transition) -> None:
    known = {state.code for state in CASE.states}
    assert set(row.origins) <= known and {code for code in row.to if code} <= known
    assert row.who and set(row.who) <= RELATIONS
    assert set(row.clock) <= set(EFFECTS)
    assert row.reason and row.label.zh and row.label.en


def test_a_state_and_an_action_meet_in_one_row_only() -> None:
    pairs = [(row.action, origin) for row in CASE.transitions for origin in row.origins]
    assert len(pairs) == len(set(pairs))


def test_an_open_case_can_always_go_on() -> None:
    stuck = [state.code for state in CASE.states if state.open and not any(row.to for row in CASE.from_state(state.code))]
    assert stuck == []


def test_every_declared_event_is_told_somewhere() -> None:
    names = {one.__name__ for one in DECLARED.values() if one.__module__.startswith("gongban.")}
    used = set()
    for path in python_files(SOURCE):
        if path.stem == "events":
            continue
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        used |= {node.id for node in nodes if isinstance(node, ast.Name)}
        used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert names - used == set()


def test_events_have_words_in_both_languages() -> None:
    for one in DECLARED.values():
        assert CHINESE.search(one.words.zh) and one.words.en
