"""How every action on a commitment runs: the part is locked, the right checked, the commitment changed, said in the part's thread, written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.applications.acting import locked
from gongban.delivery.applications.commitments.events import CommitmentMoved
from gongban.delivery.applications.commitments.lifecycle import COMMITMENT
from gongban.delivery.applications.models import Commitment, Part
from gongban.delivery.applications.rights import HEADING, relations, unknown, visible
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Line, say
from gongban.foundation.people.public import has_service_office
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound
from gongban.kernel.events import Occurrence
from gongban.kernel.input import Input
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words


@dataclass
class Step:
    """One action under way on a commitment whose part is locked."""

    commitment: Commitment
    part: Part
    by: Actor
    at: datetime
    row: Transition
    role: str
    target: str = ""
    text: str = ""
    photos: list[UUID] = field(default_factory=list)
    events: list[Occurrence] = field(default_factory=list)


Performed = Callable[[Step, Any], None]


@dataclass(frozen=True)
class Action:
    """An action's name, its input, and the function that performs it."""

    name: str
    given: type[Input]
    perform: Performed


ACTIONS: dict[str, Action] = {}


def performs(name: str, given: type[Input] = Input) -> Callable[[Performed], Performed]:
    """Register the function for an action of the table."""

    def register(function: Performed) -> Performed:
        ACTIONS[name] = Action(name, given, function)
        return function

    return register


def seen(pk: UUID, by: Actor, at: datetime | None = None) -> Commitment:
    """A commitment whose part the actor may see. NotFound."""
    row = Commitment.objects.select_related("part__matter", "part__application", "part__department").filter(pk=pk).first()
    if row is None or not visible(by, at).filter(pk=row.part_id).exists():
        raise unknown()
    return row


def act_on_commitment(pk: UUID, action: str, given: Mapping[str, Any] | None = None, *, by: Actor, at: datetime) -> Commitment:
    """Perform an action. NotFound, Forbidden, Conflict or InvalidInput as for parts; nothing is changed then."""
    known = ACTIONS.get(action)
    if known is None:
        raise NotFound("action.unknown", Words(f"没有“{action[:30]}”这个操作。", f"There is no action “{action[:30]}”."))
    found = seen(pk, by, at)
    _check_right(found.part, action, by, at)
    checked = known.given.read(given or {})
    with transaction.atomic():
        part = locked(found.part.matter.number, by=by, at=at)
        row = Commitment.objects.select_for_update().get(pk=pk)
        perform(row, part, known, checked, by=by, at=at)
    return row


def held_by(part: Part, by: Actor, at: datetime | None = None) -> frozenset[str]:
    """The relations to the part, and that of the office which reviews appeals: one that took no part in the decision."""
    reviews = by.is_staff and has_service_office(by.departments(*HEADING)) and part.department_id not in by.departments()
    return relations(part, by, at) | ({"reviewing_office"} if reviews else set())


def _check_right(part: Part, action: str, by: Actor, at: datetime) -> frozenset[str]:
    """The actor's relations; Forbidden where none of them ever takes this action."""
    held = held_by(part, by, at)
    if not any(held.intersection(each.who) for each in COMMITMENT.rows(action)):
        raise Forbidden("application.not_allowed", Words("您没有进行这项操作的权限。", "You may not do this."))
    return held


def perform(row: Commitment, part: Part, known: Action, given: Input, *, by: Actor, at: datetime) -> None:
    """Perform a checked action on a commitment whose part is locked."""
    held, table = _check_right(part, known.name, by, at), COMMITMENT.row(row.state, known.name)
    if table is None:
        state = COMMITMENT.state(row.state).words
        raise Conflict("commitment.wrong_state", Words(f"承诺现在“{state.zh}”，不能进行这项操作。", f"This cannot be done while the promise is “{state.en}”."))
    role = next(name for name in table.who if name in held)
    step = Step(row, part, by, at, table, role, target=table.to[0] if table.to else row.state)
    known.perform(step, given)
    _finish(step)


def _finish(step: Step) -> None:
    row, part = step.commitment, step.part
    row.state = step.target
    row.changed_at = step.at
    row.save()
    if row.kind == "licence":
        part.commitment = row.state
        part.save(update_fields=["commitment", "licence"])
    department = part.department_id if step.role.startswith("owner") else min(step.by.departments(), default=None)
    line = Line(kind=f"commitment_{step.row.action}", text=step.text, audience="parties", role=step.role, department=department, photos=step.photos, purpose="on_site")
    say(part.matter, line, by=step.by, at=step.at)
    events = [*step.events, CommitmentMoved(row.pk, step.row.action, row.state, row.due)]
    entries = [Entry(each, step.by, step.at, part.pk, part.matter.next_seq(), step.role, department or "") for each in events]
    part.matter.save(update_fields=["last_seq"])
    record(*entries)


def today(at: datetime) -> Any:
    """The city's day."""
    return calendar().local_day(at)
