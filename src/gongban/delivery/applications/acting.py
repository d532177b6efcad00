"""How every action on a part runs: lock, check the right, let the action change things, move on, run the clocks, write events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.applications.assisting import note_assistant
from gongban.delivery.applications.events import Concluded
from gongban.delivery.applications.lifecycle import ENDED, PART
from gongban.delivery.applications.models import Application, Part
from gongban.delivery.applications.rights import relations, unknown, visible
from gongban.delivery.applications.timing import apply_clock
from gongban.foundation.journal.public import Entry as JournalEntry
from gongban.foundation.journal.public import record
from gongban.foundation.matters.public import Entry, Line, Matter, say, show_on_matter
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound
from gongban.kernel.events import Occurrence
from gongban.kernel.input import Input
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words


@dataclass
class Step:
    """One action under way on a locked part; the function of the action changes `part` and speaks through this."""

    part: Part
    by: Actor
    at: datetime
    row: Transition
    role: str
    target: str = ""
    events: list[Occurrence] = field(default_factory=list)

    @property
    def matter(self) -> Matter:
        return self.part.matter

    def goes_to(self, state: str) -> None:
        """Choose one of the row's targets; ValueError for any other."""
        if state not in self.row.to:
            raise ValueError(f"{self.row.action} does not lead to {state}")
        self.target = state

    def happened(self, *what: Occurrence) -> None:
        """Note events; they are written when the action is through."""
        self.events.extend(what)

    def say(self, text: str, *, audience: str = "parties", photos: Sequence[UUID] = (), **fields: Any) -> Entry:
        """Add a line to the thread; `parties` reads the applicant, `staff` the offices concerned."""
        line = Line(kind=self.row.action, text=text, audience=audience, role=self.role, department=self.department, fields=fields, photos=photos, purpose="on_site")
        return say(self.matter, line, by=self.by, at=self.at)

    @property
    def department(self) -> str | None:
        """The unit for which the actor acts here."""
        if self.role in ("owner", "owner_head"):
            return self.part.department_id
        return min(self.by.departments(), default=None)


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


def act(number: str, action: str, given: Mapping[str, Any] | None = None, *, by: Actor, at: datetime) -> Part:
    """Perform an action on the part of this number and return it.

    NotFound when the actor may not see it, Forbidden or Conflict when they may not do this (now), InvalidInput when
    `given` does not fit; nothing is changed then. Two who act at the same moment act one after the other: the second
    meets the state that the first has made.
    """
    known = ACTIONS.get(action)
    if known is None:
        raise NotFound("action.unknown", Words(f"没有“{action[:30]}”这个操作。", f"There is no action “{action[:30]}”."))
    checked = known.given.read(given or {})
    with transaction.atomic():
        part = locked(number, by=by, at=at)
        perform(part, known, checked, by=by, at=at)
    return part


def locked(number: str, *, by: Actor, at: datetime | None = None) -> Part:
    """The part of this number, its application's and its matter's row locked; NotFound when the actor may not see it."""
    seen = visible(by, at).filter(matter__number=number).values_list("pk", "application").first()
    if seen is None:
        raise unknown()
    # 先锁申请、再锁办件：同一申请的几个部门同时决定，也只有先后，没有死锁 · always in this order, so that offices never wait for each other in a ring
    whole = Application.objects.select_for_update(of=("self",)).get(pk=seen[1])
    matter = Matter.objects.select_for_update().get(pk=seen[0])
    part = Part.objects.select_related("department").get(pk=seen[0])
    part.matter, part.application = matter, whole
    return part


def perform(part: Part, known: Action, given: Input, *, by: Actor, at: datetime) -> None:
    """Perform a checked action on a locked part."""
    held, row = relations(part, by, at), PART.row(part.matter.state, known.name)
    if not any(held.intersection(each.who) for each in PART.rows(known.name)):
        raise Forbidden("application.not_allowed", Words("您没有进行这项操作的权限。", "You may not do this."))
    if row is None:
        state = PART.state(part.matter.state).words
        raise Conflict("application.wrong_state", Words(f"现在的状态是“{state.zh}”，不能进行这项操作。", f"This cannot be done while it is “{state.en}”."))
    step = Step(part, by, at, row, next((name for name in row.who if name in held), ""), target=row.to[0] if row.to else "")
    known.perform(step, given)
    if step.role == "assistant":
        note_assistant(part.application, {"correct": "mended", "withdraw": "withdrew"}.get(known.name, "prepared"), by=by, at=at)
    finish(step)


def finish(step: Step) -> None:
    """Run the clocks, move on, write the rows and the events."""
    part, matter = step.part, step.matter
    step.events.extend(apply_clock(step))
    if step.target:
        matter.state, matter.open = step.target, PART.state(step.target).open
    if step.target in ENDED:
        step.happened(concluded(part, step.target, step.at))
    matter.changed_at, matter.holder_id = step.at, part.department_id
    show_on_matter(matter, holds=part.pk)
    entries = [JournalEntry(event, step.by, step.at, matter.pk, matter.next_seq(), step.role, step.department or "") for event in step.events]
    matter.save()
    part.save()
    record(*entries)


def concluded(part: Part, ending: str, at: datetime) -> Concluded:
    """The event that ends every handling."""
    whole = part.application
    return Concluded(whole.pk, part.item, part.version, part.department_id, ending, part.in_time, whole.channel, whole.outlet, calendar().local_day(at))
