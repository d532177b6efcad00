"""How every action on a task runs: lock, check the right, let the action change things, move on, write the event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Line, Matter, say
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound
from gongban.kernel.events import Occurrence
from gongban.kernel.input import Input
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words
from gongban.outcome.leading.lifecycle import INSTRUCTION
from gongban.outcome.leading.models import Task
from gongban.outcome.leading.rights import relations, visible_tasks

SOON = timedelta(days=1)  # yellow a day before it is due


@dataclass
class Step:
    """One action under way on a locked task."""

    task: Task
    by: Actor
    at: datetime
    row: Transition
    role: str
    events: list[Occurrence] = field(default_factory=list)

    @property
    def matter(self) -> Matter:
        return self.task.matter

    def happened(self, what: Occurrence) -> None:
        """Note an event; it is written when the action is through."""
        self.events.append(what)

    def say(self, text: str, **fields: Any) -> None:
        """Add a line to the thread, which all staff who see the task may read."""
        holding = self.role.startswith("holder")
        own = self.task.department_id if holding else min(self.by.departments(), default=None)
        say(self.matter, Line(self.row.action, text, "staff", self.role, own, fields=fields), by=self.by, at=self.at)


Performed = Callable[[Step, Any], None]


@dataclass(frozen=True)
class Action:
    """An action's name, the input it asks for, and the function that performs it."""

    name: str
    given: type[Input]
    perform: Performed


ACTIONS: dict[str, Action] = {}


def performs(name: str, given: type[Input] = Input) -> Callable[[Performed], Performed]:
    """Register the function for an action of the lifecycle table."""

    def register(function: Performed) -> Performed:
        ACTIONS[name] = Action(name, given, function)
        return function

    return register


def act(pk: UUID, action: str, given: Mapping[str, Any] | None = None, *, by: Actor, at: datetime) -> Task:
    """Perform an action on a task and return it.

    NotFound when the actor may not see it, Forbidden or Conflict when they may not do this (now),
    InvalidInput when `given` does not fit; nothing is changed then.
    """
    known = ACTIONS.get(action)
    if known is None:
        raise NotFound("action.unknown", Words(f"没有“{action[:30]}”这个操作。", f"There is no action “{action[:30]}”."))
    checked = known.given.read(given or {})
    with transaction.atomic():
        step = _begin(_locked(pk, by), action, by, at)
        known.perform(step, checked)
        finish(step)
    return step.task


def _locked(pk: UUID, by: Actor) -> Task:
    """The task with its matter's row locked; first that of the case, which closing locks first too."""
    seen = Task.objects.all() if by.kind == "system" else visible_tasks(by)
    found = seen.filter(pk=pk).values_list("pk", "instruction__case").first()
    if found is None:
        raise NotFound("instruction.not_found", Words("没有找到这件批示。", "There is no such instruction."))
    if found[1]:
        Matter.objects.select_for_update().get(pk=found[1])
    matter = Matter.objects.select_for_update().get(pk=pk)
    task = Task.objects.select_related("instruction", "department").get(pk=pk)
    task.matter = matter
    return task


def _begin(task: Task, action: str, by: Actor, at: datetime) -> Step:
    held, row = relations(task, by), INSTRUCTION.row(task.matter.state, action)
    if not any(held.intersection(each.who) for each in INSTRUCTION.rows(action)):
        raise Forbidden("instruction.not_allowed", Words("您没有进行这项操作的权限。", "You may not do this."))
    if row is None:
        state = INSTRUCTION.state(task.matter.state).words
        raise Conflict("instruction.wrong_state", Words(f"现在的状态是“{state.zh}”，不能进行这项操作。", f"This cannot be done while it is “{state.en}”."))
    return Step(task, by, at, row, next(name for name in row.who if name in held))


def finish(step: Step) -> None:
    """Move to the row's state, write the rows and the events."""
    matter = step.matter
    if step.row.to:
        matter.state = step.row.to[0]
        matter.open = INSTRUCTION.state(matter.state).open
    matter.yellow_at = matter.due_at - SOON if matter.due_at else None
    matter.changed_at = step.at
    entries = [
        Entry(event, step.by, step.at, matter.pk, matter.next_seq(), step.role, min(step.by.departments(), default="")) for event in step.events
    ]
    matter.save()
    step.task.save()
    record(*entries)
