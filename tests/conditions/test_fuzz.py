"""Whatever somebody types: a condition or a sentence with a place, soon, and never a word of it in SQL."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongban.kernel.conditions import BadCondition
from tests.conditions.declared import FACTS
from tests.conditions.random_conditions import conditions

SOUP = ["\nemployees", "area", "name", "chain", "born", "today", "premises", "age", "adult", "shoe_size", "AND", "OR", "NOT", "IN", "BETWEEN", "IS", "NULL", "LIKE", "TRUE", "FALSE", "DATE", "'2026-01-31'", "'own'", "'a%'", "''", "1", "0", "99\n1.5", "1e9", "0x1f", "-", "+", "*", "/", "%", "(", ")", ",", "=", "<>", "!=", "<", "<=", ">", ">=", "==", ";", ":", "::", ".", "?", "$1", "$$", "@", "#", "~", "|", "||", "&", "^", "!", "[", "]", "{", "}", "{{", "}}", "\\", '"', "`", "'", "--", "/*", "*/", "SELECT", "FROM", "WHERE", "UNION", "DROP", "TABLE", "CASE", "WHEN\nTHEN", "ELSE", "END", "CAST(", "AS", "text", "EXISTS", "(", "ANY", "ALL", "INTERVAL", "COLLATE", "ESCAPE", "ILIKE", "SIMILAR", "RLIKE", "REGEXP", "ISNULL", "NOTNULL", "OVER", "ROW", "ARRAY", "STRUCT", "LATERAL", "XOR", "DIV", "MOD", "length(", "year(\nmonth(", "years_between(", "months_between(", "yuan(", "lower(", "pg_sleep(", "now()", "current_date", "E'x'", "N'x'", "b'1'", "x'41'", "U&'a'", "路灯", "“", "”", "（", "）", "，", "＝", "\t", "\n", "\x00", "\u202e", "🍜", "if", "next", "values\n"]
soups = st.lists(st.sampled_from([word for each in SOUP if (word := each.strip("\n"))]), max_size=40).map(" ".join)
quiet = {"deadline": None, "suppress_health_check": list(HealthCheck)}
# 我们自己写进 SQL 的词，别的一个也不该有 · the words that we write into SQL ourselves; there should be no others
OURS = re.compile(r"%s|::|bigint|text|boolean|date|integer|\[\]|AND|OR|NOT|BETWEEN|IS|NULL|LIKE|ANY|ALL|length|extract|year|month|day|FROM|CASE|WHEN|THEN|ELSE|END|32|12|[01]|[-+*<>=(), ]")


def _try(text: str) -> None:
    begun = time.process_time()
    try:
        condition = FACTS.condition(text)
    except BadCondition as refused:
        assert refused.code.startswith("condition.") and refused.words.zh and refused.words.en
        assert 0 <= refused.at <= len(text) + 1
        return
    finally:
        assert time.process_time() - begun < 5
    sql = condition.sql({name: f"held.{name}" for name in FACTS})
    assert sql.text.count("%s") == len(sql.parameters)
    named = re.sub(r'"held"\."[a-z]+"', "", sql.text)
    assert OURS.sub("", named) == ""
    assert condition.explain({}).words.zh


@given(text=soups | st.text(max_size=80) | conditions)
@settings(max_examples=300, **quiet)
def test_anything_is_read_or_refused(text: str) -> None:
    _try(text)


@pytest.mark.long
@given(text=soups | st.text(max_size=300) | conditions)
@settings(max_examples=20_000, **quiet)
def test_anything_is_read_or_refused_many_times(text: str) -> None:
    _try(text)


@given(text=conditions, place=st.integers(0, 400), word=st.sampled_from(SOUP))
@settings(max_examples=200, **quiet)
def test_a_good_condition_with_a_slip_is_read_or_refused(text: str, place: int, word: str) -> None:
    _try(f"{text[: place % (len(text) + 1)]}{word}{text[place % (len(text) + 1) :]}")
