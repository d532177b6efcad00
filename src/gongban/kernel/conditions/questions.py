"""Guided questions (情形引导): which to ask next, so that few are asked and each can still change the list; then the exact list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongban.kernel.conditions.condition import Condition
from gongban.kernel.conditions.evaluating import Decide, Given, decision
from gongban.kernel.conditions.explaining import Line, explain
from gongban.kernel.conditions.missing import Watch, watch
from gongban.kernel.conditions.terms import Fact, Truth, Value
from gongban.kernel.conditions.tree import Group, Node, clauses, facts_of
from gongban.kernel.conditions.witnesses import witnesses

_MOST_LOOKS = 1_500


@dataclass(frozen=True)
class Part:
    """A conditional part of an item (a material, a step, a fee): its key, and when it belongs to the list."""

    key: str
    node: Node

    @cached_property
    def decide(self) -> Decide:
        """Whether it belongs to the list."""
        return decision(self.node)

    @cached_property
    def watch(self) -> Watch:
        """The same, gathering what is missing."""
        return watch(self.node)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts on which it hangs."""
        return facts_of(self.node)

    def missing(self, known: Given) -> list[str]:
        """Facts on which it still hangs, as far as one sees without trying values."""
        found: list[str] = []
        return found if self.watch(known, found) is None else []


@dataclass(frozen=True)
class Outcome:
    """Whether a part belongs to the list, and why."""

    key: str
    truth: Truth
    node: Node | None
    known: Given

    @cached_property
    def line(self) -> Line | None:
        """Why, clause by clause; None for a part that always belongs to the list. Worked out when it is shown: it costs more than the answer."""
        return explain(self.node, self.known) if self.node else None


class Guide:
    """The questions of one item.

    `parts`: keys with their conditions, None for what always belongs to the list; parts of the same key belong to it when any of
    them does. `askable`: names of facts that may be asked, in the order in which they are preferred (the order of declaration).
    """

    def __init__(self, parts: Iterable[tuple[str, Condition | None]], askable: Sequence[str]) -> None:
        self.askable = {name: place for place, name in enumerate(askable)}
        self.keys, nodes = dict[str, None](), dict[str, list[Node]]()
        always = set()
        for key, condition in parts:
            self.keys[key] = None
            if condition is None:
                always.add(key)
            else:
                nodes.setdefault(key, []).append(condition.tree)
        self.parts = [Part(key, _any(found)) for key, found in nodes.items() if key not in always]
        self.always = always

    def next_question(self, known: Given) -> str | None:
        """The name of the fact to ask next; None when no answer can change the list any more."""
        hanging = [(part, missing) for part in self.parts if (missing := self._asked_of(part, known))]
        names = dict.fromkeys(name for _, missing in hanging for name in missing)
        ranked = sorted(names, key=lambda name: (self._left_after(name, [part for part, _ in hanging], known), self.askable[name]))
        return next((name for name in ranked if self.matters(name, known)), None)

    def matters(self, name: str, known: Given) -> bool:
        """Whether the answer to a question can still change the list."""
        return any(_can_change(part, name, known, self.askable) for part in self.parts if name in part.facts)

    def outcomes(self, known: Given) -> list[Outcome]:
        """Each key once, in the order given: whether it belongs to the list as far as known, and why."""
        by_key = {part.key: part for part in self.parts}
        return [self._outcome(key, by_key.get(key), known) for key in self.keys]

    def _outcome(self, key: str, part: Part | None, known: Given) -> Outcome:
        if part is None:
            return Outcome(key, Truth.YES, None, known)
        return Outcome(key, Truth.of(_settled(part, known, self.askable)), part.node, known)

    def _asked_of(self, part: Part, known: Given) -> list[str]:
        return [name for name in part.missing(known) if name in self.askable]

    def _left_after(self, name: str, parts: list[Part], known: Given) -> float:
        """How many facts would be missing after an answer, on the average over the answers that make a difference."""
        fact = next(part.facts[name] for part in parts if name in part.facts)
        whole = Group(True, tuple(part.node for part in parts if name in part.facts))
        answers = witnesses(fact, whole, known)
        left = [len({each for part in parts for each in self._asked_of(part, {**known, name: value})}) for value in answers]
        return sum(left) / len(left)


def _any(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Group(False, tuple(nodes))


class TooMany(Exception):
    """More completions than one may look through."""


def _can_change(part: Part, name: str, known: Given, askable: Iterable[str]) -> bool:
    """Whether there are answers to the other questions under which this one decides.

    True also when that takes too long to find out, and where a clause joins several facts that are not known: values are tried
    for one after the other, which could miss a pair. Better one question too many than a list that is not exact.
    """
    if name not in part.missing(known):
        return False
    looks = iter(range(_MOST_LOOKS))
    try:
        if any(_decides(part, name, given) for given in _completions(part, known, askable, name, looks)):
            return True
    except TooMany:
        return True
    return _joins(part, name, known)


def _decides(part: Part, name: str, given: Given) -> bool:
    return len({part.decide({**given, name: value}) for value in witnesses(part.facts[name], part.node, given)}) > 1


def _completions(part: Part, known: Given, askable: Iterable[str], name: str, looks: Iterator[int]) -> Iterator[Given]:
    """What may be known once all other questions are answered, as long as the part still hangs on this one."""
    if next(looks, None) is None:
        raise TooMany
    missing = [each for each in part.missing(known) if each in askable]
    if name not in missing:
        return
    other = next((each for each in missing if each != name), None)
    if other is None:
        yield known
        return
    for value in witnesses(part.facts[other], part.node, known):
        yield from _completions(part, {**known, other: value}, askable, name, looks)


def completions_of(part: Part, known: Given, askable: Iterable[str]) -> Iterator[Given]:
    """What may be known once enough questions are answered to settle a part; TooMany beyond the bound on tries."""
    looks, waiting = iter(range(_MOST_LOOKS)), [known]
    while waiting:
        if next(looks, None) is None:
            raise TooMany
        here = waiting.pop()
        name = next((each for each in part.missing(here) if each in askable), None)
        if name is None:
            yield here
        else:
            waiting += [{**here, name: value} for value in witnesses(part.facts[name], part.node, here)]


def _joins(part: Part, name: str, known: Given) -> bool:
    """Whether some clause names this fact together with another that is not known."""
    named = [facts_of(clause) for clause in clauses(part.node)]
    return any(name in names and any(each != name and each not in known for each in names) for names in named)


def _settled(part: Part, known: Given, askable: Iterable[str]) -> bool | None:
    """The answer as known, or the one that all answers to open questions lead to; None where they differ."""
    answer = part.decide(known)
    if answer is not None or any(_can_change(part, name, known, askable) for name in part.missing(known) if name in askable):
        return answer
    filled: dict[str, Value | None] = dict(known)
    while missing := [name for name in part.missing(filled) if name in askable]:
        filled[missing[0]] = witnesses(part.facts[missing[0]], part.node, filled)[0]
    return part.decide(filled)
