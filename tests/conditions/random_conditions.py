"""Random conditions of the language, and rows of facts that lie close to the values they name."""

from __future__ import annotations

import random
from datetime import date

from hypothesis import strategies as st

from gongban.kernel.conditions import Fact, Kind, Sort, Value
from tests.conditions.declared import DECLARED, FACTS

HELD = [fact for fact in DECLARED if not fact.formula]
NUMBERS = [-100_000, -1, 0, 1, 5, 9, 10, 11, 100, 99_999_900, 100_000_000, 10**15]
TEXTS = ["", "a", "江城", "江城餐馆", "餐馆", "100%", "a_c", "abc", "O'Brien", "🍜面馆", "-- x", "A", "a ", "é", "e\u0301"]
PATTERNS = ["%", "_", "", "江%", "%餐馆", "%餐%", "a_c", "__", "%a%c%", "100%", "_%_", "O'%", "%%", "%馆%馆"]
DATES = [date(1800, 1, 1), date(1990, 1, 31), date(2020, 2, 1), date(1999, 12, 31), date(2000, 2, 29), date(2008, 11, 27), date(2026, 2, 28), date(2026, 3, 1), date(2026, 11, 27), date(2999, 12, 31)]  # fmt: skip


def _named(*kinds: Sort) -> list[str]:
    return [fact.name for fact in FACTS.values() if fact.sort in kinds]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _day(day: date) -> str:
    return f"DATE '{day}'"


literal_numbers = st.sampled_from([n for n in NUMBERS if abs(n) < 10**15]).map(str) | st.just("yuan(1000.5)")
held_numbers = st.sampled_from(["employees", "area", "capital", "turnover", "age"])
days = st.sampled_from(["born", "today"]) | st.sampled_from(DATES).map(_day)
shifted = st.tuples(days, st.sampled_from(["+", "-"]), st.sampled_from(["30", "365", "area", "(- 1)"])).map(" ".join)
dates = days | shifted
calls = st.one_of(
    st.sampled_from(["length(name)", "length(street)"]),
    dates.map("year({})".format) | dates.map("month({})".format),
    st.tuples(st.sampled_from(["years_between", "months_between"]), dates, dates).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
    st.tuples(days, days).map(lambda t: f"({t[0]} - {t[1]})"),
)
sums = st.tuples(held_numbers | calls, st.sampled_from(["+", "-"]), held_numbers | literal_numbers | calls).map(
    lambda t: f"({' '.join(t)})"
)
products = st.tuples(held_numbers, st.sampled_from(["-3", "2", "100"])).map(lambda t: f"{t[0]} * {t[1]}")
numbers = held_numbers | calls | sums | products | literal_numbers
texts = st.sampled_from(["name", "street"])
signs = st.sampled_from(["=", "<>", "!=", "<", "<=", ">", ">="])
equal = st.sampled_from(["=", "<>"])
between = st.sampled_from(["BETWEEN", "NOT BETWEEN"])
among = st.sampled_from(["IN", "NOT IN"])


def _listed(member: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(member, min_size=1, max_size=4).map(lambda members: f"({', '.join(members)})")


clauses = st.one_of(
    st.tuples(numbers, signs, numbers),
    st.tuples(dates, signs, dates),
    st.tuples(numbers, between, literal_numbers, st.just("AND"), numbers),
    st.tuples(days, between, dates, st.just("AND"), days),
    st.tuples(numbers, among, _listed(literal_numbers)),
    st.tuples(days, among, _listed(st.sampled_from(DATES).map(_day))),
    st.tuples(texts, equal, texts | st.sampled_from(TEXTS).map(_quoted)),
    st.tuples(texts, among, _listed(st.sampled_from(TEXTS).map(_quoted))),
    st.tuples(texts, st.sampled_from(["LIKE", "NOT LIKE"]), st.sampled_from(PATTERNS).map(_quoted)),
    st.tuples(st.just("premises"), equal, st.sampled_from(["own", "rented", "home"]).map(_quoted)),
    st.tuples(st.sampled_from(["chain", "alcohol"]), equal, st.sampled_from(["TRUE", "FALSE", "alcohol"])),
    st.tuples(st.sampled_from([f.name for f in HELD]), st.sampled_from(["IS NULL", "IS NOT NULL"])),
    st.tuples(st.sampled_from(_named(Sort.BOOLEAN))),
).map(" ".join)
conditions = st.recursive(
    clauses,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda t: f"({' '.join(t)})"),
        inner.map(lambda text: f"NOT ({text})"),
    ),
    max_leaves=6,
)


def rows(seed: int, number: int, none: float = 1 / 6) -> list[dict[str, Value | None]]:
    """Rows with a value for each held fact, one in six being none."""
    chance = random.Random(seed)
    return [{fact.name: None if chance.random() < none else _value(fact, chance) for fact in HELD} for _ in range(number)]


def _value(fact: Fact, chance: random.Random) -> Value:
    match fact.kind:
        case Kind.BOOLEAN:
            return chance.random() < 0.5
        case Kind.TEXT:
            return chance.choice(TEXTS)
        case Kind.CHOICE:
            return chance.choice(fact.options).code
        case Kind.DATE:
            return chance.choice(DATES)
    near = chance.choice(NUMBERS) + chance.choice([-1, 0, 0, 1])
    return max(fact.least, min(fact.most, near))
