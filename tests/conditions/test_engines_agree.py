"""One person in Python, a million rows in numpy, and real PostgreSQL give the same three answers to the same condition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gongban.kernel.conditions import BadCondition, Condition, Sort, Truth, Value
from gongban.kernel.conditions.blocks import OutOfBounds
from gongban.kernel.conditions.columns import Column
from tests.conditions.declared import FACTS
from tests.conditions.random_conditions import HELD, conditions, rows

TYPES = {Sort.NUMBER: "bigint", Sort.TEXT: "text", Sort.BOOLEAN: "boolean", Sort.DATE: "date"}
ROWS = rows(seed=20261127, number=200)
COLUMNS = {fact.name: Column.of(fact, [row[fact.name] for row in ROWS]) for fact in HELD}
NAMES = {fact.name: f"held.{fact.name}" for fact in HELD}
# 每天跑 60 条 × 200 行 = 12,000 对；长测试 1,000 条 · every day 60 conditions × 200 rows = 12,000 pairs; the long run has 1,000
EVERY_DAY, LONG = 60, 1_000
quiet = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture
def table(db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE held (row integer, {', '.join(f'{fact.name} {TYPES[fact.sort]}' for fact in HELD)})"
        )
        marks = ", ".join(["%s"] * (len(HELD) + 1))
        cursor.executemany(
            f"INSERT INTO held VALUES ({marks})", [(place, *row.values()) for place, row in enumerate(ROWS)]
        )
        yield
        cursor.execute("DROP TABLE held")


def _read(text: str) -> Condition:
    try:
        return FACTS.condition(text)
    except BadCondition as refused:
        # 随机拼出来的算式可能越界，或者整条没有事实 · a random sum may leave its bounds, a clause may name no fact
        assert refused.code in ("condition.overflow", "condition.no_fact"), (text, str(refused))
        assume(False)
        raise


def _one_by_one(condition: Condition) -> list[bool | None]:
    return [condition.decide(row) for row in ROWS]


def _in_bulk(condition: Condition) -> list[bool | None]:
    found = condition.masks(COLUMNS, len(ROWS))
    assert not (found.true & ~found.known).any()
    return [bool(true) if known else None for true, known in zip(found.true, found.known, strict=True)]


def _in_postgres(condition: Condition) -> list[bool | None]:
    sql = condition.sql(NAMES)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql.text} FROM held ORDER BY row", list(sql.parameters))
        return [answer for (answer,) in cursor.fetchall()]


def _agree(text: str) -> None:
    condition = _read(text)
    expected = _in_postgres(condition)
    assert _one_by_one(condition) == expected
    assert _in_bulk(condition) == expected


@given(text=conditions)
@settings(max_examples=EVERY_DAY, derandomize=True, **quiet)
def test_all_three_ways_agree(table: None, text: str) -> None:
    _agree(text)


@pytest.mark.long
@given(text=conditions)
@settings(max_examples=LONG, **quiet)
def test_all_three_ways_agree_on_many_more(table: None, text: str) -> None:
    _agree(text)


@given(text=conditions, seed=st.integers(0, 10**6))
@settings(max_examples=100, **quiet)
def test_an_answer_given_early_is_never_taken_back(text: str, seed: int) -> None:
    condition = _read(text)
    for whole in rows(seed, 5):
        part = {name: value for place, (name, value) in enumerate(whole.items()) if seed >> place & 1}
        early, final = condition.evaluate(part), condition.evaluate(whole)
        assert early.truth in (Truth.UNKNOWN, final.truth)
        assert not set(early.missing) & set(part)
        assert set(early.missing) <= set(condition.facts)
        if early.truth is Truth.UNKNOWN and not early.missing:
            assert final.truth is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("start", "end", "years", "months"),
    [
        (date(2000, 2, 29), date(2026, 2, 28), 25, 311),
        (date(2000, 2, 29), date(2026, 3, 1), 26, 312),
        (date(2026, 1, 31), date(2026, 2, 28), 0, 0),
        (date(2026, 3, 1), date(2000, 2, 29), -27, -313),
        (date(1800, 1, 1), date(2999, 12, 31), 1199, 14399),
    ],
)
def test_ages_are_reckoned_alike(table: None, start: date, end: date, years: int, months: int) -> None:
    held: dict[str, Value | None] = {"born": start, "today": end}
    text = f"years_between(born, today) = {years} AND months_between(born, today) = {months}"
    condition = FACTS.condition(text)
    sql = condition.sql({}, held)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql.text}", list(sql.parameters))
        assert cursor.fetchone() == (True,)
    assert condition.evaluate(held).truth is Truth.YES
    assert condition.masks({}, 3, held).true.tolist() == [True] * 3


def test_a_fact_that_is_the_same_for_all_rows_is_given_once(table: None) -> None:
    condition = FACTS.condition("born < today AND name IS NOT NULL OR alcohol")
    for today in (date(2026, 11, 27), None):
        expected = [condition.decide({**row, "today": today}) for row in ROWS]
        found = condition.masks({name: column for name, column in COLUMNS.items() if name != "today"}, len(ROWS), {"today": today})
        assert [bool(t) if k else None for t, k in zip(found.true, found.known, strict=True)] == expected
        sql = condition.sql(NAMES, {"today": today})
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql.text} FROM held ORDER BY row", list(sql.parameters))
            assert [answer for (answer,) in cursor.fetchall()] == expected


def test_a_text_that_looks_like_sql_stays_a_value() -> None:
    evil = "'); DROP TABLE cases; --"
    quoted = evil.replace("'", "''")
    sql = FACTS.condition(f"name = '{quoted}' OR street IN ('{quoted}') OR name LIKE '{quoted}'").sql({"name": "name", "street": "street"})
    assert sql.parameters == (evil, [evil], evil)
    assert "DROP" not in sql.text and sql.text.count("%s") == 3


@pytest.mark.parametrize("column", ['name" OR 1=1 --', "name; DROP TABLE x", "a.b.c", "", "Name", "name)"])
def test_what_is_no_name_of_a_column_is_refused(column: str) -> None:
    with pytest.raises(ValueError, match="not the name of a column"):
        FACTS.condition("name = 'a'").sql({"name": column})


def test_a_column_outside_the_declared_bounds_is_refused_before_a_sum_could_wrap_around() -> None:
    condition = FACTS.condition("employees * 2 > 10")
    with pytest.raises(OutOfBounds):
        condition.masks({"employees": Column.of(FACTS["employees"], [5, 10**8])}, 2)


def test_blocks_of_rows_join_without_a_seam() -> None:
    number = (1 << 15) * 2 + 7
    values = [place % 400 if place % 7 else None for place in range(number)]
    column = Column.of(FACTS["employees"], values)
    found = FACTS.condition("employees <= 300").masks({"employees": column}, number)
    assert found.true.tolist() == [value is not None and value <= 300 for value in values]
    assert found.known.tolist() == [value is not None for value in values]
