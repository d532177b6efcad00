"""Which facts must still be learned before a condition can be answered? One walk gives the answer and what is missing."""

from __future__ import annotations

from collections.abc import Callable

from gongban.kernel.conditions.evaluating import Given, decision
from gongban.kernel.conditions.tree import (
    Absent,
    Between,
    Clause,
    Comparison,
    Group,
    Holds,
    Node,
    held_in,
    terms_of,
)

Watch = Callable[[Given, "list[str]"], "bool | None"]
"""Answers like a `Decide`, and appends to a list the facts on which an unknown answer hangs."""


def watch(node: Node) -> Watch:
    """The function that answers a tree and gathers what is missing, in the order of the text."""
    match node:
        case Group(every, parts):
            return _group(every, [watch(part) for part in parts])
        case Holds():
            return watch(node.node)
        case Between(value, low, high, wanted):
            inside = _group(True, [_clause(Comparison(value, ">=", low)), _clause(Comparison(value, "<=", high))])
            return inside if wanted else _opposite(inside)
        case _:
            return _clause(node)


def _group(every: bool, parts: list[Watch]) -> Watch:
    decisive = not every

    def answer(given: Given, missing: list[str]) -> bool | None:
        known, hanging = True, list[str]()
        for part in parts:
            found = part(given, hanging)
            if found is decisive:
                return decisive
            known = known and found is not None
        missing += hanging
        return every if known else None

    return answer


def _opposite(inner: Watch) -> Watch:
    def answer(given: Given, missing: list[str]) -> bool | None:
        found = inner(given, missing)
        return None if found is None else not found

    return answer


def _clause(node: Clause) -> Watch:
    """Where one fact is known to have no value, no question changes an unknown answer."""
    decide, names = decision(node), [fact.name for term in terms_of(node) for fact in held_in(term)]
    asks_for_none = isinstance(node, Absent)

    def answer(given: Given, missing: list[str]) -> bool | None:
        found = decide(given)
        if found is None and (asks_for_none or all(given.get(name, 0) is not None for name in names)):
            missing += [name for name in names if name not in given]
        return found

    return answer
