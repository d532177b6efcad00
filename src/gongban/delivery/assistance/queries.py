"""Reading mandates and orders: one's own, those of the desk with filters, one with its history, what an assistant did for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from gongban.delivery.assistance.covering import held_in_force
from gongban.delivery.assistance.giving import given_by
from gongban.delivery.assistance.lifecycle import ORDER
from gongban.delivery.assistance.models import Deed, Mandate, Order, Stage
from gongban.delivery.assistance.rights import desk_orders, own_orders, relations, unknown, visible
from gongban.foundation.paging import Slice, slice_of
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words

SIZE = 20


@dataclass(frozen=True)
class Sought:
    """What a list of orders is asked for; an empty value asks for everything."""

    state: str = ""
    place: str = ""
    item: str = ""
    words: str = ""


def my_mandates(by: Actor, at: datetime) -> list[Mandate]:
    """The mandates that somebody gave, the last first."""
    return list(given_by(by, at).select_related("assistant", "unit", "enterprise").order_by("-given_at", "-pk"))


def held_mandates(by: Actor, at: datetime) -> list[Mandate]:
    """The mandates by which somebody may act now."""
    return list(held_in_force(by, at).select_related("account", "unit", "enterprise").order_by("until", "pk"))


def mandate_of(pk: UUID, *, by: Actor, at: datetime) -> Mandate:
    """One mandate for whoever gave it, whoever holds it while it is in force, or the clerk who entered it. NotFound for everybody else."""
    rows = Mandate.objects.filter(pk=pk).select_related("assistant", "unit", "enterprise", "account")
    mine = Q(pk__in=given_by(by, at).values("pk")) | Q(pk__in=held_in_force(by, at).values("pk"))
    entered = Q(entered_by=by.account) if by.account and by.holds(Role.COUNTER) else Q(pk__in=[])
    found = rows.filter(mine | entered).first()
    if found is None:
        raise NotFound("mandate.not_found", Words("没有这项委托，或已经结束。", "There is no such mandate, or it is over."))
    return found


def done_for(by: Actor, at: datetime, *, key: str = "", size: int = SIZE) -> Slice[Deed]:
    """Everything that assistants did for somebody, the last first."""
    return slice_of(Deed.objects.filter(mandate__in=given_by(by, at)).select_related("mandate__assistant", "mandate__unit"), key, size, by="at")


def entered_by(by: Actor) -> list[Mandate]:
    """The mandates on paper that a clerk entered, the last first."""
    return list(Mandate.objects.filter(entered_by__in=[UUID(by.account)] if by.account else []).select_related("assistant", "unit").order_by("-given_at")[:SIZE])


def my_orders(by: Actor) -> list[Order]:
    """A person's orders, the last first."""
    return list(own_orders(by).select_related("unit", "assistant").order_by("-asked_at", "-pk")[:100])


def list_orders(by: Actor, sought: Sought, *, at: datetime, key: str = "", size: int = SIZE) -> Slice[Order]:
    """The orders that an assistant may see now and that fit, those changed last first."""
    rows = _sought(desk_orders(by, at), sought).select_related("unit", "assistant", "enterprise")
    return slice_of(rows, key, size, by="changed_at")


def counts(by: Actor, at: datetime) -> dict[str, int]:
    """How many orders there are in each state, in one query."""
    return desk_orders(by, at).aggregate(**{state.code: Count("pk", filter=Q(state=state.code)) for state in ORDER.states})


def waiting(by: Actor, at: datetime) -> int:
    """How many orders wait for the actor's unit or for themselves to accept them; for the menu."""
    return desk_orders(by, at).filter(state="asked").count() if by.holds(Role.ASSISTANT) else 0


def order_of(pk: UUID, *, by: Actor, at: datetime) -> Order:
    """One order for those who may see it now; NotFound for everybody else."""
    found = visible(by, at).select_related("unit", "assistant", "enterprise", "mandate", "account").filter(pk=pk).first()
    if found is None:
        raise unknown()
    return found


def stages_of(order: Order) -> list[Stage]:
    """What happened to an order that the caller has read, the oldest first."""
    return list(order.stages.select_related("by").order_by("at", "pk"))


def offered(order: Order, by: Actor) -> list[Transition]:
    """The actions that the actor can take on an order now."""
    held = relations(order, by)
    return [row for row in ORDER.from_state(order.state) if held.intersection(row.who) and "system" not in held]


def _sought(rows: QuerySet[Order], sought: Sought) -> QuerySet[Order]:
    fixed = {"state": sought.state, "place": sought.place, "item": sought.item}
    rows = rows.filter(**{name: value for name, value in fixed.items() if value})
    typed = sought.words.replace("\x00", "").strip()[:40]
    return rows.filter(number__icontains=typed.upper()) if typed else rows
