"""Inviting somebody to rate: after a part of an application, once (一事一评); at a counter, once a visit (一次一评)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongban.delivery.outlets.public import OnDuty, duty_of
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Department
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words
from gongban.outcome.ratings.events import RatingInvited
from gongban.outcome.ratings.services.models import Invitation
from gongban.outcome.ratings.services.rules import ends_at, is_switched_on
from gongban.outcome.ratings.services.terms import Handling, Subject


def invite(kind: Subject, subject: UUID, handling: Handling, *, by: Actor, at: datetime) -> Invitation | None:
    """Invite to rate what was handled; the same subject again gives the former invitation. None where the city has switched ratings off."""
    if not is_switched_on(at):
        return None
    with transaction.atomic():
        made, new = Invitation.objects.get_or_create(kind=kind.value, subject=subject, defaults=_columns(kind, handling, at))
        if new:
            what = RatingInvited(made.pk, kind.value, made.item, made.department_id, made.outlet, made.channel)
            record(Entry(what, by, at, organisation=made.department_id, place=made.outlet))
    return made


def open_visit(handling: Handling, *, subject: UUID | None = None, by: Actor, at: datetime) -> Invitation:
    """A visit at the counter where the actor serves now, to be rated by its QR code; the same `subject` again is the same visit.

    Conflict "rating.no_counter" for who serves at none, or where the city has switched ratings off.
    """
    if not by.is_staff:
        raise Forbidden("rating.staff_only", Words("由窗口工作人员打开。", "This is opened by staff at a counter."))
    duty = duty_of(by, at)
    if duty is None:
        raise Conflict("rating.no_counter", Words("请先说明您现在在哪个窗口。", "First say at which counter you are."))
    made = invite(Subject.VISIT, subject or uuid7(), _at_counter(handling, duty, by), by=by, at=at)
    if made is None:
        raise Conflict("rating.switched_off", Words("本市没有开通好差评。", "This city has not opened ratings of services."))
    return made


def visit_of(pk: UUID, *, by: Actor) -> Invitation:
    """A visit that the actor opened, for its QR code; NotFound for any other."""
    found = Invitation.objects.select_related("rating").filter(pk=pk, kind=Subject.VISIT.value, handler=UUID(by.account)).first() if by.account and by.is_staff else None
    if found is None:
        raise NotFound("rating.not_found", Words("没有找到这次到窗口的评价。", "There is no such visit."))
    return found


def _at_counter(handling: Handling, duty: OnDuty, by: Actor) -> Handling:
    """The handling at this counter; whose visit it is stays open: the code in the QR is enough."""
    department = handling.department or min(by.departments().intersection(duty.outlet.departments))
    return Handling(
        handling.item, handling.name, department, handling.version, handling.number, duty.outlet.code, duty.counter.code, "counter", handling.account,
        UUID(by.account) if by.account else None,
    )  # fmt: skip


def _columns(kind: Subject, handling: Handling, at: datetime) -> dict[str, object]:
    if not Department.objects.filter(pk=handling.department).exists():
        raise NotFound("rating.department", Words("没有这个办理单位。", "There is no such department."))
    return {
        "number": handling.number, "item": handling.item, "item_zh": handling.name.zh, "item_en": handling.name.en, "version": handling.version,
        "department_id": handling.department, "outlet": handling.outlet, "counter": handling.counter, "channel": handling.channel, "account_id": handling.account,
        "handler_id": handling.handler, "opened_at": at, "ends_at": ends_at(kind, at),
    }  # fmt: skip
