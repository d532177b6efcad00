"""From text to tree: sqlglot reads the SQL, and only what this module names passes on, with its kinds checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp
from sqlglot.errors import ParseError
from sqlglot.parser import Parser

from gongban.kernel.conditions.functions import NAMES
from gongban.kernel.conditions.refusals import MOST_CLAUSES, refuse
from gongban.kernel.conditions.subset import COMPARISONS, check, place, unwrapped
from gongban.kernel.conditions.terms import Kind, Sort
from gongban.kernel.conditions.tokens import read
from gongban.kernel.conditions.tree import (
    Absent,
    Among,
    Between,
    Comparison,
    Group,
    Held,
    Holds,
    Like,
    Literal,
    Node,
    Term,
    clauses,
    held_in,
    opposite,
    terms_of,
    written,
)
from gongban.kernel.conditions.values import Values

if TYPE_CHECKING:
    from gongban.kernel.conditions.declared import Facts



def read_condition(text: str, facts: Facts) -> Node:
    """The tree of a condition; BadCondition says what is wrong, where, and how to mend it."""
    tree = Reading(facts).condition(_syntax(text))
    return _checked(tree)


def read_term(text: str, facts: Facts) -> Term:
    """The tree of a value, for derived facts that are no conditions."""
    return Values(facts).term(_syntax(text))


def _syntax(text: str) -> exp.Expr:
    tokens = read(text, NAMES)
    try:
        found = Parser().parse_into(exp.Condition, tokens, text)
    except ParseError as error:
        refuse("syntax", _place_of(error, text))
    except RecursionError:
        refuse("too_deep")
    if len(found) != 1 or found[0] is None:
        refuse("syntax")
    return check(found[0])


def _place_of(error: ParseError, text: str) -> int:
    """sqlglot names line and column of the end of the sign that it did not expect."""
    first = error.errors[0] if error.errors else {}
    line, column = first.get("line"), first.get("col")
    if not line or not column:
        return len(text)
    before = re.split(r"(?<=\n)", text)[: line - 1]
    return max(1, sum(map(len, before)) + column - len(first.get("highlight") or "") + 1)


def _checked(tree: Node) -> Node:
    """Refuse clauses without a fact, and more clauses than are allowed once derived facts are written out."""
    for number, clause in enumerate(clauses(tree), 1):
        if number > MOST_CLAUSES:
            refuse("too_many")
        if not any(True for term in terms_of(clause) for _ in held_in(term)):
            refuse("no_fact", clause.at)
    return tree


class Reading:
    """Turns sqlglot's nodes into ours; every kind of node that is not named here is refused."""

    def __init__(self, facts: Facts) -> None:
        self.values = Values(facts)
        self.facts = facts

    def condition(self, node: exp.Expr) -> Node:
        """The tree of a node that must be a condition."""
        node = unwrapped(node)
        match node:
            case exp.And() | exp.Or():
                return Group(isinstance(node, exp.And), tuple(self._parts(node)))
            case exp.Not(this=inner):
                return opposite(self.condition(inner))
            case exp.Column():
                return self._named(node)
            case exp.Boolean():
                refuse("no_fact", place(node))
        return self._clause(node)

    def _parts(self, node: exp.Expr) -> Iterator[Node]:
        """The parts of a chain of the same word, without recursion along the chain."""
        waiting = [node]
        while waiting:
            here = waiting.pop()
            if type(here) is type(node):
                waiting += [here.expression, here.this]
            else:
                yield self.condition(here)

    def _named(self, node: exp.Column) -> Node:
        """A fact alone: one that is yes or no, or a derived condition."""
        fact, at = self.values.fact(node), place(node)
        if fact.sort is not Sort.BOOLEAN:
            refuse("clause", at)
        if fact.formula:
            return Holds(fact, self.facts.derived_condition(fact, at), True, at)
        return Comparison(Held(fact, at), "=", Literal(True, Sort.BOOLEAN), at)

    def _clause(self, node: exp.Expr) -> Node:
        match node:
            case exp.Between(args={"this": value, "low": low, "high": high}):
                return self._between(value, low, high)
            case exp.In(this=value, expressions=members):
                return self._among(value, members)
            case exp.Like(this=value, expression=pattern):
                return self._like(value, pattern, not node.args.get("negate"))
            case exp.Is(this=value, expression=exp.Null()):
                return self._absent(value)
        if type(node) in COMPARISONS:
            return self._comparison(node)
        refuse("outside" if isinstance(node, exp.Is) else "clause", place(node))

    def _comparison(self, node: exp.Expr) -> Node:
        left, right, sign = self.values.term(node.this), self.values.term(node.expression), COMPARISONS[type(node)]
        self._comparable(left, right)
        if sign not in ("=", "<>") and left.sort in (Sort.TEXT, Sort.BOOLEAN):
            refuse("order", place(node), kind=left.sort.words)
        return Comparison(left, sign, right, place(node))

    def _between(self, value: exp.Expr, low: exp.Expr, high: exp.Expr) -> Node:
        made = [self.values.term(part) for part in (value, low, high)]
        for end in made[1:]:
            self._comparable(made[0], end)
        if made[0].sort in (Sort.TEXT, Sort.BOOLEAN):
            refuse("order", place(value), kind=made[0].sort.words)
        return Between(made[0], made[1], made[2], True, place(value))

    def _among(self, value: exp.Expr, members: list[exp.Expr]) -> Node:
        term = self.values.term(value)
        made = [self.values.term(member) for member in members]
        literals = tuple(member for member in made if isinstance(member, Literal))
        if len(literals) < len(made) or not made:
            refuse("list", place(value))
        for member in literals:
            self._comparable(term, member)
        return Among(term, literals, True, place(value))

    def _like(self, value: exp.Expr, pattern: exp.Expr, wanted: bool) -> Node:
        term = self.values.term(value)
        if not isinstance(pattern, exp.Literal) or not pattern.is_string or "\\" in pattern.this:
            refuse("pattern", place(pattern))
        if term.sort is not Sort.TEXT:
            refuse("kinds", place(value), left=written(term), left_kind=term.sort.words, right_kind=Sort.TEXT.words)
        return Like(term, pattern.this, wanted, place(value))

    def _absent(self, value: exp.Expr) -> Node:
        inner = unwrapped(value)
        fact = self.values.fact(inner) if isinstance(inner, exp.Column) else None
        if fact is None or fact.formula:
            refuse("null_of", place(value))
        return Absent(fact, True, place(value))

    def _comparable(self, left: Term, right: Term) -> None:
        """Refuse kinds that do not go together, and codes that no choice offers."""
        if left.sort is not right.sort:
            refuse("kinds", right.at or left.at, left=written(left), left_kind=left.sort.words, right_kind=right.sort.words)
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Held) and one.fact.kind is Kind.CHOICE and isinstance(other, Literal):
                known = [option.code for option in one.fact.options]
                if other.value not in known:
                    refuse("option", other.at, fact=one.fact.name, what=other.value, known=", ".join(known))
