"""A condition as plain Python functions over the facts of one matter: True, False or None, as SQL would answer."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from gongban.kernel.conditions.functions import FUNCTIONS
from gongban.kernel.conditions.terms import PYTHON_TYPES, Fact, Sort, Value
from gongban.kernel.conditions.tree import (
    Absent,
    Among,
    Between,
    Call,
    Comparison,
    Derived,
    Group,
    Held,
    Holds,
    Like,
    Literal,
    Node,
    Reckoned,
    Term,
)

Given = Mapping[str, "Value | None"]
"""Facts of one matter: a name that is missing is not known yet, None is known to have no value."""
Decide = Callable[[Given], "bool | None"]
Get = Callable[[Given], "Value | None"]
Compare = Callable[[Any, Any], bool]
Test = Callable[[Any], bool]

_COMPARE: dict[str, Compare] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class WrongKind(TypeError):
    """A value given for a fact is of another kind than declared: a mistake of the calling code."""

    def __init__(self, fact: Fact, value: object) -> None:
        super().__init__(f"fact {fact.name} is declared as {fact.kind}, but got a {type(value).__name__}")


def decision(node: Node) -> Decide:  # noqa: PLR0911 - one line for each kind
    """The function that answers a tree."""
    match node:
        case Group(every, parts):
            return _group(every, [decision(part) for part in parts])
        case Holds():
            return decision(node.node)
        case Absent(fact, wanted):
            return _absent(fact.name, wanted)
        case Comparison(left, sign, Literal(limit)):
            return _tested(left, _limited(_COMPARE[sign], limit))
        case Comparison(left, sign, right):
            return _comparison(left, _COMPARE[sign], right)
        case Between(value, low, high, wanted):
            return _between(value, low, high, wanted)
        case Among(value, members, wanted):
            return _tested(value, _wanted(frozenset(member.value for member in members).__contains__, wanted))
        case Like(value, pattern, wanted):
            return _tested(value, _wanted(matcher(pattern), wanted))


def _limited(compare: Compare, limit: Value) -> Test:
    return lambda value: compare(value, limit)


def _wanted(test: Test, wanted: bool) -> Test:
    return test if wanted else lambda value: not test(value)


def _group(every: bool, parts: list[Decide]) -> Decide:
    decisive = not every

    def decide(given: Given) -> bool | None:
        known = True
        for part in parts:
            answer = part(given)
            if answer is decisive:
                return decisive
            known = known and answer is not None
        return every if known else None

    return decide


def _absent(name: str, wanted: bool) -> Decide:
    return lambda given: (given[name] is None) is wanted if name in given else None


def _comparison(left: Term, compare: Compare, right: Term) -> Decide:
    get, limit = getter(left), getter(right)

    def decide(given: Given) -> bool | None:
        one, other = get(given), limit(given)
        return None if one is None or other is None else compare(one, other)

    return decide


def _between(value: Term, low: Term, high: Term, wanted: bool) -> Decide:
    """As SQL defines it, `value >= low AND value <= high`: no for sure as soon as one side is no."""
    inside = _group(True, [_comparison(value, operator.ge, low), _comparison(value, operator.le, high)])

    def decide(given: Given) -> bool | None:
        answer = inside(given)
        return None if answer is None else answer is wanted

    return decide


def _tested(value: Term, test: Test) -> Decide:
    get = getter(value)

    def decide(given: Given) -> bool | None:
        got = get(given)
        return None if got is None else test(got)

    return decide


def matcher(pattern: str) -> Test:
    """Whether a text is like a pattern of % and _; linear in time, since stretches between % are found one after the other."""
    first, *rest = ["".join("." if sign == "_" else re.escape(sign) for sign in part) for part in pattern.split("%")]
    if not rest:
        return _whole(first)
    *middle, last = rest
    atomic = "".join(f"(?>.*?{part})" for part in middle if part)
    return _whole(f"{first}{atomic}.*{last}")


def _whole(expression: str) -> Test:
    found = re.compile(expression, re.DOTALL)
    return lambda text: found.fullmatch(str(text)) is not None


def getter(term: Term) -> Get:
    """The function that gets a value; None when a fact in it has none or is not known."""
    match term:
        case Literal(value):
            return lambda given: value
        case Held(fact):
            return _held(fact)
        case Derived():
            return getter(term.value)
        case Call(name, arguments):
            return _strict(FUNCTIONS[name].call, [getter(argument) for argument in arguments])
        case Reckoned(sign, left, right):
            return _strict(_sum(sign, left.sort, right.sort), [getter(left), getter(right)])


def _held(fact: Fact) -> Get:
    name, python_type = fact.name, PYTHON_TYPES[fact.sort]

    def get(given: Given) -> Value | None:
        value = given.get(name)
        if type(value) is not python_type and value is not None:
            raise WrongKind(fact, value)
        return value

    return get


def _strict(call: Callable[..., Value], arguments: list[Get]) -> Get:
    def get(given: Given) -> Value | None:
        values = [argument(given) for argument in arguments]
        return None if None in values else call(*values)

    return get


def _sum(sign: str, left: Sort, right: Sort) -> Callable[..., Value]:
    if (left, right) == (Sort.DATE, Sort.DATE):
        return lambda one, other: (one - other).days
    if left is Sort.DATE:
        turn = 1 if sign == "+" else -1
        return lambda day, days: shifted(day, turn * days)
    return {"+": operator.add, "-": operator.sub, "*": operator.mul}[sign]


def shifted(day: date, days: int) -> date:
    """A day some days later or earlier."""
    return day + timedelta(days=days)
