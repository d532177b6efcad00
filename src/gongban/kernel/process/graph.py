"""Which node comes before which, and what happens on every way through a diagram? Small graph walks over nodes and flows; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from gongban.kernel.process.refusals import MOST_MARKINGS, finding
from gongban.kernel.process.terms import Finding, Node, Shape, Structure

Marking = frozenset[str]
"""The flows on which a token stands."""


def reached(structure: Structure, begin: Iterable[str], back: frozenset[tuple[str, str]] = frozenset()) -> set[str]:
    """The nodes that can be reached from some, these included, without steps in `back`."""
    found, waiting = set(begin), list(begin)
    while waiting:
        here = waiting.pop()
        for target in structure.after(here):
            if target not in found and (here, target) not in back:
                found.add(target)
                waiting.append(target)
    return found


def may_still_come(structure: Structure, join: str, arrived: Iterable[str], elsewhere: Iterable[str]) -> bool:
    """Whether an inclusive join waits (BPMN 2.0, 13.4.3), with tokens on the flows `arrived` and at the nodes `elsewhere`.

    It does while one of them can come by an empty way in, and by none that has its token already, without passing the join.
    """
    there, empty = set(arrived), structure.into[join]
    full = {flow.source for flow in empty if flow.id in there}
    open_ = {flow.source for flow in empty if flow.id not in there}
    reach = (_reach(structure, node, join) for node in set(elsewhere) - {join})
    return any(each & open_ and not each & full for each in reach)


@lru_cache(maxsize=4_096)
def _reach(structure: Structure, node: str, but: str) -> frozenset[str]:
    """The nodes to which a token at a node may come without passing another."""
    return frozenset(reached(structure, [node], frozenset((flow.source, but) for flow in structure.into[but])))


def order(structure: Structure, start: str) -> tuple[dict[str, int], frozenset[tuple[str, str]]]:
    """A rank for each node, before those to which it leads, and the steps that lead back (loops)."""
    done: list[str] = []
    path: set[str] = set()
    back: set[tuple[str, str]] = set()
    seen: set[str] = {start}
    waiting: list[tuple[str, Iterator[str]]] = [(start, iter(structure.after(start)))]
    path.add(start)
    while waiting:
        here, targets = waiting[-1]
        target = next(targets, None)
        if target is None:
            waiting.pop()
            path.discard(here)
            done.append(here)
        elif target in path:
            back.add((here, target))
        elif target not in seen:
            seen.add(target)
            path.add(target)
            waiting.append((target, iter(structure.after(target))))
    return {node: rank for rank, node in enumerate(reversed(done))}, frozenset(back)


def unsound(structure: Structure, start: Node) -> list[Finding]:
    """Where a process could wait for ever, be somewhere twice at once, or never end; the tokens are moved along every choice.

    No node takes another's token, so the order of steps that do not depend on each other changes nothing: one order is walked,
    earlier nodes first, and only choices branch.
    """
    walk = _Walk(structure, order(structure, start.id)[0])
    return walk.findings_from(frozenset({structure.out_of[start.id][0].id}))


class _Walk:
    def __init__(self, structure: Structure, rank: dict[str, int]) -> None:
        self.structure, self.rank = structure, rank
        self.target = {flow.id: flow.target for flow in structure.flows}
        self.found: dict[str, Finding] = {}

    def findings_from(self, begin: Marking) -> list[Finding]:
        after: dict[Marking, list[Marking]] = {}
        waiting = [begin]
        while waiting:
            here = waiting.pop()
            if here in after:
                continue
            if len(after) >= MOST_MARKINGS:
                return [finding("too_tangled")]
            after[here] = self._step(here)
            waiting += after[here]
        if not self.found:
            self._endless(after)
        return list(self.found.values())

    def _step(self, here: Marking) -> list[Marking]:
        node, taken = self._next(here)
        if node is None:
            for flow in sorted(here):
                self._note("waits_for_ever", self.target[flow])
            return []
        left = here - taken
        return [left | made for made in self._made(node) if not self._is_twice(left, made)]

    def _next(self, here: Marking) -> tuple[Node | None, Marking]:
        """The earliest node that can go on, with the tokens that it takes; inclusive joins only when nothing else can."""
        nodes = sorted({self.target[flow] for flow in here}, key=lambda name: self.rank[name])
        later: list[tuple[Node, Marking]] = []
        for name in nodes:
            node = self.structure.by_id[name]
            entering = [flow.id for flow in self.structure.into[name]]
            arrived = frozenset(entering) & here
            match node.shape:
                case Shape.PARALLEL if len(arrived) < len(entering):
                    continue
                case Shape.PARALLEL:
                    return node, arrived
                case Shape.INCLUSIVE if len(arrived) < len(entering):
                    later.append((node, arrived))
                case Shape.INCLUSIVE:
                    return node, arrived
                case _:
                    return node, frozenset({min(arrived)})
        return next(((node, arrived) for node, arrived in later if not may_still_come(self.structure, node.id, arrived, {self.target[flow] for flow in here - arrived})), (None, frozenset()))

    def _made(self, node: Node) -> list[Marking]:
        """The tokens that a node may put out, for each way in which it can go on."""
        ways = [flow.id for flow in self.structure.out_of[node.id]]
        match node.shape:
            case Shape.END:
                return [frozenset()]
            case Shape.EXCLUSIVE:
                return [frozenset({way}) for way in ways]
            case Shape.INCLUSIVE:
                return [frozenset(way for way, on in zip(ways, chosen, strict=True) if on) for chosen in _choices(len(ways)) if any(chosen)]
        return list(self._with_timers(node, frozenset(ways)))

    def _with_timers(self, node: Node, ways: Marking) -> Iterator[Marking]:
        timers = self.structure.timers_on[node.id]
        beside = [self.structure.out_of[timer.id][0].id for timer in timers if not timer.interrupting]
        instead = [self.structure.out_of[timer.id][0].id for timer in timers if timer.interrupting]
        for chosen in _choices(len(beside)):
            besides = frozenset(way for way, on in zip(beside, chosen, strict=True) if on)
            yield ways | besides
            for way in instead:
                yield besides | {way}

    def _is_twice(self, left: Marking, made: Marking) -> bool:
        for flow in left & made:
            self._note("twice", self.target[flow])
        return bool(left & made)

    def _endless(self, after: dict[Marking, list[Marking]]) -> None:
        before: dict[Marking, list[Marking]] = {}
        for here, nexts in after.items():
            for each in nexts:
                before.setdefault(each, []).append(here)
        ends, waiting = {frozenset[str]()}, [frozenset[str]()]
        while waiting:
            for each in before.get(waiting.pop(), ()):
                if each not in ends:
                    ends.add(each)
                    waiting.append(each)
        lost = [here for here in after if here not in ends]
        if lost:
            self._note("never_ends", min((self.target[flow] for here in lost for flow in here), key=lambda name: self.rank[name]))

    def _note(self, code: str, element: str) -> None:
        node = self.structure.by_id[element]
        self.found.setdefault(f"{code} {element}", finding(code, element, what=node.words if node.name else element))


def _choices(count: int) -> Iterator[tuple[bool, ...]]:
    return product((True, False), repeat=count)
