"""Assistance over the API: who the caller is to the city, mandates given and taken back, orders, and one operation for each action of the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from gongban.delivery.assistance.public import (
    ORDER,
    ORDER_ACTS,
    Asking,
    Giving,
    Sought,
    act,
    ask,
    done_for,
    give,
    held_mandates,
    lay_down,
    list_orders,
    my_mandates,
    my_orders,
    order_of,
    revoke,
)
from gongban.foundation.people.public import assurance_of
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.assistance import schemas
from gongban.web.api.assistance.schemas import (
    AssuranceOut,
    DeedsOut,
    Filters,
    MandateOut,
    OrderOut,
    OrdersOut,
)
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cursors import Paged, key_of, neighbours
from gongban.web.api.problems import CHANGING, READING

router = Router(tags=["assistance 帮代办"])


@router.get("/assurance", auth=known, response={200: AssuranceOut, **READING}, summary="我的身份级别 · how sure the city is of me", operation_id="read_assurance")
def read_assurance(request: HttpRequest, item: str = "") -> AssuranceOut:
    """The caller's level with its reason; for an enterprise, in the `item` named."""
    return schemas.assurance(assurance_of(caller(request), timezone.now(), item[:100]))


@router.get("/mandates/mine", auth=known, response={200: list[MandateOut], **READING}, summary="我给出的委托 · mandates that I gave", operation_id="list_my_mandates")
def list_my_mandates(request: HttpRequest) -> list[MandateOut]:
    """The caller's own mandates, the last first."""
    return [schemas.mandate(row) for row in my_mandates(caller(request), timezone.now())]


@router.get("/mandates/held", auth=known, response={200: list[MandateOut], **READING}, summary="我受托的 · mandates that I hold", operation_id="list_held_mandates")
def list_held_mandates(request: HttpRequest) -> list[MandateOut]:
    """The mandates by which the caller may act now."""
    return [schemas.mandate(row) for row in held_mandates(caller(request), timezone.now())]


@router.post(
    "/mandates", auth=known, response={201: MandateOut, **CHANGING}, summary="给出委托 · give a mandate", operation_id="give_mandate",
    openapi_extra={"requestBody": schema_of(Giving)},
)  # fmt: skip
def give_mandate(request: HttpRequest) -> Status[MandateOut]:
    """Let somebody act in named items until a day."""
    return Status(201, schemas.mandate(give(body_of(request), by=caller(request), at=timezone.now())))


@router.post("/mandates/{mandate}/revoke", auth=known, response={200: MandateOut, **CHANGING}, summary="收回委托 · take a mandate back", operation_id="revoke_mandate")
def revoke_mandate(request: HttpRequest, mandate: UUID) -> MandateOut:
    """From this moment nothing is seen or done by it."""
    return schemas.mandate(revoke(mandate, by=caller(request), at=timezone.now()))


@router.post("/mandates/{mandate}/leave", auth=known, response={200: MandateOut, **CHANGING}, summary="退回委托 · lay a mandate down", operation_id="leave_mandate")
def leave_mandate(request: HttpRequest, mandate: UUID) -> MandateOut:
    """The assistant gives it back."""
    return schemas.mandate(lay_down(mandate, by=caller(request), at=timezone.now()))


@router.get("/mandates/acts", auth=known, response={200: DeedsOut, **READING}, summary="谁替我办过 · who acted for me", operation_id="list_mandate_acts")
def list_mandate_acts(request: HttpRequest, response: HttpResponse, paged: Query[Paged]) -> dict[str, Any]:
    """Every step that was taken by the caller's mandates, the last first."""
    found = done_for(caller(request), timezone.now(), key=key_of(request, paged), size=paged.limit)
    return {"deeds": [schemas.deed(row) for row in found.rows], **neighbours(request, response, found.previous, found.next)}


@router.get("/orders/mine", auth=known, response={200: list[OrderOut], **READING}, summary="我的帮代办件 · my orders", operation_id="list_my_orders")
def list_my_orders(request: HttpRequest) -> list[OrderOut]:
    """The caller's own orders, the last first."""
    by = caller(request)
    return [schemas.order(row, by) for row in my_orders(by)]


@router.get("/orders", auth=staff, response={200: OrdersOut, **READING}, summary="帮代办件 · orders", operation_id="list_orders")
def list_desk_orders(request: HttpRequest, response: HttpResponse, filters: Query[Filters]) -> dict[str, Any]:
    """The orders that the caller may see now: those asked of their unit, and their own; none whose mandate is over."""
    by, sought = caller(request), Sought(filters.state[:12], filters.place[:8], words=filters.words[:40])
    found = list_orders(by, sought, at=timezone.now(), key=key_of(request, filters), size=filters.limit)
    return {"orders": [schemas.order(row, by) for row in found.rows], **neighbours(request, response, found.previous, found.next)}


@router.post(
    "/orders", auth=known, response={201: OrderOut, **CHANGING}, summary="申请帮代办 · ask for assistance", operation_id="ask_assistance",
    openapi_extra={"requestBody": schema_of(Asking)},
)  # fmt: skip
def ask_assistance(request: HttpRequest) -> Status[OrderOut]:
    """Ask for help, or let an assistant act: the mandate is given in the same step."""
    by = caller(request)
    return Status(201, schemas.order(ask(body_of(request), by=by, at=timezone.now()), by))


@router.get("/orders/{order}", auth=known, response={200: OrderOut, **READING}, summary="一个帮代办件 · one order", operation_id="read_order")
def read_order(request: HttpRequest, order: UUID) -> OrderOut:
    """One order for whoever may see it now."""
    by = caller(request)
    return schemas.order(order_of(order, by=by, at=timezone.now()), by)


def _operation(name: str) -> Callable[..., OrderOut]:
    def operation(request: HttpRequest, order: UUID) -> OrderOut:
        by, now = caller(request), timezone.now()
        return schemas.order(act(order, name, body_of(request), by=by, at=now), by)

    operation.__name__, operation.__doc__ = f"{name}_order", next(ORDER.rows(name)).reason
    return operation


def _register() -> None:
    for name, one in ORDER_ACTS.items():
        words = next(ORDER.rows(name)).label
        add = router.post(
            f"/orders/{{order}}/{name}", auth=known, response={200: OrderOut, **CHANGING}, summary=f"{words.zh} · {words.en}", operation_id=f"{name}_assistance_order",
            openapi_extra={"requestBody": schema_of(one.given)},
        )  # fmt: skip
        add(_operation(name))


_register()
