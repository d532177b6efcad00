"""Yes, no, or not yet known, and then what must be asked: nothing that can no longer change the answer."""

from __future__ import annotations

from datetime import date

import pytest

from gongban.kernel.conditions import Given, Truth, WrongKind
from tests.conditions.declared import FACTS

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
TODAY = date(2026, 11, 27)

# 条件，已知，答案，还缺什么 · condition, what is known, the answer, what is missing
ANSWERS: list[tuple[str, Given, Truth, tuple[str, ...]]] = [
    ("employees <= 300", {"employees": 300}, YES, ()),
    ("employees <= 300", {"employees": 301}, NO, ()),
    ("employees <= 300", {}, UNKNOWN, ("employees",)),
    ("employees <= 300", {"employees": None}, UNKNOWN, ()),
    ("chain AND alcohol", {"chain": False}, NO, ()),
    ("chain AND alcohol", {"chain": True}, UNKNOWN, ("alcohol",)),
    ("chain OR alcohol", {"alcohol": True}, YES, ()),
    ("chain OR alcohol", {}, UNKNOWN, ("chain", "alcohol")),
    ("NOT (chain AND alcohol)", {"alcohol": False}, YES, ()),
    ("NOT (chain OR alcohol)", {"chain": False}, UNKNOWN, ("alcohol",)),
    ("employees BETWEEN 5 AND 10", {"employees": 5}, YES, ()),
    ("employees NOT BETWEEN 5 AND 10", {"employees": 11}, YES, ()),
    ("employees BETWEEN area AND 10", {"employees": 11}, NO, ()),
    ("employees BETWEEN area AND 10", {"employees": 9}, UNKNOWN, ("area",)),
    ("premises IN ('own', 'rented')", {"premises": "home"}, NO, ()),
    ("premises NOT IN ('own')", {"premises": None}, UNKNOWN, ()),
    ("name IS NULL", {"name": None}, YES, ()),
    ("name IS NULL", {"name": "小馆"}, NO, ()),
    ("name IS NULL", {}, UNKNOWN, ("name",)),
    ("name = street", {"name": None}, UNKNOWN, ()),
    ("name LIKE '%餐_'", {"name": "江城餐馆"}, YES, ()),
    ("name LIKE '%餐_'", {"name": "江城餐"}, NO, ()),
    ("name LIKE '江%餐%馆'", {"name": "江餐餐餐馆"}, YES, ()),
    ("name NOT LIKE 'a.c'", {"name": "abc"}, YES, ()),
    ("name LIKE '%%'", {"name": "a\nb"}, YES, ()),
    ("capital >= yuan(1000.5)", {"capital": 100_050}, YES, ()),
    ("age >= 18", {"born": date(2008, 11, 27), "today": TODAY}, YES, ()),
    ("age >= 18", {"born": date(2008, 11, 28), "today": TODAY}, NO, ()),
    ("adult OR chain", {"today": TODAY}, UNKNOWN, ("born", "chain")),
    ("NOT adult", {"born": date(2020, 1, 1), "today": TODAY}, YES, ()),
    ("today - born = 30", {"born": date(2026, 10, 28), "today": TODAY}, YES, ()),
    ("born + area > today", {"born": date(2026, 11, 20), "area": 7, "today": TODAY}, NO, ()),
    ("- employees * 2 + 10 = 4", {"employees": 3}, YES, ()),
    ("months_between(born, today) >= 6", {"born": date(2026, 5, 28), "today": TODAY}, NO, ()),
    ("small", {"employees": 12}, NO, ()),
]


@pytest.mark.parametrize(("text", "given", "truth", "missing"), ANSWERS)
def test_a_condition_answers_as_sql_would_and_says_what_is_missing(
    text: str, given: Given, truth: Truth, missing: tuple[str, ...]
) -> None:
    answer = FACTS.condition(text).evaluate(given)
    assert (answer.truth, answer.missing) == (truth, missing)


def test_a_fact_that_is_known_is_never_asked_again() -> None:
    condition = FACTS.condition("(chain OR employees > 5) AND (alcohol OR area > 100)")
    assert condition.evaluate({"employees": 9, "area": 3}).missing == ("alcohol",)


@pytest.mark.parametrize("value", ["5", True, 5.0])
def test_a_value_of_another_kind_is_a_mistake_of_the_caller_not_an_answer(value: object) -> None:
    with pytest.raises(WrongKind):
        FACTS.condition("employees > 3").evaluate({"employees": value})  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("employees", 5, True),
        ("employees", -5, False),
        ("employees", True, False),
        ("chain", 1, False),
        ("premises", "own", True),
        ("premises", "castle", False),
        ("born", TODAY, True),
        ("born", date(1700, 1, 1), False),
    ],
)
def test_a_fact_knows_which_values_it_takes(name: str, value: object, accepted: bool) -> None:
    assert FACTS[name].accepts(value) is accepted


def test_a_pattern_full_of_wildcards_is_answered_at_once() -> None:
    condition = FACTS.condition("name LIKE '" + "%a" * 100 + "%b'")
    assert condition.evaluate({"name": "a" * 20_000}).truth is NO
