"""Reading applications: a person's own, an office's queues with filters, one application with its progress, one part with its thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from gongban.delivery.applications.assisting import mandated
from gongban.delivery.applications.contents import DETAILS, opened
from gongban.delivery.applications.lifecycle import PART
from gongban.delivery.applications.models import Application, Part, Signature, Task
from gongban.delivery.applications.rights import (
    WORKING,
    parts_in_charge,
    relations,
    seen_applications,
    sees_all,
    unknown,
    visible,
)
from gongban.delivery.applications.terms import Stage
from gongban.foundation.matters.public import Matter
from gongban.foundation.paging import Slice, slice_of
from gongban.foundation.people.public import with_units
from gongban.foundation.together import together
from gongban.kernel.actors import Actor, Role
from gongban.kernel.lifecycle import Transition

SIZE = 20
MOST_COUNTED = 100  # the menu says 99+ beyond
ORDER = {"due": ("due_at", False), "paused": ("opened_at", False), "done": ("changed_at", True), "review": ("opened_at", False)}


@dataclass(frozen=True)
class Sought:
    """What a list of parts is asked for. `tab`: due (open, the nearest limit first), paused (open without a running limit), review (waits for
    this unit's opinion), done. `words`: a number."""

    tab: str = "due"
    state: str = ""
    item: str = ""
    words: str = ""
    late: bool = False


def sought_of(given: Mapping[str, str]) -> Sought:
    """What the address of a list asks for; what is unknown there asks for everything."""
    tab, item = given.get("tab", ""), given.get("item", "")
    with suppress(ValueError):
        return Sought(tab if tab in ORDER else "due", given.get("state", "")[:20], str(UUID(item)) if item else "", given.get("q", "")[:30], given.get("late") == "1")
    return Sought()


def my_applications(by: Actor, *, at: datetime | None = None, key: str = "", size: int = SIZE) -> Slice[Application]:
    """What a person, enterprise or assistant has applied for, drafts too, the last touched first, with their parts."""
    parts = Prefetch("parts", Part.objects.select_related("matter", "department").order_by("place"))
    rows = seen_applications(by, at).exclude(stage=Stage.ABANDONED) if not by.is_staff else taken_in(by, at)
    return slice_of(rows.prefetch_related(parts), key, size, by="saved_at")


def taken_in(by: Actor, at: datetime | None = None) -> QuerySet[Application]:
    """What a clerk has taken in at a counter, and what an assistant does for others as long as a mandate lets them."""
    if not by.is_staff or by.account is None:
        return Application.objects.none()
    assisted = mandated(by, at or timezone.now()) if by.holds(Role.ASSISTANT) else Q(pk__in=[])
    return Application.objects.filter(Q(clerk=by.account) | assisted).exclude(stage=Stage.ABANDONED)


def to_sign(by: Actor) -> list[Signature]:
    """Applications of others that wait for this person's signature."""
    if by.account is None:
        return []
    open_ = Q(account=by.account, signed_at=None, refused_at=None, application__stage=Stage.DRAFT)
    return list(Signature.objects.filter(open_).select_related("application").order_by("-asked_at"))


def application_of(pk: UUID, *, by: Actor) -> Application:
    """An application that the actor may see, with its parts as far as they may be seen. NotFound."""
    parts = Prefetch("parts", visible(by).select_related("matter", "department").order_by("place"))
    row = seen_applications(by).filter(pk=pk).prefetch_related(parts, "signatures__account").first()
    if row is None:
        raise unknown()
    return row


def application_numbered(number: str, *, by: Actor) -> Application:
    """The same by its number; a number alone opens nothing."""
    pk = seen_applications(by).filter(number=number).values_list("pk", flat=True).first()
    if pk is None:
        raise unknown()
    return application_of(pk, by=by)


def part_of(number: str, *, by: Actor) -> Part:
    """A part that the actor may see, with its application. NotFound."""
    rows = visible(by).filter(matter__number=number).select_related("matter", "application", "department", "decided_by")
    row = rows.first()
    if row is None:
        raise unknown()
    return row


def details_of(part: Part) -> dict[str, Any]:
    """The fields of a part as its office sees them: value and where it comes from, by fact; for those who may see the part."""
    return opened(part.details, DETAILS)


def open_actions(part: Part, by: Actor) -> list[Transition]:
    """What the actor may do with a part now, in the table's order."""
    held = relations(part, by)
    return [row for row in PART.from_state(part.matter.state) if held.intersection(row.who)]


def list_parts(by: Actor, sought: Sought = Sought(), *, at: datetime, key: str = "", size: int = SIZE) -> Slice[Matter]:
    """Matters of parts that fit, in the order of the tab; only such as the actor works on. Each has `.part` with application and department."""
    order, newest = ORDER[sought.tab]
    return slice_of(parts_sought(by, sought, at).select_related("part__application", "holder"), key, size, by=order, newest_first=newest)


def count_parts(by: Actor, sought: Sought = Sought(), *, at: datetime) -> int:
    """How many there are, at most a thousand: beyond that a list is not counted."""
    return len(parts_sought(by, sought, at).order_by().values_list("pk", flat=True)[:1000])


def parts_sought(by: Actor, sought: Sought, at: datetime) -> QuerySet[Matter]:
    """Matters of parts that fit, in no order; only such as the actor works on."""
    rows = _queue(by, sought.tab)
    fixed = {"state": sought.state, "part__item": sought.item}
    rows = rows.filter(**{name: value for name, value in fixed.items() if value})
    if sought.words:
        rows = rows.filter(number__startswith=sought.words.strip().upper()[:30])
    return rows.filter(due_at__lt=at) if sought.late else rows


def _queue(by: Actor, tab: str) -> QuerySet[Matter]:
    rows = Matter.objects.filter(kind="application")
    if not by.is_staff:
        return rows.none()
    if tab == "review":
        return rows.filter(Exists(Task.objects.filter(part=OuterRef("pk"), done_at__isnull=True, department__in=by.departments(*WORKING))), open=True)
    rows = rows if sees_all(by) else rows.filter(holder__in=sorted(with_units(by.departments(*WORKING))))
    return {"due": rows.filter(open=True, due_at__isnull=False), "paused": rows.filter(open=True, due_at__isnull=True), "done": rows.filter(open=False)}[tab]


def to_do(by: Actor, at: datetime) -> tuple[int, bool]:
    """How many parts wait for the actor's offices, at most MOST_COUNTED, and whether one of them is late; for the menu."""
    if not by.departments(*WORKING):
        return 0, False
    units, own = sorted(with_units(by.departments(*WORKING))), sorted(by.departments(*WORKING))
    due = Matter.objects.filter(holder__in=units, kind="application", open=True, due_at__isnull=False).only("due_at").order_by("due_at")[:MOST_COUNTED]
    asked = Task.objects.filter(department__in=own, done_at__isnull=True).only("part").order_by("opened_at")[:MOST_COUNTED]
    mine, others = together(due, asked)
    waiting = {each.pk for each in mine} | {each.part_id for each in others}
    return min(len(waiting), MOST_COUNTED), any(each.due_at < at for each in mine[:1])


def items_in_charge(by: Actor) -> Sequence[tuple[UUID, str, str]]:
    """The items of which the actor has parts, for a filter: id and names."""
    rows = parts_in_charge(by).order_by("item").values_list("item", "name_zh", "name_en").distinct("item")
    return list(rows[:200])
