"""Reading applications: a person's own, one application with its progress, one part with what may be done with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from gongban.delivery.applications.assisting import mandated
from gongban.delivery.applications.contents import DETAILS, opened
from gongban.delivery.applications.lifecycle import PART
from gongban.delivery.applications.models import Application, Part, Signature
from gongban.delivery.applications.rights import (
    relations,
    seen_applications,
    unknown,
    visible,
)
from gongban.delivery.applications.terms import Stage
from gongban.foundation.paging import Slice, slice_of
from gongban.kernel.actors import Actor, Role
from gongban.kernel.lifecycle import Transition

SIZE = 20


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
