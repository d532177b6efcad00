"""A condition as an SQL expression for PostgreSQL: values as parameters, columns as quoted names, no text of a person pasted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from gongban.kernel.conditions.terms import Fact, Sort, Value
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

_COLUMN = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?", re.ASCII)
_TYPES = {Sort.NUMBER: "bigint", Sort.TEXT: "text", Sort.BOOLEAN: "boolean", Sort.DATE: "date"}


@dataclass(frozen=True)
class Sql:
    """An expression with a `%s` for each parameter; NULL is unknown."""

    text: str
    parameters: tuple[object, ...] = ()


def expression(node: Node, columns: Mapping[str, str], given: Mapping[str, Value | None]) -> Sql:
    """The expression of a tree: facts stand in `columns` (name or table.name) or have one value for all rows in `given`."""
    return Postgres(columns, given).node(node)


def _sql(template: str, *parts: Sql) -> Sql:
    """Expressions put into a template of our own, their parameters in the order of their places."""
    texts = iter(part.text for part in parts)
    text = re.sub("□", lambda _: next(texts), template)
    return Sql(text, tuple(parameter for part in parts for parameter in part.parameters))


class Postgres:
    """Writes a tree as SQL."""

    def __init__(self, columns: Mapping[str, str], given: Mapping[str, Value | None]) -> None:
        self.columns = columns
        self.given = given

    def node(self, node: Node) -> Sql:  # noqa: PLR0911 - one line for each kind
        """A condition."""
        match node:
            case Group(every, parts):
                return self._group(" AND " if every else " OR ", parts)
            case Holds():
                return self.node(node.node)
            case Absent(fact, wanted):
                return _sql("(□ IS NULL)" if wanted else "(□ IS NOT NULL)", self._held(fact))
            case Comparison(left, sign, right):
                return _sql(f"(□ {sign} □)", self.term(left), self.term(right))
            case Between(value, low, high, wanted):
                ends = (self.term(value), self.term(low), self.term(high))
                return _sql("(□ BETWEEN □ AND □)" if wanted else "(□ NOT BETWEEN □ AND □)", *ends)
            case Among(value, members, wanted):
                return _sql("(□ = ANY(□))" if wanted else "(□ <> ALL(□))", self.term(value), _list(value.sort, members))
            case Like(value, pattern, wanted):
                like = Sql("%s::text", (pattern,))
                return _sql("(□ LIKE □)" if wanted else "(□ NOT LIKE □)", self.term(value), like)

    def _group(self, word: str, parts: tuple[Node, ...]) -> Sql:
        return _sql(f"({word.join('□' * len(parts))})", *(self.node(part) for part in parts))

    def term(self, term: Term) -> Sql:
        """A value."""
        match term:
            case Literal(value):
                return _parameter(value, term.sort)
            case Held(fact):
                return self._held(fact)
            case Derived():
                return self.term(term.value)
            case Reckoned():
                return self._reckoned(term)
            case Call(name, arguments):
                made = [self.term(argument) for argument in arguments]
                return _sql(_CALLS[name][0], *(made[place] for place in _CALLS[name][1]))

    def _held(self, fact: Fact) -> Sql:
        if fact.name in self.given:
            return _parameter(self.given[fact.name], fact.sort)
        name = self.columns[fact.name]
        if not _COLUMN.fullmatch(name):
            raise ValueError(f"not the name of a column: {name!r}")
        return Sql(".".join(f'"{part}"' for part in name.split(".")))

    def _reckoned(self, term: Reckoned) -> Sql:
        """Integers as bigint, for which the bounds were proved; days are added to dates as PostgreSQL's integer."""
        left, right = self.term(term.left), self.term(term.right)
        match term.left.sort, term.right.sort:
            case Sort.DATE, Sort.DATE:
                return _sql("(□ - □)::bigint", left, right)
            case Sort.DATE, _:
                return _sql(f"(□ {term.sign} (□)::integer)", left, right)
        return _sql(f"((□)::bigint {term.sign} (□)::bigint)", left, right)


def _parameter(value: object, sort: Sort) -> Sql:
    return Sql(f"%s::{_TYPES[sort]}", (value,))


def _list(sort: Sort, members: tuple[Literal, ...]) -> Sql:
    return Sql(f"%s::{_TYPES[sort]}[]", ([member.value for member in members],))


_YEAR, _MONTH, _DAY = (f"extract({part} FROM □)::bigint" for part in ("year", "month", "day"))
# 模板，以及每个位置填第几个参数 · the template, and which argument stands at each of its places
_CALLS: dict[str, tuple[str, tuple[int, ...]]] = {
    "length": ("length(□)::bigint", (0,)),
    "year": (f"{_YEAR}", (0,)),
    "month": (f"{_MONTH}", (0,)),
    "years_between": (
        f"({_YEAR} - {_YEAR} - CASE WHEN {_MONTH} * 32 + {_DAY} < {_MONTH} * 32 + {_DAY} THEN 1 ELSE 0 END)",
        (1, 0, 1, 1, 0, 0),
    ),
    "months_between": (
        f"(({_YEAR} - {_YEAR}) * 12 + {_MONTH} - {_MONTH} - CASE WHEN {_DAY} < {_DAY} THEN 1 ELSE 0 END)",
        (1, 0, 1, 0, 1, 0),
    ),
}
