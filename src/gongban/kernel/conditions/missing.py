"""Which facts must still be learned before a condition can be answered?"""

from __future__ import annotations

from collections.abc import Iterator

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


def missing_in(node: Node, given: Given) -> dict[str, None]:
    """Names of facts that are not known yet and on which an unknown answer hangs, in the order of the text."""
    return dict.fromkeys(_missing(node, given))


def _missing(node: Node, given: Given) -> Iterator[str]:
    if decision(node)(given) is not None:
        return
    match node:
        case Group():
            for part in node.parts:
                yield from _missing(part, given)
        case Holds():
            yield from _missing(node.node, given)
        case Between():
            yield from _of_between(node, given)
        case _:
            yield from _of_clause(node, given)


def _of_between(node: Between, given: Given) -> Iterator[str]:
    """Both sides are clauses of their own: one may be settled while the other is open."""
    for sign, end in ((">=", node.low), ("<=", node.high)):
        yield from _missing(Comparison(node.value, sign, end), given)


def _of_clause(node: Clause, given: Given) -> Iterator[str]:
    names = [fact.name for term in terms_of(node) for fact in held_in(term)]
    # 有一项已知是空的，问什么都还是未知 · where one is known to have no value, no question changes the answer
    if not isinstance(node, Absent) and any(name in given and given[name] is None for name in names):
        return
    yield from (name for name in names if name not in given)
