"""Webhooks over the API: which events there are, subscribing, pausing, ending, deliveries and sending one again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from gongban.foundation.paging import slice_of
from gongban.foundation.programs.public import (
    Delivery,
    Standing,
    Subscription,
    Wish,
    change_standing,
    kinds_for,
    ping,
    send_again,
    subscribe,
    subscriptions_of,
)
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words
from gongban.web.api.acting import caller, known, token_of
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import Page, Paged, key_of, neighbours
from gongban.web.api.problems import CHANGING, READING, Said

router = Router(tags=["webhooks 事件推送"])
WHAT = {"pause": Standing.PAUSED, "resume": Standing.ACTIVE, "end": Standing.ENDED}


class SubscriptionOut(Schema):
    """A subscription; `standing` is active, paused or ended, `because` says why it is not active."""

    id: UUID
    name: str
    url: str
    kinds: list[str]
    departments: list[str]
    standing: str
    because: str
    failures: int
    suite: str
    created_at: datetime


class MadeOut(SubscriptionOut):
    """A new subscription with its secret, which is shown only now."""

    secret: str


class SubscriptionPage(Page):
    items: list[SubscriptionOut]


class DeliveryOut(Schema):
    """A delivery: `state` is waiting, sending, sent, failed or dropped; `status` of the last answer, `error` where none came."""

    id: UUID
    kind: str
    body: dict[str, Any]
    state: str
    tries: int
    made_at: datetime
    next_try_at: datetime | None
    ended_at: datetime | None
    status: int | None
    error: str


class DeliveryPage(Page):
    items: list[DeliveryOut]


class Chosen(Paged):
    state: str = ""


@router.get("/kinds", auth=known, response={200: list[Worded], **READING}, summary="可订阅的事件 · events to subscribe to", operation_id="list_webhook_kinds")
def list_kinds(request: HttpRequest) -> list[Worded]:
    """The kinds of event that the caller may hear of."""
    return [Worded(code=one.kind, words=Said(zh=one.words.zh, en=one.words.en)) for one in kinds_for(caller(request))]


@router.get("", auth=known, response={200: SubscriptionPage, **READING}, summary="我的订阅 · my subscriptions", operation_id="list_webhooks")
def list_webhooks(request: HttpRequest, response: HttpResponse, paged: Query[Paged]) -> SubscriptionPage:
    """The subscriptions made with this token; without one those of the account."""
    found = slice_of(subscriptions_of(caller(request), token_of(request)), key_of(request, paged), paged.limit, by="created_at")
    return SubscriptionPage(items=[SubscriptionOut(**_facts(row)) for row in found.rows], **neighbours(request, response, found.previous, found.next))


@router.post(
    "", auth=known, response={201: MadeOut, **CHANGING}, summary="订阅 · subscribe", operation_id="make_webhook",
    openapi_extra={"requestBody": schema_of(Wish)},
)  # fmt: skip
def make_webhook(request: HttpRequest) -> Status[MadeOut]:
    """Subscribe an address to events; deliveries are signed as the Standard Webhooks specification says."""
    wish = Wish.read(body_of(request))
    made, secret = subscribe(wish, by=caller(request), at=timezone.now(), token=token_of(request))
    return Status(201, MadeOut(**_facts(made), secret=secret))


@router.get("/{webhook}", auth=known, response={200: SubscriptionOut, **READING}, summary="一个订阅 · one subscription", operation_id="read_webhook")
def read_webhook(request: HttpRequest, webhook: UUID) -> SubscriptionOut:
    """One subscription."""
    return SubscriptionOut(**_facts(_own(request, webhook)))


@router.post("/{webhook}/ping", auth=known, response={200: DeliveryOut, **CHANGING}, summary="试一试 · try the receiver", operation_id="ping_webhook")
def ping_webhook(request: HttpRequest, webhook: UUID) -> DeliveryOut:
    """Send an empty delivery of the kind "ping"."""
    return _delivery(ping(_own(request, webhook), at=timezone.now()))


@router.get(
    "/{webhook}/deliveries", auth=known, response={200: DeliveryPage, **READING}, summary="推送记录 · deliveries", operation_id="list_deliveries"
)
def list_deliveries(request: HttpRequest, response: HttpResponse, webhook: UUID, chosen: Query[Chosen]) -> DeliveryPage:
    """The deliveries of a subscription, the newest first; those of the last thirty days are kept."""
    rows = Delivery.objects.filter(subscription=_own(request, webhook))
    found = slice_of(rows.filter(state=chosen.state) if chosen.state else rows, key_of(request, chosen), chosen.limit, by="made_at")
    return DeliveryPage(items=[_delivery(row) for row in found.rows], **neighbours(request, response, found.previous, found.next))


@router.post(
    "/{webhook}/deliveries/{delivery}/replay", auth=known, response={200: DeliveryOut, **CHANGING}, summary="重发 · send again",
    operation_id="replay_delivery",
)  # fmt: skip
def replay(request: HttpRequest, webhook: UUID, delivery: UUID) -> DeliveryOut:
    """Send a delivery again under its own id."""
    return _delivery(send_again(delivery, _own(request, webhook), by=caller(request), at=timezone.now()))


@router.post("/{webhook}/{what}", auth=known, response={200: SubscriptionOut, **CHANGING}, summary="暂停、恢复、结束 · pause, resume, end", operation_id="change_webhook")
def change_webhook(request: HttpRequest, webhook: UUID, what: str) -> SubscriptionOut:
    """`what` is pause (what happens meanwhile waits), resume or end."""
    row = _own(request, webhook)
    if what not in WHAT:
        raise NotFound()
    return SubscriptionOut(**_facts(change_standing(row, WHAT[what], by=caller(request), at=timezone.now())))


def _own(request: HttpRequest, webhook: UUID) -> Subscription:
    found = subscriptions_of(caller(request), token_of(request)).filter(pk=webhook).first()
    if found is None:
        raise NotFound("webhook.not_found", Words("没有这个订阅。", "There is no such subscription."))
    return found


def _facts(row: Subscription) -> dict[str, Any]:
    names = ("name", "url", "kinds", "departments", "standing", "because", "failures", "suite", "created_at")
    return {"id": row.pk, **{name: getattr(row, name) for name in names}}


def _delivery(row: Delivery) -> DeliveryOut:
    names = ("kind", "body", "state", "tries", "made_at", "next_try_at", "ended_at", "status", "error")
    return DeliveryOut(id=row.pk, **{name: getattr(row, name) for name in names})
