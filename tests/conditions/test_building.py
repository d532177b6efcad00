"""Conditions for people who do not write them: taken apart into clauses, put together again, shown by example."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gongban.kernel.conditions import BadCondition, examples, joined, pieces
from tests.conditions.declared import FACTS
from tests.conditions.random_conditions import conditions, rows

TODAY = {"today": date(2026, 3, 2)}
APART = {  # text: (word between, clauses)
    "": ("", []), "chain": ("", ["chain"]), "chain AND alcohol": ("AND", ["chain", "alcohol"]), "chain or alcohol": ("OR", ["chain", "alcohol"]),
    "chain AND alcohol OR employees > 9": ("OR", ["chain AND alcohol", "employees > 9"]), "(chain OR alcohol)": ("", ["(chain OR alcohol)"]),
    "employees BETWEEN 1 AND 5 AND chain": ("AND", ["employees BETWEEN 1 AND 5", "chain"]), "premises = 'a AND b' AND chain": ("AND", ["premises = 'a AND b'", "chain"]),
    "chain ；alcohol": ("", ["chain ；alcohol"]),
}  # fmt: skip


@pytest.mark.parametrize("text", APART)
def test_a_text_comes_apart_at_its_outermost_word(text: str) -> None:
    assert (pieces(text).between, list(pieces(text).texts)) == APART[text]


TOGETHER = [  # clauses, word, text
    (["chain", "alcohol"], "AND", "chain AND alcohol"), (["chain OR alcohol", "employees > 9"], "AND", "(chain OR alcohol) AND employees > 9"), (["chain", ""], "OR", "chain"), ([], "OR", ""),
    (["chain AND alcohol", "employees > 9"], "OR", "(chain AND alcohol) OR employees > 9"),
]  # fmt: skip


@pytest.mark.parametrize(("clauses", "word", "text"), TOGETHER)
def test_clauses_are_put_together_so_that_each_keeps_its_meaning(clauses: list[str], word: str, text: str) -> None:
    assert joined(clauses, word) == text


EXAMPLES = {  # text: (answers for yes, for no)
    "area > 300": ({"area": 301}, {"area": 300}), "NOT chain": ({"chain": False}, {"chain": True}), "chain OR NOT chain": ({"chain": False}, None),
    "area > 300 OR chain": ({"area": 301}, {"area": 300, "chain": False}),
    "chain AND employees > 9": ({"chain": True, "employees": 10}, {"chain": False, "employees": 10}),
}  # fmt: skip


@pytest.mark.parametrize("text", EXAMPLES)
def test_it_is_shown_by_an_example_for_yes_and_the_nearest_one_for_no(text: str) -> None:
    found = examples(FACTS.condition(text), TODAY, list(FACTS))
    assert tuple(each and {fact.name: value for fact, value in each.answers} for each in found) == EXAMPLES[text]


def test_an_example_is_told_in_words() -> None:
    yes, _no = examples(FACTS.condition("area > 300"), TODAY, list(FACTS))
    assert yes and [(name.zh, value.zh) for name, value in yes.words] == [("面积", "301 平方米")]


@given(conditions, st.integers(0, 999))
@settings(max_examples=150, deadline=None)
def test_put_together_again_it_answers_the_same(text: str, seed: int) -> None:
    try:
        FACTS.condition(text)
    except BadCondition:  # 有的算式证明不了不会溢出 · of some sums it cannot be proved that they fit
        assume(False)
    apart = pieces(text)
    whole = FACTS.condition(joined(apart.texts, apart.between))
    assert all(whole.decide(row) == FACTS.condition(text).decide(row) for row in rows(seed, 5))
