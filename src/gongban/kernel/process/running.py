"""A running process, step by step. Every function takes a state and returns a new one; the one given stays as it was.

How to call it (the caller keeps the text of the state in the row of the matter, and its lock):

    running = begin(diagram(xml, facts=declared()), given, at=now, calendar=calendar)
    row.process = running.saved()

    running = read_state(diagram(xml, facts=declared()), row.process)
    for step in waiting(running): ...        # user tasks: who, since, due; timers; messages
    for step in asked(running): ...          # service tasks: do the effect, then complete(key), both in this transaction
    running = complete(running, "review#1", "agreed", at=now, calendar=calendar)
    row.process = running.saved()

A service is never done by the engine: it is `asked` under a key that stays the same (`element#time`) until it is completed. The caller
does the effect and saves the new state in one transaction: after a crash either both are there or neither, and nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.conditions import Value
from gongban.kernel.process.diagram import Diagram
from gongban.kernel.process.living import Living
from gongban.kernel.process.refusals import refusal
from gongban.kernel.process.state import State, held
from gongban.kernel.process.terms import Node, Shape


@dataclass(frozen=True)
class Waiting:
    """Where a process stands still: a user task (whose), a service that is asked for, a timer or a message.

    `key` names it in `complete`; `since` when it was reached; `due` when the timer runs out, for a user task its own timer.
    """

    key: str
    node: Node
    since: datetime
    due: datetime | None = None

    @property
    def element(self) -> str:
        """The id of the element in the diagram."""
        return self.node.id


def begin(diagram: Diagram, given: Mapping[str, Value | None], *, at: datetime, calendar: WorkingCalendar) -> State:
    """A process at its first step. Of the facts `given` it holds those that its conditions hang on, and refuses texts of a person.

    `calendar` is the city's, by which timers run. Refusal `process.data` or `process.fact_kind`.
    """
    living = Living.new(diagram, held(diagram, given))
    living.go_on()
    return living.state(State(diagram, (), living.facts), at, calendar)


def waiting(state: State) -> tuple[Waiting, ...]:
    """What the process waits for: user tasks, timers between steps and messages, in the order of the diagram's file."""
    return tuple(each for each in _standing(state) if each.node.shape is not Shape.SERVICE and not each.node.attached)


def asked(state: State) -> tuple[Waiting, ...]:
    """The services that are asked for, each with its key; complete each with the effect in the same transaction."""
    return tuple(each for each in _standing(state) if each.node.shape is Shape.SERVICE)


def complete(state: State, key: str, outcome: str = "", *, at: datetime, calendar: WorkingCalendar) -> State:
    """A user task or a service is done; a user task with outcomes takes one of them.

    Refusal `process.not_waiting` (409) where it is not waiting (done already, or ended by a timer), `process.outcome_here`.
    """
    step = next((each for each in _standing(state) if each.key == key and each.node.shape in (Shape.USER, Shape.SERVICE)), None)
    if step is None:
        raise refusal("not_waiting", what=key)
    if outcome not in (step.node.outcomes or ("",)):
        raise refusal("outcome_here", what=outcome, known=", ".join(step.node.outcomes) or "–")
    results = {**state.results, step.node.result: outcome} if outcome else state.results
    living = Living.of(state, results)
    living.complete(step.node, key)
    return living.state(state, at, calendar)


def message(state: State, name: str, *, at: datetime, calendar: WorkingCalendar) -> State:
    """A message has come: every element that waits for it goes on. The same state where nothing waits for it."""
    return _sent(state, [each.node for each in _standing(state) if each.node.message and each.node.message == name], at, calendar)


def advance(state: State, at: datetime, *, calendar: WorkingCalendar) -> State:
    """Let the timers go off that have run out by `at`, the earliest first; the same state where none has."""
    while ready := sorted((each.due, each.key, each.node) for each in _standing(state) if each.node.shape is Shape.TIMER and each.due and each.due <= at):
        state = _sent(state, [ready[0][2]], ready[0][0], calendar)
    return state


def next_due(state: State) -> datetime | None:
    """When `advance` has something to do next; None when no timer runs."""
    return min((each.due for each in _standing(state) if each.node.shape is Shape.TIMER and each.due), default=None)


def _sent(state: State, nodes: list[Node], at: datetime, calendar: WorkingCalendar) -> State:
    if not nodes:
        return state
    living = Living.of(state, state.results)
    for node in nodes:
        living.send(node)
    return living.state(state, at, calendar)


def _standing(state: State) -> list[Waiting]:
    nodes, places = state.diagram.structure.by_id, {node.id: place for place, node in enumerate(state.diagram.structure.nodes)}
    keys = sorted(state.since, key=lambda key: (places[element_of(key)], key))
    found = [Waiting(key, nodes[element_of(key)], state.since[key], None if state.stands_still else state.due.get(key)) for key in keys]
    return [_with_timer(each, state, found) for each in found]


def _with_timer(step: Waiting, state: State, found: list[Waiting]) -> Waiting:
    """A user task with the moment at which its own timer goes off."""
    moments = [each.due for each in found if each.node.attached == step.element and each.due]
    return Waiting(step.key, step.node, step.since, min(moments)) if moments else step


def element_of(key: str) -> str:
    """The element that a key names."""
    return key.rpartition("#")[0]
