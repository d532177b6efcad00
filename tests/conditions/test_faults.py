"""Before an item is published, what is wrong with its conditions is named: which part, which character, what to do."""

from __future__ import annotations

import time
from datetime import date

import pytest

from gongban.kernel.conditions import Fact, Facts, Given, Kind, faults_in
from gongban.kernel.words import Words
from tests.conditions.declared import DECLARED, FACTS

ASKED = [fact.name for fact in DECLARED if not fact.formula and fact.name != "today"]
KNOWN: Given = {"today": date(2026, 11, 27)}


def found(parts: list[tuple[str, str]], questions: tuple[str, ...] = (), facts: Facts = FACTS) -> list[tuple[str, str, int]]:
    return [(fault.key, fault.code.removeprefix("condition."), fault.at) for fault in faults_in(parts, facts, askable=ASKED, known=KNOWN, questions=questions)]


def test_a_sound_item_has_no_faults() -> None:
    parts = [("租赁合同", "premises = 'rented'"), ("监护人同意书", "NOT adult"), ("验资报告", "turnover > capital * 2"), ("承诺书", "name IS NULL")]
    assert found(parts, ("premises", "born")) == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("shoe_size > 40", [("材料", "unknown_fact", 1)]),
        ("chain AND employees / 2 > 1", [("材料", "division", 21)]),
        ("chain AND (alcohol", [("材料", "syntax", 12)]),
        ("chain AND NOT chain", [("材料", "never", 0), ("chain", "unreachable", 0)]),
        ("employees > 300 AND employees < 200", [("材料", "never", 0), ("employees", "unreachable", 0)]),
        ("employees < 0", [("材料", "never", 0), ("employees", "unreachable", 0)]),
        ("age < 18 AND age >= 60 AND chain", [("材料", "never", 0), ("born", "unreachable", 0), ("chain", "unreachable", 0)]),
        ("premises = 'own' AND premises IN ('rented', 'home')", [("材料", "never", 0), ("premises", "unreachable", 0)]),
        ("chain OR NOT chain OR alcohol", [("chain", "unreachable", 0), ("alcohol", "unreachable", 0)]),
        ("born > today AND born < today", [("材料", "never", 0), ("born", "unreachable", 0)]),
    ],
)
def test_each_fault_is_told_with_its_part_and_place(text: str, faults: list[tuple[str, str, int]]) -> None:
    assert found([("材料", text)]) == faults


def test_what_is_needed_elsewhere_is_no_unreachable_question() -> None:
    assert found([("甲", "chain AND NOT chain"), ("乙", "chain")]) == [("甲", "never", 0)]


def test_conditions_of_one_key_are_taken_together() -> None:
    assert found([("甲", "employees < 0"), ("甲", "chain")]) == [("employees", "unreachable", 0)]


def test_a_question_that_no_condition_names_is_told() -> None:
    assert found([("甲", "chain")], ("alcohol", "shoe_size")) == [("alcohol", "not_named", 0), ("shoe_size", "unknown_fact", 0)]


def test_a_circle_of_derived_facts_is_told_with_its_way() -> None:
    circle = Facts([*DECLARED, Fact("a", Kind.BOOLEAN, Words("甲", "a"), formula="NOT b"), Fact("b", Kind.BOOLEAN, Words("乙", "b"), formula="a OR chain")])
    (fault,) = faults_in([("材料", "chain AND a")], circle, askable=ASKED, known=KNOWN)
    assert (fault.code, fault.key) == ("condition.cycle", "材料")
    assert "a → b → a" in fault.words.zh and "a → b → a" in fault.words.en


def test_what_would_take_too_long_to_prove_is_not_claimed() -> None:
    many = Facts(Fact(f"b{place}", Kind.BOOLEAN, Words(f"b{place}", f"b{place}")) for place in range(40))
    text = " AND ".join(f"(b{place} OR b{place + 1})" for place in range(0, 40, 2)) + " AND NOT b0 AND NOT b1"
    begun = time.process_time()
    faults = faults_in([("材料", text)], many, askable=list(many), known={})
    assert time.process_time() - begun < 60
    assert all(fault.words.zh and fault.words.en for fault in faults)
