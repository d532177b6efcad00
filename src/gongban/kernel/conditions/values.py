"""Values of a condition: facts, literals, sums and functions, read from sqlglot's nodes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from gongban.kernel.conditions.functions import FUNCTIONS, YUAN
from gongban.kernel.conditions.reckoning import reckoned, result_of
from gongban.kernel.conditions.refusals import refuse
from gongban.kernel.conditions.subset import SUMS, place, unwrapped
from gongban.kernel.conditions.terms import FIRST_DAY, LAST_DAY, Fact, Sort
from gongban.kernel.conditions.tokens import FUNCTION_PREFIX
from gongban.kernel.conditions.tree import Call, Derived, Held, Literal, Term, written
from gongban.kernel.words import Words

if TYPE_CHECKING:
    from gongban.kernel.conditions.declared import Facts

_WHOLE = re.compile(r"[0-9]{1,18}", re.ASCII)
_MONEY = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,2}))?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Values:
    """Reads values; conditions are refused here."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def fact(self, node: exp.Column) -> Fact:
        """The declared fact that a name means."""
        found = self.facts.get(node.name)
        if found is None:
            refuse("unknown_fact", place(node), what=node.name)
        return found

    def term(self, node: exp.Expr) -> Term:
        """The tree of a node that must be a value."""
        node = unwrapped(node)
        match node:
            case exp.Column():
                return self._named(node)
            case exp.Literal() | exp.Boolean():
                return self._literal(node)
            case exp.Neg(this=inner):
                return self._negative(inner, place(node))
            case exp.Cast():
                return self._date(node)
            case exp.Anonymous():
                return self._call(node)
            case exp.Null():
                refuse("null")
        if type(node) in SUMS:
            return self._sum(node)
        refuse("value" if isinstance(node, exp.Predicate | exp.Connector | exp.Not) else "syntax", place(node))

    def _named(self, node: exp.Column) -> Term:
        fact, at = self.fact(node), place(node)
        if fact.formula and fact.sort is Sort.BOOLEAN:
            refuse("value", at)
        return Derived(fact, self.facts.derived_value(fact, at), at) if fact.formula else Held(fact, at)

    def _literal(self, node: exp.Literal | exp.Boolean) -> Literal:
        at = place(node)
        if isinstance(node, exp.Boolean):
            return Literal(bool(node.this), Sort.BOOLEAN, at)
        if node.is_string:
            return Literal(node.this, Sort.TEXT, at)
        if not _WHOLE.fullmatch(node.this):
            refuse("decimal", at)
        return Literal(int(node.this), Sort.NUMBER, at)

    def _negative(self, inner: exp.Expr, at: int) -> Term:
        term = self.term(inner)
        if isinstance(term, Literal) and term.sort is Sort.NUMBER:
            return Literal(-int(term.value), Sort.NUMBER, at)  # type: ignore[arg-type]
        return self._joined("-", Literal(0, Sort.NUMBER), term, at)

    def _date(self, node: exp.Cast) -> Literal:
        text = node.this.this if isinstance(node.this, exp.Literal) else ""
        try:
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else date.min
        except ValueError:
            day = date.min
        if not FIRST_DAY <= day <= LAST_DAY:
            refuse("date", place(node), what=text)
        return Literal(day, Sort.DATE, place(node))

    def _sum(self, node: exp.Expr) -> Term:
        return self._joined(SUMS[type(node)], self.term(node.this), self.term(node.expression), place(node))

    def _joined(self, sign: str, left: Term, right: Term, at: int) -> Term:
        sort = result_of(sign, left.sort, right.sort)
        if sort is None:
            refuse("kinds", at, left=written(left), left_kind=left.sort.words, right_kind=right.sort.words)
        return reckoned(sign, left, right, sort, at)

    def _call(self, node: exp.Anonymous) -> Term:
        name, at = str(node.this).lower().removeprefix(FUNCTION_PREFIX), place(node)
        if name == YUAN:
            return self._yuan(node, at)
        function = FUNCTIONS[name]
        arguments = tuple(self.term(argument) for argument in node.expressions)
        if tuple(argument.sort for argument in arguments) != function.arguments:
            refuse("arguments", at, what=name, known=_signature(function.arguments))
        return Call(name, arguments, function.result, at)

    def _yuan(self, node: exp.Anonymous, at: int) -> Literal:
        amount = node.expressions[0] if len(node.expressions) == 1 else None
        found = _MONEY.fullmatch(amount.this) if isinstance(amount, exp.Literal) and not amount.is_string else None
        if found is None:
            refuse("arguments", at, what=YUAN, known="yuan(12.50)")
        return Literal(int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")), Sort.NUMBER, at)


def _signature(arguments: tuple[Sort, ...]) -> Words:
    return Words("、".join(each.words.zh for each in arguments), ", ".join(each.words.en for each in arguments))
