"""When does a fact still matter to a condition? While what is asked before it leaves the condition open; pure.

Fields whose condition names a fact that no field asks would never be shown: so the fact is asked too, but only where it can
still decide. The order in which facts are asked keeps this free of circles.
"""

from __future__ import annotations

from collections.abc import Collection

from gongban.kernel.conditions import Condition
from gongban.kernel.conditions.tree import Group, Holds, Node, facts_of, opposite

Held = Node | bool


def restricted(node: Node, names: Collection[str], value: bool) -> Held:
    """A tree with all clauses that name any of these facts taken as yes, or as no; a plain truth where nothing else is left."""
    match node:
        case Group(every, parts):
            return _joined(every, [restricted(part, names, value) for part in parts])
        case Holds():
            inner = restricted(node.node, names, value)
            return node if inner is node.node else inner
        case _:
            return value if not names or not facts_of(node).keys().isdisjoint(names) else node


def undecided(condition: Condition, names: Collection[str]) -> Condition | bool | None:
    """That a condition is still open while the facts in `names` are not known: a condition over the others; None: always, False: never."""
    if not names or condition.facts.keys().isdisjoint(names):
        return False
    may, must = restricted(condition.tree, names, True), restricted(condition.tree, names, False)
    if may is False or must is True:
        return False
    parts = tuple([*([] if may is True else [may]), *([] if must is False else [opposite(must)])])  # type: ignore[arg-type, list-item]
    if not parts:
        return None
    return Condition(f"OPEN({', '.join(sorted(condition.facts.keys() & set(names)))}): {condition.text}", parts[0] if len(parts) == 1 else Group(True, parts))


def could_hold(condition: Condition, names: Collection[str]) -> Condition | None:
    """That a condition may still hold whatever the facts in `names` are; None: always."""
    may = restricted(condition.tree, names, True) if names else condition.tree
    if may is condition.tree:
        return condition
    return None if isinstance(may, bool) else Condition(f"MAY({condition.text})", may)


def _joined(every: bool, parts: list[Held]) -> Held:
    if (not every) in parts:
        return not every
    left = [part for part in parts if not isinstance(part, bool)]
    if not left:
        return every
    return left[0] if len(left) == 1 else Group(every, tuple(left))
