"""What may be written in a condition, and what is said, with which code and where, when it may not."""

from __future__ import annotations

import time

import pytest

from gongban.kernel.conditions import BadCondition, Fact, Facts, Kind
from gongban.kernel.words import Words
from tests.conditions.declared import DECLARED, FACTS

WELL_WRITTEN = [
    "employees <= 300",
    "employees != 3 AND NOT chain",
    "NOT (employees > 3 OR chain)",
    "premises IN ('own', 'rented')",
    "premises NOT IN ('home')",
    "capital BETWEEN yuan(10000) AND yuan(500000.50)",
    "name LIKE '%餐馆'",
    "name IS NULL OR name NOT LIKE '%饭店%'",
    "born + 30 <= today",
    "today - born > 100",
    "DATE '2026-01-31' < today",
    "employees * 12 - 5 >= -3",
    "length(name) <= 20",
    "year(born) = 1990 and month(born) < 7",
    "months_between(born, today) >= 6",
    "age >= 60 OR adult",
    "name = street",
    "name = 'O''Brien -- ; DROP TABLE'",
    "chain = TRUE",
    "Employees > 3\n  AND\tchain",
]

# 条件，代码，第几个字符（0：整条） · condition, code, at which character (0: the whole)
REFUSED = [
    ("", "empty", 0),
    ("   ", "empty", 0),
    ("employees", "clause", 1),
    ("employees > 'many'", "kinds", 13),
    ("born > '2026-01-01'", "kinds", 8),
    ("chain = 1", "kinds", 9),
    ("name + 1 = 'a'", "kinds", 1),
    ("born - today - today > 3", "kinds", 1),
    ("employees > 1.5", "decimal", 13),
    ("employees > 1e5", "decimal", 13),
    ("employees / 3 > 1", "division", 11),
    ("employees % 3 = 1", "division", 11),
    ("employees DIV 3 = 1", "division", 11),
    ("name > 'a'", "order", 1),
    ("name BETWEEN 'a' AND 'b'", "order", 1),
    ("premises = 'castle'", "option", 12),
    ("premises IN ('own', 'castle')", "option", 21),
    ("employees IN (1, area)", "list", 1),
    ("employees IN ()", "list", 1),
    ("1 = 1", "no_fact", 1),
    ("chain AND 'a' = 'a'", "no_fact", 11),
    ("TRUE", "no_fact", 0),
    ("employees <> NULL", "null", 0),
    ("age IS NULL", "null_of", 1),
    ("employees + 1 IS NULL", "null_of", 1),
    ("shoe_size > 3", "unknown_fact", 1),
    ("lower(name) = 'a'", "unknown_function", 1),
    ("employees > (SELECT 1)", "syntax", 21),
    ("CAST(employees AS text) = '3'", "unknown_function", 1),
    ("COALESCE(employees, 0) = 0", "unknown_function", 1),
    ("yuan(employees) > 1", "arguments", 1),
    ("yuan(1.234) < capital", "arguments", 1),
    ("length(employees) > 1", "arguments", 1),
    ("years_between(born) > 1", "arguments", 1),
    ("CURRENT_DATE > born", "today", 1),
    ("born > DATE '2026-02-30'", "date", 13),
    ("born > DATE '1026-02-01'", "date", 13),
    ("turnover * turnover > 3", "overflow", 1),
    ("born + turnover > today", "overflow", 1),
    ("employees ＞ 3", "full_width", 11),
    ("employees > 3，", "full_width", 14),
    ("employees > 3 -- and more", "comment", 13),
    ("employees /* few */ > 3", "comment", 1),
    ("-- nothing", "comment", 1),
    ("employees > 1; DROP TABLE cases", "sign", 14),
    ("employees::text = '3'", "sign", 10),
    ('"employees" > 3', "sign", 1),
    ("cases.employees > 3", "sign", 6),
    ("name || 'a' = 'b'", "sign", 6),
    ("employees == 3", "sign", 11),
    ("employees = ?", "sign", 13),
    ("employees = $1", "sign", 13),
    ("employees = :x", "sign", 13),
    ("{{ employees }} > 1", "sign", 1),
    ("name = 'a\x00b'", "sign", 10),
    ("name = 'a\u202eb'", "sign", 10),
    ("CASE WHEN chain THEN 1 ELSE 0 END = 1", "sign", 1),
    ("name = 'open", "syntax", 12),
    ("employees > 3 AND", "syntax", 15),
    ("employees > 3 capital", "syntax", 15),
    ("(employees > 3", "syntax", 14),
    ("employees > 3)", "syntax", 14),
    ("name LIKE 'a' ESCAPE '!'", "syntax", 15),
    ("name ILIKE 'a'", "syntax", 6),
    ("name LIKE 'a\\%'", "pattern", 11),
    ("name LIKE street", "pattern", 11),
    ("chain IS TRUE", "outside", 1),
    ("employees BETWEEN SYMMETRIC 1 AND 3", "outside", 1),
    ("employees = 3 = 3", "value", 1),
    ("(chain, chain)", "outside", 2),
]


@pytest.mark.parametrize("text", WELL_WRITTEN)
def test_the_language_holds_what_officials_need(text: str) -> None:
    assert FACTS.condition(text).facts


@pytest.mark.parametrize(("text", "code", "at"), REFUSED)
def test_whatever_else_is_refused_with_a_code_and_the_place(text: str, code: str, at: int) -> None:
    with pytest.raises(BadCondition) as refused:
        FACTS.condition(text)
    assert (refused.value.code, refused.value.at) == (f"condition.{code}", at)
    assert refused.value.words.zh and refused.value.words.en


def test_a_sentence_names_what_was_written_and_how_to_mend_it() -> None:
    with pytest.raises(BadCondition) as refused:
        FACTS.condition("area > 3 AND employees / 2 > 1")
    assert refused.value.words.zh == "第 24 个字符：不能用除法：各系统取整不同，请把乘法写到另一边（a * 3 >= b）。"
    assert refused.value.words.en.startswith("At character 24: no division")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" AND ".join(["chain"] * 10_000), "too_long"),
        (" OR ".join(["chain"] * 2_000), "too_many"),
        ("(" * 1_000 + "chain" + ")" * 1_000, "too_deep"),
        ("NOT " * 1_000 + "chain", "too_deep"),
        ("length(" * 1_000 + "name" + ")" * 1_000 + " > 1", "too_deep"),
        ("- " * 1_000 + "1 > employees", "too_deep"),
        (" + ".join(["employees"] * 1_000) + " > 1", "too_deep"),
        (f"employees IN ({', '.join(['1'] * 5_000)})", "too_many"),
    ],
)
def test_what_is_too_big_is_refused_before_it_is_parsed(text: str, code: str) -> None:
    begun = time.process_time()
    with pytest.raises(BadCondition) as refused:
        FACTS.condition(text)
    assert refused.value.code == f"condition.{code}"
    assert time.process_time() - begun < 2


def test_the_largest_allowed_condition_is_read_even_deep_in_a_program() -> None:
    def below(levels: int) -> None:
        if levels:
            return below(levels - 1)
        assert FACTS.condition("(" * 16 + "chain" + ")" * 16).evaluate({"chain": True})
        assert FACTS.condition(" AND ".join(["chain"] * 300)).evaluate({"chain": True})

    below(300)


def _derived(**formulas: str) -> Facts:
    made = [Fact(name, Kind.BOOLEAN, Words(name, name), formula=formula) for name, formula in formulas.items()]
    return Facts([*DECLARED, *made])


@pytest.mark.parametrize(
    ("formulas", "faulty", "code", "named"),
    [
        ({"a": "NOT b", "b": "chain AND c", "c": "a OR chain"}, {"a", "b", "c"}, "cycle", "a → b → c → a"),
        ({"itself": "itself"}, {"itself"}, "cycle", "itself → itself"),
        ({"a": "shoe_size > 3", "b": "a OR chain"}, {"a", "b"}, "formula", "shoe_size"),
        ({"not": "chain"}, {"not"}, "name", "not"),
        ({"case": "chain"}, {"case"}, "name", "case"),
        ({"Big": "chain"}, {"Big"}, "name", "Big"),
        ({f"d{level}": f"d{level + 1}" if level < 9 else "chain" for level in range(10)}, None, "too_deep", "too deep"),
    ],
)
def test_derived_facts_that_cannot_be_resolved_are_named(
    formulas: dict[str, str], faulty: set[str] | None, code: str, named: str
) -> None:
    faults = _derived(**formulas).faults()
    assert faulty is None or set(faults) == faulty
    assert any(fault.code == f"condition.{code}" and named in fault.words.en for fault in faults.values())


def test_derived_facts_cannot_blow_a_small_text_up() -> None:
    layers = {f"d{level}": " OR ".join([f"d{level - 1}" if level else "chain"] * 9) for level in range(4)}
    with pytest.raises(BadCondition) as refused:
        _derived(**layers).condition("d3")
    assert "too many clauses" in refused.value.words.en


def test_a_derived_fact_yields_what_it_is_declared_as() -> None:
    facts = Facts([*DECLARED, Fact("when", Kind.DATE, Words("几时", "when"), formula="today - born")])
    assert facts.faults()["when"].code == "condition.result"


def test_a_fact_is_declared_once() -> None:
    with pytest.raises(BadCondition) as refused:
        Facts([*DECLARED, DECLARED[0]])
    assert refused.value.code == "condition.twice"
