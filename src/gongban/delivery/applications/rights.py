"""Who stands in which relation to an application or a part, and which one may see: decided in the query, for lists, counts, search and exports alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.utils import timezone

from gongban.delivery.applications.assisting import mandated
from gongban.delivery.applications.authority import within
from gongban.delivery.applications.counters import at_counter
from gongban.delivery.applications.models import Application, Part, Signature, Task
from gongban.delivery.applications.terms import Stage
from gongban.foundation.people.public import agency_of, has_service_office, with_units
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

WORKING = (Role.HANDLER, Role.REVIEWER, Role.DEPARTMENT_HEAD)
HEADING = (Role.REVIEWER, Role.DEPARTMENT_HEAD)


def own_applications(by: Actor, at: datetime | None = None) -> QuerySet[Application]:
    """Those of a person, or of the enterprise for which they act, as far as their authority reaches (`at`: now); none for others."""
    return Application.objects.filter(_own(by, at or timezone.now()))


def _own(by: Actor, at: datetime) -> Q:
    if by.kind != "resident" or by.account is None:
        return Q(pk__in=[])
    return Q(within(agency_of(by, at=at)), enterprise=by.enterprise) if by.enterprise else Q(account=by.account, enterprise__isnull=True)


def seen_applications(by: Actor, at: datetime | None = None) -> QuerySet[Application]:
    """Every application, drafts too, that the actor may open: as applicant, signer, at the counter, or assistant under a mandate in force (`at`: now)."""
    if by.kind == "system":
        return Application.objects.all()
    if by.account is None:
        return Application.objects.none()
    now = at or timezone.now()
    return Application.objects.filter((_staff(by, now) if by.is_staff else _resident(by, now)) | mandated(by, now))


def fillable_applications(by: Actor, at: datetime) -> QuerySet[Application]:
    """What the actor may fill in and act for: their own, what they take in at a counter, and what a mandate lets them do. Who only signs reads."""
    if by.account is None:
        return Application.objects.none()
    own = _own(by, at) if not by.is_staff else Q(clerk=by.account) if by.holds(Role.COUNTER) else Q(pk__in=[])
    return Application.objects.filter(own | mandated(by, at, acts=True))


def _resident(by: Actor, at: datetime) -> Q:
    return _own(by, at) | Q(_is_one_of(Signature.objects.filter(Q(account=by.account)).values("application")))


def _is_one_of(ids: QuerySet[Any, Any]) -> Func:
    """Whether an application is one of these, asked as of an array: so the database finds both branches of an OR by an index; with IN it reads all rows."""
    return Func(F("pk"), ArraySubquery(ids), template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())


def _staff(by: Actor, at: datetime) -> Q:
    """At a counter one sees what concerns it; offices see submitted applications by their parts."""
    return at_counter(by, at) | Q(Exists(parts_in_charge(by).filter(application=OuterRef("pk"))), stage=Stage.SUBMITTED)


def parts_in_charge(by: Actor) -> QuerySet[Part]:
    """The parts that a member of staff works on: decided in their unit or one below, or waiting for its opinion; all for those who watch the whole city."""
    if not by.is_staff:
        return Part.objects.none()
    return Part.objects.all() if sees_all(by) else parts_worked_on(by)


def parts_worked_on(by: Actor) -> QuerySet[Part]:
    """The parts that are decided in a unit of the actor or one below, or wait or waited for its opinion; without those whom one only watches."""
    units = with_units(by.departments(*WORKING)) if by.is_staff else set()
    return Part.objects.filter(Q(department__in=units) | Q(Exists(Task.objects.filter(part=OuterRef("pk"), department__in=units))))


def visible(by: Actor, at: datetime | None = None) -> QuerySet[Part]:
    """Every part that the actor may see (`at`: now)."""
    if by.kind == "system":
        return Part.objects.all()
    if not by.is_staff:
        return Part.objects.filter(application__in=seen_applications(by, at).filter(stage=Stage.SUBMITTED).values("pk"))
    if not (by.holds(Role.COUNTER) or by.holds(Role.ASSISTANT)):
        return parts_in_charge(by)
    now = at or timezone.now()
    taken = Application.objects.filter(at_counter(by, now) | mandated(by, now), stage=Stage.SUBMITTED)
    return parts_in_charge(by) | Part.objects.filter(application__in=taken.values("pk"))


def sees_all(by: Actor) -> bool:
    """Whether the actor watches over all offices: supervision and the head of the service office."""
    return by.holds(Role.SUPERVISOR) or has_service_office(by.departments(Role.DEPARTMENT_HEAD))


def relations(part: Part, by: Actor, at: datetime | None = None) -> frozenset[str]:
    """Every relation in which the actor stands to a part, as the lifecycle table names them (`at`: now)."""
    if by.kind == "system":
        return frozenset({"system"})
    facts = _staff_relations(part, by, at or timezone.now()) if by.is_staff else {"applicant": own_applications(by, at).filter(pk=part.application_id).exists()}
    if not facts.get("applicant") and (not by.is_staff or by.holds(Role.ASSISTANT)):
        facts["assistant"] = Application.objects.filter(mandated(by, at or timezone.now(), acts=True), pk=part.application_id).exists()
    return frozenset(name for name, holds in facts.items() if holds)


def _staff_relations(part: Part, by: Actor, at: datetime) -> dict[str, bool]:
    here = {part.department_id}
    return {
        "owner": bool(by.departments(*WORKING) & here),
        "owner_head": bool(by.departments(*HEADING) & here),
        "reviewing": part.tasks.filter(department__in=by.departments(*WORKING)).exists(),
        "counter": by.holds(Role.COUNTER) and Application.objects.filter(at_counter(by, at), pk=part.application_id).exists(),
    }


def unknown() -> NotFound:
    """There is no such application, or not for this person."""
    return NotFound("application.not_found", Words("没有找到这个申请。", "There is no such application."))
