"""The subset as one table: which nodes of sqlglot may stand in a condition, and what may be said in each. Nothing else passes."""

from __future__ import annotations

from sqlglot import exp

from gongban.kernel.conditions.refusals import refuse

COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
SUMS: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}
_ONE, _TWO = {"this"}, {"this", "expression"}
ALLOWED: dict[type[exp.Expr], set[str]] = {
    **dict.fromkeys([exp.And, exp.Or, exp.Is, *COMPARISONS, *SUMS], _TWO),
    **dict.fromkeys([exp.Not, exp.Neg, exp.Paren, exp.Column, exp.Identifier, exp.Boolean], _ONE),
    exp.Null: set(),
    exp.Literal: {"this", "is_string"},
    exp.Between: {"this", "low", "high"},
    exp.In: {"this", "expressions"},
    exp.Like: {*_TWO, "negate"},
    exp.Anonymous: {"this", "expressions"},
    # 只能来自 DATE '…'：别的词在读记号时已拒绝 · only DATE '…' makes these: other words are refused among the tokens
    exp.Cast: {"this", "to"},
    exp.DataType: {"this"},
}


def check(root: exp.Expr) -> exp.Expr:
    """The same root, when all of it is in the subset."""
    for node in root.walk():
        said = {name for name, value in node.args.items() if value not in (None, False, [])}
        if not said <= ALLOWED.get(type(node), set()) or type(node) not in ALLOWED:
            refuse("outside", place(node))
    return root


def place(node: exp.Expr) -> int:
    """Where a node begins, in characters from 1; 0 when the parser kept no place."""
    starts = [found.meta["start"] for found in node.walk() if "start" in found.meta]
    return min(starts) + 1 if starts else 0


def unwrapped(node: exp.Expr) -> exp.Expr:
    """What stands inside brackets."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node
