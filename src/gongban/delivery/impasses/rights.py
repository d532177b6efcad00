"""Who may see what could not be done, and in which relation somebody stands to it: decided in the query."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongban.delivery.impasses.models import Impasse
from gongban.foundation.people.public import has_service_office
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

OFFICE = (Role.HANDLER, Role.REVIEWER, Role.DEPARTMENT_HEAD, Role.DISPATCHER, Role.SUPERVISOR)
HELPING = (Role.HANDLER, Role.REVIEWER, Role.DEPARTMENT_HEAD)
DESK = (*OFFICE, Role.OPERATOR, Role.COUNTER)


def of_office(by: Actor) -> bool:
    """Whether the actor works in the service office on these matters."""
    return by.is_staff and has_service_office(by.departments(*OFFICE))


def takes_for_office(by: Actor) -> bool:
    """Whether the actor takes entries down for the service office, at the hotline too."""
    return by.is_staff and has_service_office(by.departments(*DESK))


def own_impasses(by: Actor) -> QuerySet[Impasse]:
    """The actor's own: their account's, or the one that they proved by its code."""
    if by.is_staff or by.kind == "system":
        return Impasse.objects.none()
    q = Q(pk__in=[])
    if by.account:
        q |= Q(account=by.account)
    if by.party:
        q |= Q(pk=by.party)
    return Impasse.objects.filter(q)


def visible(by: Actor) -> QuerySet[Impasse]:
    """All for the service office; for others what they took, and what their department is asked to help with; one's own."""
    if by.kind == "system" or of_office(by):
        return Impasse.objects.all()
    if by.is_staff:
        return Impasse.objects.filter(Q(taken_by=by.account) | Q(coordinator__in=by.departments(*HELPING)))
    return own_impasses(by)


def relations(row: Impasse, by: Actor) -> frozenset[str]:
    """Every relation in which the actor stands, as the lifecycle table names them."""
    if by.kind == "system":
        return frozenset({"system"})
    facts = {
        "person": own_impasses(by).filter(pk=row.pk).exists(),
        "office": of_office(by),
        "coordinator": by.is_staff and row.coordinator_id in by.departments(*HELPING),
    }
    return frozenset(name for name, holds in facts.items() if holds)


def unknown() -> NotFound:
    """There is no such entry, or not for this person."""
    return NotFound("impasse.not_found", Words("没有找到这件登记，编号或链接可能不完整。", "There is no such entry. The number or link may be incomplete."))
