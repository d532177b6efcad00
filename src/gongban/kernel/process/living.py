"""The tree of SpiffWorkflow while it moves: made from the rows of a state, moved, and written as rows again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.clock import Clock
from gongban.kernel.clock.due import runs_out
from gongban.kernel.conditions import Value
from gongban.kernel.process.diagram import Diagram
from gongban.kernel.process.engine import ConditionEngine, names, spec_of
from gongban.kernel.process.refusals import MOST_STEPS, refusal
from gongban.kernel.process.state import Row, State
from gongban.kernel.process.terms import Node, Shape

STATES = frozenset((TaskState.MAYBE, TaskState.LIKELY, TaskState.FUTURE, TaskState.WAITING, TaskState.READY, TaskState.COMPLETED, TaskState.CANCELLED))


class Living:
    """One process in SpiffWorkflow's hands, for the length of one step."""

    def __init__(self, diagram: Diagram, facts: Mapping[str, Value | None], results: Mapping[str, str]) -> None:
        self.diagram, self.facts, self.results = diagram, facts, results
        self.own = names(diagram.structure)
        self.workflow: BpmnWorkflow

    @staticmethod
    def new(diagram: Diagram, facts: Mapping[str, Value | None]) -> Living:
        """A process that has not moved."""
        living = Living(diagram, facts, {})
        living.workflow = BpmnWorkflow(spec_of(diagram.structure), script_engine=ConditionEngine(living._decide))
        return living

    @staticmethod
    def of(state: State, results: Mapping[str, str]) -> Living:
        """A process as it was saved, with the results that now hold."""
        living = Living(state.diagram, state.facts, results)
        living.workflow = BpmnWorkflow(spec_of(state.diagram.structure), script_engine=ConditionEngine(living._decide), deserializing=True)
        living._plant(state.tree)
        return living

    def complete(self, node: Node, key: str) -> None:
        """A task that waits is done."""
        task = next((each for each in self._tasks(node) if each.has_state(TaskState.READY) and f"{node.id}#{_time(each)}" == key), None)
        if task is None:
            raise refusal("state")
        task.run()
        self.go_on()

    def send(self, node: Node) -> None:
        """A timer has run out or a message has come."""
        for task in self._tasks(node):
            if task.has_state(TaskState.WAITING):
                self.workflow.catch(BpmnEvent(task.task_spec.event_definition))
                break
        self.go_on()

    def go_on(self) -> None:
        """Everything that needs nobody: gateways, starts, ends."""
        self.workflow.do_engine_steps()

    def state(self, before: State, at: datetime, calendar: WorkingCalendar) -> State:
        """How far it is now; what newly waits gets its number, its beginning and, for timers, its end."""
        times, since, due = dict(before.times), dict(before.since), dict(before.due)
        standing: set[str] = set()
        for task in self.workflow.tasks.values():
            node = self.own.get(task.task_spec.name)
            if node is None or not _stands(task, node):
                continue
            if not _time(task):
                times[node.id] = times.get(node.id, 0) + 1
                task.internal_data["time"] = times[node.id]
            key = f"{node.id}#{_time(task)}"
            standing.add(key)
            if key not in since:
                since[key] = at
                if node.limit:
                    due[key] = runs_out(Clock(at, node.limit), calendar)
        return State(
            self.diagram, self._rows(), self.facts, self.results, times, {key: since[key] for key in since if key in standing},
            {key: due[key] for key in due if key in standing}, self._passed(before.passed), self.workflow.is_completed(), before.pauses,
        )  # fmt: skip

    def _decide(self, flow: int) -> bool:
        """A condition that is not surely true is not met: the default way is taken."""
        given = State(self.diagram, (), self.facts, self.results).given()
        return self.diagram.conditions[flow].decide(given) is True

    def _tasks(self, node: Node) -> list[Task]:
        return [task for task in self.workflow.tasks.values() if self.own.get(task.task_spec.name) is node]

    def _plant(self, rows: tuple[Row, ...]) -> None:
        specs, made = self.workflow.spec.task_specs, list[Task]()
        for place, row in enumerate(rows):
            spec = specs.get(row.spec)
            if spec is None or row.state not in STATES or (row.parent < 0) is not (place == 0):
                raise refusal("state")
            task = Task(self.workflow, spec, made[row.parent] if place else None, state=row.state, id=UUID(int=place))
            task.internal_data = {**({"time": row.time} if row.time else {}), **({"event_fired": True} if row.fired else {})}
            if isinstance(spec, CatchingEvent) and task.has_state(TaskState.WAITING):
                self.workflow.event_manager.add_task(task)
            made.append(task)
        self.workflow.task_tree = made[0]

    def _rows(self) -> tuple[Row, ...]:
        tasks: list[Any] = list(self.workflow.tasks.values())
        if sum(task.has_state(TaskState.FINISHED_MASK) for task in tasks) > MOST_STEPS:
            raise refusal("too_long")
        place = {task.id: number for number, task in enumerate(tasks)}
        return tuple(
            Row(task.task_spec.name, place[task.parent.id] if task.parent else -1, task.state, _time(task), bool(task.internal_data.get("event_fired"))) for task in tasks
        )

    def _passed(self, before: tuple[str, ...]) -> tuple[str, ...]:
        now = (self.own[task.task_spec.name].id for task in self.workflow.tasks.values() if task.has_state(TaskState.COMPLETED) and task.task_spec.name in self.own)
        return tuple(dict.fromkeys([*before, *now]))


def _time(task: Task) -> int:
    return int(task.internal_data.get("time", 0))


def _stands(task: Task, node: Node) -> bool:
    """Whether a process stands still here: tasks are ready, timers and messages wait."""
    if node.shape in (Shape.USER, Shape.SERVICE):
        return bool(task.has_state(TaskState.READY))
    return node.shape.waits and bool(task.has_state(TaskState.WAITING))
