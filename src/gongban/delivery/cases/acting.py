"""How every action on a case runs: lock, check the right, let the action change things, move on, write events.

An action is a small function registered for a row of the lifecycle table. It receives the locked
`Step` and its checked input; this module does what all actions have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.publicity import is_masked, keep_first_line, mask_case
from gongban.delivery.cases.rights import may_act, relations, visible
from gongban.delivery.cases.switches import check_switch
from gongban.delivery.cases.timing import apply_clock
from gongban.foundation.journal.public import Entry as JournalEntry
from gongban.foundation.journal.public import record
from gongban.foundation.matters.public import Entry, Line, Matter, say, show_on_matter
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound
from gongban.kernel.events import Occurrence
from gongban.kernel.input import Input
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words


@dataclass
class Step:
    """One action under way on a locked case; the function of the action changes `case` and speaks through this."""

    case: Case
    by: Actor
    at: datetime
    row: Transition
    role: str
    target: str = ""
    before: dict[str, Any] = field(default_factory=dict)  # the case's row as it was read
    events: list[Occurrence] = field(default_factory=list)

    @property
    def matter(self) -> Matter:
        return self.case.matter

    def goes_to(self, state: str) -> None:
        """Choose one of the row's targets; ValueError for any other."""
        if state and state not in self.row.to:
            raise ValueError(f"{self.row.action} does not lead to {state}")
        self.target = state

    def happened(self, *what: Occurrence) -> None:
        """Note events; they are written when the action is through."""
        self.events.extend(what)

    def say(self, text: str, *, audience: str = "parties", kind: str = "", photos: Sequence[UUID] = (),
            purpose: str = "report", text_public: str = "", **fields: Any) -> Entry:  # fmt: skip
        """Add a line to the thread under the actor's department."""
        line = Line(
            kind=kind or self.row.action, text=text, audience=audience, role=self.role, department=self.department,
            text_public=text_public, fields=fields, photos=photos, purpose=purpose,
        )  # fmt: skip
        return say(self.matter, line, by=self.by, at=self.at)

    @property
    def department(self) -> str | None:
        """The department for which the actor acts in this step."""
        if self.role in ("lead", "lead_reviewer") and self.case.lead:
            return self.case.lead.department_id
        codes = sorted(self.by.departments())
        return codes[0] if codes else None


Performed = Callable[[Step, Any], None]


@dataclass(frozen=True)
class Action:
    """An action's name, the input it asks for, and the function that performs it."""

    name: str
    given: type[Input]
    perform: Performed


ACTIONS: dict[str, Action] = {}
_COLUMNS = tuple(column.attname for column in Case._meta.concrete_fields)


def performs(name: str, given: type[Input] = Input) -> Callable[[Performed], Performed]:
    """Register the function for an action of the lifecycle table."""

    def register(function: Performed) -> Performed:
        ACTIONS[name] = Action(name, given, function)
        return function

    return register


def act(number: str, action: str, given: Mapping[str, Any] | None = None, *, by: Actor, at: datetime) -> Case:
    """Perform an action on the case of this number and return the case.

    NotFound when the actor may not see it, Forbidden or Conflict when they may not do this (now),
    InvalidInput when `given` does not fit; nothing is changed then.
    """
    known = ACTIONS.get(action)
    if known is None:
        raise NotFound("action.unknown", Words(f"没有“{action}”这个操作。", f"There is no action “{action}”."))
    checked = known.given.read(given or {})
    with transaction.atomic():
        step = _begin(locked(number, by=by), known, by, at)
        known.perform(step, checked)
        _finish(step)
    return step.case


def locked(number: str, *, by: Actor) -> Case:
    """The case of this number, its matter row locked; NotFound when the actor may not see it."""
    matter = Matter.objects.select_for_update().filter(number=number, kind="case").first()
    seen = visible(by) if by.kind != "system" else Case.objects.all()
    rows = seen.filter(pk=matter.pk if matter else None)
    case = rows.select_related("category", "lead__department", "board", "area").defer("area__boundary").first()
    if matter is None or case is None:
        raise NotFound("case.not_found", Words(f"没有找到编号为 {number} 的诉求。", f"There is no case {number}."))
    case.matter = matter
    return case


def _begin(case: Case, action: Action, by: Actor, at: datetime) -> Step:
    row = CASE.row(case.matter.state, action.name)
    held = relations(case, by)
    if not any(may_act(each, held) for each in CASE.rows(action.name)):
        raise Forbidden("case.not_allowed", Words("您没有进行这项操作的权限。", "You may not do this."))
    if row is None:
        state = CASE.state(case.matter.state).words
        raise Conflict("case.wrong_state", Words(f"现在的状态是“{state.zh}”，不能进行这项操作。", f"This cannot be done while the case is “{state.en}”."))
    check_switch(action.name, case, at)
    role = next((name for name in row.who if name in held), "")
    if not role:
        raise Forbidden("case.not_allowed", Words("您没有进行这项操作的权限。", "You may not do this."))
    step = Step(case, by, at, row, role, target=row.to[0] if row.to else "", before=_row(case))
    _mask_first(case)
    return step


def _mask_first(case: Case) -> None:
    """Who acts within the second after receipt finds the words masked, as everybody later does."""
    if not is_masked(case):
        mask_case(case)
        keep_first_line(case)


def _row(case: Case) -> dict[str, Any]:
    return {name: copy(getattr(case, name)) for name in _COLUMNS}


def _finish(step: Step) -> None:
    case, matter = step.case, step.matter
    step.events.extend(apply_clock(step))
    if step.target:
        matter.state = step.target
        matter.open = CASE.state(step.target).open
    matter.holder_id = case.lead.department_id if case.lead else None
    matter.handler_id = case.lead.handler_id if case.lead else None
    matter.changed_at = step.at
    show_on_matter(matter, holds=case.lead.pk if case.lead else None)
    entries = _numbered(case, step.events, step.by, step.at, step.role, step.department or "")
    matter.save()
    if _row(case) != step.before:  # 多数操作不改诉求本身 · most actions leave the case's own row as it is
        case.save()
    record(*entries)  # 监听者读到的是已改好的诉求 · after saving, so that listeners read the case as it is now


def write_events(
    case: Case, events: Sequence[Occurrence], *, by: Actor, at: datetime, role: str = "", organisation: str = ""
) -> None:
    """Write events of a locked case with their numbers; the caller saves the matter's row."""
    record(*_numbered(case, events, by, at, role, organisation))


def _numbered(case: Case, events: Sequence[Occurrence], by: Actor, at: datetime, role: str, organisation: str) -> list[JournalEntry]:
    next_seq, district = case.matter.next_seq, case.district
    return [JournalEntry(event, by, at, case.matter_id, next_seq(), role, organisation, district) for event in events]
