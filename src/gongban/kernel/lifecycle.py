"""Lifecycles as tables: which action leads from which state where, who may, and what a citizen is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongban.kernel.words import Words


@dataclass(frozen=True)
class State:
    """Where a matter may stand: the word in lists, and one sentence for the citizen."""

    code: str
    words: Words
    explained: Words
    open: bool = True


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    `to` lists the states it may lead to, the first being the usual one; none, or an empty one, means that the state stays.
    `who` names relations to the matter (see the domain's rights), `clock` names effects on its timers,
    `label` stands on the button, `told` in the thread, `reason` says why the rule is as it is.
    """

    action: str
    origins: tuple[str, ...]
    to: tuple[str, ...]
    who: tuple[str, ...]
    label: Words
    told: Words
    reason: str
    clock: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lifecycle:
    """A table with the question that everything asks it: what is allowed from here."""

    name: str
    start: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    _by_code: dict[str, State] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {state.code: state for state in self.states})

    def state(self, code: str) -> State:
        """The state of this code; KeyError when the table has none."""
        return self._by_code[code]

    def row(self, state: str, action: str) -> Transition | None:
        """The row that allows `action` in `state`, or None."""
        return next((row for row in self.rows(action) if state in row.origins), None)

    def rows(self, action: str) -> Iterator[Transition]:
        """All rows of an action."""
        return (row for row in self.transitions if row.action == action)

    def from_state(self, state: str) -> list[Transition]:
        """All rows that start in a state, in the table's order."""
        return [row for row in self.transitions if state in row.origins]

    def actions(self) -> list[str]:
        """Every action once, in the table's order."""
        return list(dict.fromkeys(row.action for row in self.transitions))

    def reachable(self) -> frozenset[str]:
        """Codes of all states that can be reached from the start."""
        seen, frontier = {self.start}, [self.start]
        while frontier:
            here = frontier.pop()
            fresh = {code for row in self.from_state(here) for code in row.to if code} - seen
            seen |= fresh
            frontier.extend(fresh)
        return frozenset(seen)
