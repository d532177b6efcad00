"""How every act on a licence runs: lock, check the right, let the act change things, move on, write history, event and facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.licences.events import LicenceEnded
from gongban.delivery.licences.lifecycle import ENDINGS, LICENCE
from gongban.delivery.licences.models import Happening, Licence
from gongban.delivery.licences.proving import refresh_facts
from gongban.delivery.licences.rights import relations, unknown, visible
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound
from gongban.kernel.events import Occurrence
from gongban.kernel.input import Input
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words


@dataclass
class Step:
    """One act under way on a locked licence; an act fills in what the history is to say."""

    licence: Licence
    by: Actor
    at: datetime
    row: Transition
    role: str
    events: list[Occurrence] = field(default_factory=list)
    reason: str = ""
    document: str = ""
    text: str = ""

    def happened(self, what: Occurrence) -> None:
        """Note an event; it is written when the act is through."""
        self.events.append(what)

    def because(self, text: str, reason: str = "", document: str = "") -> None:
        """Why, in words that the holder reads; by which rule, and by which written decision."""
        self.text, self.reason, self.document = text, reason, document


Performed = Callable[[Step, Any], None]


@dataclass(frozen=True)
class Act:
    """An act's name, the input that it asks for, and the function that performs it."""

    name: str
    given: type[Input]
    perform: Performed


ACTS: dict[str, Act] = {}


def performs(name: str, given: type[Input] = Input) -> Callable[[Performed], Performed]:
    """Register the function for an act of the lifecycle table."""

    def register(function: Performed) -> Performed:
        ACTS[name] = Act(name, given, function)
        return function

    return register


def act(pk: UUID, action: str, given: Mapping[str, Any] | None = None, *, by: Actor, at: datetime) -> Licence:
    """Perform an act on a licence and return it.

    NotFound when the actor may not see it, Forbidden or Conflict when they may not do this (now), InvalidInput when
    `given` does not fit; nothing is changed then.
    """
    known = ACTS.get(action)
    if known is None:
        raise NotFound("action.unknown", Words(f"没有“{action[:30]}”这个操作。", f"There is no action “{action[:30]}”."))
    checked = known.given.read(given or {})
    with transaction.atomic():
        licence = _locked(pk, by)
        if action != "expire" and licence.state_on(calendar().local_day(at)) != licence.state:
            _perform(licence, ACTS["expire"], Input(), SYSTEM, at)  # 夜间任务还没到 · the nightly job has not come yet
        _perform(licence, known, checked, by, at)
    return licence


def _locked(pk: UUID, by: Actor) -> Licence:
    if not visible(by).filter(pk=pk).exists():
        raise unknown()
    return Licence.objects.select_for_update(of=("self",)).select_related("type", "issuer").get(pk=pk)


def _perform(licence: Licence, known: Act, given: Input, by: Actor, at: datetime) -> None:
    held, row = relations(licence, by), LICENCE.row(licence.state, known.name)
    if not any(held.intersection(each.who) for each in LICENCE.rows(known.name)):
        raise Forbidden("licence.not_allowed", Words("您没有进行这项操作的权限。", "You may not do this."))
    if row is None:
        state = LICENCE.state(licence.state).words
        raise Conflict("licence.wrong_state", Words(f"这张证照{state.zh}，不能进行这项操作。", f"This cannot be done: the licence is “{state.en}”."))
    step = Step(licence, by, at, row, next(name for name in row.who if name in held))
    known.perform(step, given)
    _finish(step)


def _finish(step: Step) -> None:
    licence, action = step.licence, step.row.action
    licence.state = step.row.to[0] if step.row.to else licence.state
    licence.changed_at = step.at
    if action in ENDINGS:
        step.happened(LicenceEnded(licence.type_id, ENDINGS[action], step.reason))
    department = licence.issuer_id if step.role.startswith("issuer") else min(step.by.departments(), default=None)
    entries = [Entry(event, step.by, step.at, licence.pk, licence.next_seq(), step.role, department or "") for event in step.events]
    licence.save()
    Happening.objects.create(
        licence=licence, action=action, at=step.at, by_id=step.by.account, department_id=department, state=licence.state, version=licence.version,
        reason=step.reason, document=step.document, text=step.text,
    )  # fmt: skip
    record(*entries)
    refresh_facts(licence, step.at)
