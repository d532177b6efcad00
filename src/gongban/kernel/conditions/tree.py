"""A condition as a small tree. NOT has been pushed down to the clauses (De Morgan holds for three values too)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongban.kernel.conditions.terms import Fact, Sort, Value


@dataclass(frozen=True)
class Literal:
    """A value written in the text."""

    value: Value
    sort: Sort
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Held:
    """The value of a fact."""

    fact: Fact
    at: int = field(default=0, compare=False)

    @property
    def sort(self) -> Sort:
        """What it is compared with."""
        return self.fact.sort


@dataclass(frozen=True)
class Derived:
    """A value reckoned from other facts, under the name of a declared one."""

    fact: Fact
    value: Term
    at: int = field(default=0, compare=False)

    @property
    def sort(self) -> Sort:
        """What it is compared with."""
        return self.fact.sort


@dataclass(frozen=True)
class Reckoned:
    """Two values joined by `+`, `-` or `*`; a day number makes `date + days` and `date - date` possible."""

    sign: str
    left: Term
    right: Term
    sort: Sort
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Call:
    """One of the few functions."""

    name: str
    arguments: tuple[Term, ...]
    sort: Sort
    at: int = field(default=0, compare=False)


Term = Literal | Held | Derived | Reckoned | Call


@dataclass(frozen=True)
class Comparison:
    """`left sign right`, the sign being one of = <> < <= > >=."""

    left: Term
    sign: str
    right: Term
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Between:
    """`value BETWEEN low AND high`, both ends included; the opposite unless `wanted`."""

    value: Term
    low: Term
    high: Term
    wanted: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Among:
    """`value IN (...)`; the opposite unless `wanted`."""

    value: Term
    members: tuple[Literal, ...]
    wanted: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Like:
    """`value LIKE pattern`; the opposite unless `wanted`."""

    value: Term
    pattern: str
    wanted: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Absent:
    """`fact IS NULL`: known to have no value; the opposite unless `wanted`."""

    fact: Fact
    wanted: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Holds:
    """A derived condition under the name of a declared fact; `node` is already the opposite unless `wanted`."""

    fact: Fact
    node: Node
    wanted: bool
    at: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Group:
    """All parts (AND), or any of them (OR)."""

    every: bool
    parts: tuple[Node, ...]


Clause = Comparison | Between | Among | Like | Absent
Node = Clause | Holds | Group

OPPOSITES = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def opposite(node: Node) -> Node:  # noqa: PLR0911 - one line for each kind
    """The node that is yes where this one is no, no where it is yes, and unknown where it is unknown."""
    match node:
        case Comparison(left, sign, right, at):
            return Comparison(left, OPPOSITES[sign], right, at)
        case Between(value, low, high, wanted, at):
            return Between(value, low, high, not wanted, at)
        case Among(value, members, wanted, at):
            return Among(value, members, not wanted, at)
        case Like(value, pattern, wanted, at):
            return Like(value, pattern, not wanted, at)
        case Absent(fact, wanted, at):
            return Absent(fact, not wanted, at)
        case Holds(fact, inner, wanted, at):
            return Holds(fact, opposite(inner), not wanted, at)
        case Group(every, parts):
            return Group(not every, tuple(opposite(part) for part in parts))


def terms_of(node: Clause) -> tuple[Term, ...]:
    """The values that a clause compares."""
    match node:
        case Comparison():
            return (node.left, node.right)
        case Between():
            return (node.value, node.low, node.high)
        case Absent():
            return (Held(node.fact, node.at),)
        case _:
            return (node.value,)


def clauses(node: Node) -> Iterator[Clause]:
    """Every clause in the order of the text, those of derived conditions too."""
    match node:
        case Group():
            for part in node.parts:
                yield from clauses(part)
        case Holds():
            yield from clauses(node.node)
        case _:
            yield node


def held_in(term: Term) -> Iterator[Fact]:
    """The facts that a value is made of, derived ones resolved, in the order of the text."""
    match term:
        case Held():
            yield term.fact
        case Derived():
            yield from held_in(term.value)
        case Reckoned():
            yield from held_in(term.left)
            yield from held_in(term.right)
        case Call():
            for argument in term.arguments:
                yield from held_in(argument)


def facts_of(node: Node) -> dict[str, Fact]:
    """The held facts that decide a node, each once, in the order of the text."""
    return {fact.name: fact for clause in clauses(node) for term in terms_of(clause) for fact in held_in(term)}


def written(term: Term) -> str:
    """A value as it would be written, for a sentence."""
    match term:
        case Literal(value):
            return f"'{value}'" if isinstance(value, str) else str(value)
        case Held() | Derived():
            return term.fact.name
        case Call(name, arguments):
            return f"{name}({', '.join(written(argument) for argument in arguments)})"
        case Reckoned(sign, left, right):
            return f"{written(left)} {sign} {written(right)}"
