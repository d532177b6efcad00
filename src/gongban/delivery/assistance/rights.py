"""Who may see an order, and in which relation somebody stands to it: decided in the query, so that lists and pages agree.

An assistant sees what the own unit has been asked for, and what they hold themselves while it is open and, where they act
for somebody, while the mandate is in force: the moment it ends there is nothing to be seen.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from gongban.delivery.assistance.covering import held_in_force
from gongban.delivery.assistance.lifecycle import OVER
from gongban.delivery.assistance.models import Order
from gongban.delivery.assistance.terms import Kind
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words


def own_orders(by: Actor) -> QuerySet[Order]:
    """The orders of a person, or of the enterprise for which they act."""
    if by.kind != "resident" or not by.account:
        return Order.objects.none()
    return Order.objects.filter(enterprise=by.enterprise) if by.enterprise else Order.objects.filter(account=UUID(by.account), enterprise__isnull=True)


def desk_orders(by: Actor, at: datetime) -> QuerySet[Order]:
    """The orders that an assistant may see now."""
    units = by.departments(Role.ASSISTANT) if by.is_staff else frozenset()
    if not units:
        return Order.objects.none()
    by_mandate = Q(kind=Kind.ACT.value, mandate__in=held_in_force(by, at).values("pk"))
    mine = Q(assistant=by.account) & (Q(kind=Kind.HELP.value) | by_mandate)
    free = Q(assistant__isnull=True, state="asked")
    return Order.objects.filter(Q(unit__in=units) & (mine | free))


def visible(by: Actor, at: datetime) -> QuerySet[Order]:
    """Every order that the actor may see now."""
    if by.kind == "system":
        return Order.objects.all()
    return desk_orders(by, at) if by.is_staff else own_orders(by)


def relations(order: Order, by: Actor) -> frozenset[str]:
    """Every relation in which an actor who sees an order stands to it, as the lifecycle table names them."""
    if by.kind == "system":
        return frozenset({"system"})
    if not by.is_staff:
        return frozenset({"principal"})
    found = {"unit"} if order.unit_id in by.departments(Role.ASSISTANT) and order.state == "asked" else set()
    return frozenset(found | ({"holder"} if str(order.assistant_id) == by.account else set()))


def shows_person(order: Order, by: Actor) -> bool:
    """Whether contact, address and words are shown: to whoever holds the order while it is open."""
    return not by.is_staff or (str(order.assistant_id) == by.account and order.state not in OVER)


def unknown() -> NotFound:
    """There is no such order, or not for this person."""
    return NotFound("assistance.not_found", Words("没有找到这个帮代办件。", "There is no such assistance order."))
