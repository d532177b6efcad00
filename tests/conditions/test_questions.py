"""Guided questions: never one that cannot change the list, never one that is known, few of them, and then exactly the right list."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongban.kernel.conditions import (
    BadCondition,
    Condition,
    Fact,
    Facts,
    Given,
    Guide,
    Kind,
    Option,
    Truth,
    Value,
)
from gongban.kernel.words import Words
from tests.conditions import random_conditions
from tests.conditions.declared import FACTS

PARTS = [
    ("申请书", None),
    ("租赁合同", "premises = 'rented'"),
    ("产权证明", "premises <> 'rented'"),
    ("住改商证明", "premises = 'home'"),
    ("连锁总部授权书", "chain"),
    ("酒类备案表", "alcohol AND NOT chain"),
    ("消防合格证", "area >= 300 OR employees > 50"),
    ("监护人同意书", "NOT adult"),
]
ASKED = ["premises", "area", "employees", "chain", "alcohol", "born"]
TODAY = date(2026, 11, 27)


def guide(parts: list[tuple[str, str | None]] = PARTS, askable: list[str] = ASKED, facts: Facts = FACTS) -> Guide:
    return Guide([(key, None if text is None else facts.condition(text)) for key, text in parts], askable)


def walk(guided: Guide, truth: Given, known: Given) -> tuple[list[str], dict[str, Value | None]]:
    """Answer every question by the truth; the names asked, and what is known at the end."""
    asked, now = [], dict(known)
    while (name := guided.next_question(now)) is not None:
        assert name not in now
        asked.append(name)
        now[name] = truth[name]
    return asked, now


def listed(guided: Guide, known: Given) -> list[str]:
    return [outcome.key for outcome in guided.outcomes(known) if outcome.truth is Truth.YES]


SMALL: Given = {"premises": "home", "area": 40, "employees": 3, "chain": False, "alcohol": True, "born": date(1990, 1, 1)}
LARGE: Given = {"premises": "rented", "area": 900, "employees": 80, "chain": True, "alcohol": True, "born": date(1990, 1, 1)}


@pytest.mark.parametrize(
    ("shop", "needed"),
    [
        (SMALL, ["申请书", "产权证明", "住改商证明", "酒类备案表"]),
        (LARGE, ["申请书", "租赁合同", "连锁总部授权书", "消防合格证"]),
    ],
)
def test_a_small_shop_and_a_large_one_get_their_own_exact_lists(shop: Given, needed: list[str]) -> None:
    guided = guide()
    asked, known = walk(guided, shop, {"today": TODAY})
    assert listed(guided, known) == needed
    assert len(asked) == len(set(asked)) <= len(ASKED)
    assert guided.next_question(known) is None


def test_a_large_shop_is_not_asked_what_can_no_longer_change_its_list() -> None:
    asked, _ = walk(guide(), LARGE, {"today": TODAY})
    assert "alcohol" not in asked
    assert len({"area", "employees"} & set(asked)) == 1


def test_what_is_held_is_never_asked() -> None:
    asked, _ = walk(guide(), SMALL, {"today": TODAY, "born": date(1990, 1, 1), "premises": "home"})
    assert set(asked) == {"area", "employees", "chain", "alcohol"}


def test_the_list_says_why() -> None:
    outcomes = {outcome.key: outcome for outcome in guide().outcomes(SMALL | {"today": TODAY})}
    assert outcomes["申请书"].line is None
    line = outcomes["酒类备案表"].line
    assert line is not None and [part.words.zh for part in line.parts] == ["卖酒：是，应为是：符合", "是连锁店：否，应为否：符合"]


def test_one_key_with_several_conditions_belongs_when_any_holds_and_nothing_is_asked_for_what_always_belongs() -> None:
    both = guide([("身份证", "chain"), ("身份证", "NOT chain"), ("照片", "alcohol"), ("照片", None)])
    assert both.next_question({}) is None
    assert listed(both, {}) == ["身份证", "照片"]


@pytest.mark.parametrize(
    "text",
    [
        "employees > 5 OR employees <= 5",
        "employees > 5 AND employees < 6",
        "premises IN ('own', 'rented', 'home')",
        "premises = 'own' AND premises = 'home'",
        "area >= 0",
        "employees BETWEEN 3 AND 2",
        "age < 18 AND age > 60",
        "length(name) < 0",
        "name LIKE '%'",
    ],
)
def test_what_no_answer_can_change_is_not_asked(text: str) -> None:
    guided = guide([("x", text)], [*ASKED, "name"])
    assert guided.next_question({"today": TODAY}) is None
    assert guided.outcomes({"today": TODAY})[0].truth is not Truth.UNKNOWN


def test_what_may_not_be_asked_stays_open() -> None:
    guided = guide([("x", "chain OR alcohol")], ["chain"])
    asked, known = walk(guided, {"chain": False}, {})
    assert asked == ["chain"] and guided.outcomes(known)[0].truth is Truth.UNKNOWN


# ---- 随机的事项，对照逐一试遍 · random items, beside trying everything ----

SMALL_FACTS = Facts([
    *(Fact(name, Kind.BOOLEAN, Words(name, name)) for name in "abc"),
    Fact("d", Kind.CHOICE, Words("d", "d"), options=tuple(Option(code, Words(code, code)) for code in "xyz")),
    Fact("e", Kind.INTEGER, Words("e", "e"), least=0, most=3),
    Fact("f", Kind.BOOLEAN, Words("f", "f"), formula="a OR e > 1"),
])  # fmt: skip
DOMAINS: dict[str, list[Value]] = {"a": [False, True], "b": [False, True], "c": [False, True], "d": ["x", "y", "z"], "e": [0, 1, 2, 3]}
NAMES = list(DOMAINS)
WHOLE: list[dict[str, Value | None]] = [dict(zip(NAMES, row, strict=True)) for row in itertools.product(*DOMAINS.values())]

clauses = st.sampled_from(["a", "b", "c", "f", "d = 'x'", "d IN ('x', 'y')", "d <> 'z'", "e > 0", "e = 2", "e BETWEEN 1 AND 2", "e <= 3"])
small_conditions = st.recursive(
    clauses,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda t: f"({' '.join(t)})"), inner.map("NOT ({})".format)
    ),
    max_leaves=4,
)
items = st.lists(small_conditions, min_size=1, max_size=4)
quiet = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def _item(texts: list[str]) -> tuple[Guide, list[Condition]]:
    made = [SMALL_FACTS.condition(text) for text in texts]
    return Guide([(str(place), condition) for place, condition in enumerate(made)], NAMES), made


class Everything:
    """All assignments of the small facts, with the list that each leads to."""

    def __init__(self, conditions: list[Condition]) -> None:
        self.lists = {tuple(row.values()): tuple(condition.decide(row) for condition in conditions) for row in WHOLE}

    def completions(self, known: tuple[Value | None, ...]) -> Iterator[tuple[Value | None, ...]]:
        yield from itertools.product(*([value] if value is not None else DOMAINS[name] for name, value in zip(NAMES, known, strict=True)))

    def settled(self, known: tuple[Value | None, ...]) -> bool:
        return len({self.lists[row] for row in self.completions(known)}) == 1

    def matters(self, name: str, known: tuple[Value | None, ...]) -> bool:
        place = NAMES.index(name)
        return any(
            len({self.lists[(*row[:place], value, *row[place + 1 :])] for value in DOMAINS[name]}) > 1 for row in self.completions(known)
        )


def _state(known: Given) -> tuple[Value | None, ...]:
    return tuple(known.get(name) for name in NAMES)


@given(texts=items)
@settings(max_examples=60, **quiet)
def test_every_question_can_change_the_list_and_at_the_end_none_can(texts: list[str]) -> None:
    guided, conditions = _item(texts)
    everything = Everything(conditions)
    for truth in WHOLE[::7]:
        known: dict[str, Value | None] = {}
        while (name := guided.next_question(known)) is not None:
            assert everything.matters(name, _state(known))
            known[name] = truth[name]
        assert everything.settled(_state(known))
        assert tuple(outcome.truth is Truth.YES for outcome in guided.outcomes(known)) == everything.lists[tuple(truth.values())]


@given(texts=items)
@settings(max_examples=40, **quiet)
def test_at_most_one_question_more_than_the_best_order(texts: list[str]) -> None:
    guided, conditions = _item(texts)
    everything = Everything(conditions)

    @cache
    def best(state: tuple[Value | None, ...]) -> int:
        """The fewest questions that are enough whatever is answered, by trying all orders."""
        if everything.settled(state):
            return 0
        free = [place for place, value in enumerate(state) if value is None]
        return 1 + min(
            max(best((*state[:place], value, *state[place + 1 :])) for value in DOMAINS[NAMES[place]]) for place in free
        )

    longest = max(len(walk(guided, truth, {})[0]) for truth in WHOLE)
    assert longest <= best(tuple([None] * len(NAMES))) + 1


@given(texts=st.lists(random_conditions.conditions, min_size=1, max_size=4), seed=st.integers(0, 10**6))
@settings(max_examples=60, **quiet)
def test_the_list_is_the_one_that_all_facts_together_give(texts: list[str], seed: int) -> None:
    conditions = []
    for text in texts:
        try:
            conditions.append(FACTS.condition(text))
        except BadCondition:
            assume(False)
    guided = Guide([(str(place), condition) for place, condition in enumerate(conditions)], [fact.name for fact in random_conditions.HELD])
    for truth in random_conditions.rows(seed, 2, none=0):
        _, known = walk(guided, truth, {})
        assert [outcome.truth for outcome in guided.outcomes(known)] == [condition.evaluate(truth).truth for condition in conditions]
