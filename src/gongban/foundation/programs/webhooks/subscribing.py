"""Subscribing an address to events, pausing, resuming and ending it, and sending a delivery again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.keys import ring
from gongban.foundation.people.public import ApiToken, actor_by, actor_of, still_works
from gongban.foundation.programs.events import SentAgain, StandingChanged, Subscribed
from gongban.foundation.programs.models import Delivery, Subscription
from gongban.foundation.programs.webhooks.reaching import check_url
from gongban.foundation.programs.webhooks.signing import new_secret
from gongban.foundation.programs.webhooks.terms import ANNOUNCED, PING, Standing, State
from gongban.foundation.renewal import Column, protects
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.identifiers import uuid7
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

SECRET = "programs.secret"
MOST = 20
protects(Column("programs.Subscription", "secret", SECRET))


class Wish(Input):
    """What somebody subscribes to."""

    name: str = asked("名称", "Name", max_length=80)
    url: str = asked("网址", "Address", max_length=500)
    kinds: list[str] = asked("事件", "Events", widget="checklist", min_length=1, max_length=60)
    departments: list[str] = asked("部门", "Departments", widget="departments", default=[], max_length=60)


def subscribe(wish: Wish, *, by: Actor, at: datetime, token: ApiToken | None = None) -> tuple[Subscription, str]:
    """A new subscription and its secret, which is shown once. It sees what its owner may see, no more.

    Made with a token it ends with the token. Refusal "webhook.*" names what does not fit.
    """
    account = _account(by)
    _check(wish, by)
    check_url(wish.url)
    secret = new_secret()
    with transaction.atomic():
        if Subscription.objects.filter(account=UUID(account)).exclude(standing=Standing.ENDED).count() >= MOST:
            raise Conflict("webhook.too_many", Words("订阅已有 {most} 个，请先结束不用的。", "There are {most} subscriptions. End one first.").format(most=MOST))
        made = Subscription.objects.create(
            account_id=account, token=token, name=wish.name, url=wish.url, kinds=sorted(set(wish.kinds)), departments=sorted(set(wish.departments)),
            secret=ring().encrypt(secret, SECRET), suite=settings.GONGBAN_SUITE, standing=Standing.ACTIVE, created_at=at, changed_at=at,
        )  # fmt: skip
        record(Entry(Subscribed(str(made.pk), made.kinds, made.departments), by, at))
    return made, secret


def subscriptions_of(by: Actor, token: ApiToken | None = None) -> QuerySet[Subscription]:
    """The subscriptions that one may look after: those of the token; else all of the account; all for an administrator."""
    rows = Subscription.objects.select_related("account", "token__account").order_by("-created_at", "-pk")
    if token:
        return rows.filter(token=token)
    if by.holds(Role.ADMINISTRATOR):
        return rows
    return rows.filter(account=UUID(by.account)) if by.account else rows.none()


def change_standing(row: Subscription, standing: Standing, *, by: Actor, at: datetime, because: str = "owner") -> Subscription:
    """Pause, resume or end a subscription; one that has ended stays so."""
    with transaction.atomic():
        kept = Subscription.objects.select_for_update().get(pk=row.pk)
        if kept.standing == Standing.ENDED:
            raise Conflict("webhook.ended", Words("这个订阅已经结束，请新建一个。", "This subscription has ended. Make a new one."))
        if kept.standing != standing:
            kept.standing, kept.because, kept.changed_at = standing, "" if standing == Standing.ACTIVE else because, at
            kept.failures, kept.rests_until = 0, None
            kept.save(update_fields=["standing", "because", "changed_at", "failures", "rests_until"])
            record(Entry(StandingChanged(str(kept.pk), standing, kept.because), by, at))
    return kept


def ping(row: Subscription, *, at: datetime) -> Delivery:
    """Send a delivery of the kind "ping" with nothing in it, to try the receiver."""
    pk = uuid7()
    return Delivery.objects.create(
        pk=pk, subscription=row, event=pk, kind=PING, body={"type": PING, "timestamp": at.isoformat(), "data": {}}, state=State.WAITING,
        made_at=at, next_try_at=at,
    )  # fmt: skip


def send_again(delivery: UUID, row: Subscription, *, by: Actor, at: datetime) -> Delivery:
    """Send a delivery of this subscription again, under its own id, whatever became of it."""
    with transaction.atomic():
        found = Delivery.objects.select_for_update().filter(pk=delivery, subscription=row).first()
        if found is None:
            raise NotFound("webhook.no_delivery", Words("没有这次推送。", "There is no such delivery."))
        if found.state in (State.WAITING, State.SENDING):
            raise Conflict("webhook.under_way", Words("这次推送还在进行，请稍候。", "This delivery is still under way."))
        found.state, found.tries, found.next_try_at, found.ended_at = State.WAITING, 0, at, None
        found.save(update_fields=["state", "tries", "next_try_at", "ended_at"])
        record(Entry(SentAgain(str(found.pk)), by, at))
    return found


def owner_of(row: Subscription, at: datetime) -> Actor | None:
    """The actor by whose rights a subscription hears of things; None once its token or account has ended."""
    if not row.account.is_active or (row.token is not None and not still_works(row.token, at)):
        return None
    by = actor_by(row.token, at=at) if row.token else actor_of(row.account, at=at)
    if row.departments:
        by = replace(by, roles=frozenset((role, code) for role, code in by.roles if code in row.departments))
    return by


def secret_of(row: Subscription) -> str:
    """The secret with which deliveries are signed; never shown again."""
    return ring().decrypt(row.secret, SECRET)


def kinds_for(by: Actor) -> list[Any]:
    """The kinds of event that one may subscribe to, in order."""
    return sorted((one for one in ANNOUNCED.values() if by.is_staff or not one.for_staff), key=lambda one: one.kind)


def _account(by: Actor) -> str:
    if not by.account:
        raise Refusal("request.sign_in", Words("请先登录，或给出令牌。", "Sign in, or give a token."), status=401)
    return by.account


def _check(wish: Wish, by: Actor) -> None:
    _known("kinds", wish.kinds, [one.kind for one in kinds_for(by)], Words("没有可订阅的事件“{name}”。", "There is no event “{name}” to subscribe to."))
    own = sorted(by.departments())
    _known("departments", wish.departments, own, Words("您在部门“{name}”没有岗位，不能订阅它的事件。", "You hold no role in “{name}”."))


def _known(field: str, given: Iterable[str], known: Sequence[str], said: Words) -> None:
    for name in given:
        if name not in known:
            raise Refusal(f"webhook.{field}", said.format(name=name[:60]), field=field, status=422)
