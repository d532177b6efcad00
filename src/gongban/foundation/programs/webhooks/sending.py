"""Sending deliveries: at least once each, in the order of a case's events, again after a while, until given up.

A receiver that does not answer (no connection, 5xx, 429) lets the whole subscription rest, longer each time; one that
refuses (4xx) holds up only the case concerned. After twenty failures in a row the subscription pauses itself; what
happens meanwhile waits. 410 pauses it at once.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event as Stop
from typing import Any

from django.db import connections
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from gongban.foundation.journal.public import Event
from gongban.foundation.programs.models import Delivery, Subscription
from gongban.foundation.programs.webhooks.announcing import what_is_seen
from gongban.foundation.programs.webhooks.reaching import Unreached, post
from gongban.foundation.programs.webhooks.signing import signed
from gongban.foundation.programs.webhooks.subscribing import change_standing, owner_of, secret_of
from gongban.foundation.programs.webhooks.terms import (
    KEPT,
    LOST,
    PAUSED_AFTER,
    PING,
    RESTS,
    WAITS,
    Standing,
    State,
)
from gongban.kernel.actors import SYSTEM

AT_ONCE = 4
BATCH = 100
TURN = 60  # seconds that one subscription may take before all are looked at again; well below LOST
UNDER_WAY = (State.WAITING, State.SENDING)
BUSY = (429, 500, 502, 503, 504)
GONE = 410
log = logging.getLogger(__name__)
Run = Callable[[Callable[[Subscription], int], Iterable[Subscription]], Iterable[int]]


def send_due(at: datetime, run: Run = map) -> int:
    """Send what is due, each subscription in its own order; return how many tries were made."""
    Delivery.objects.filter(state=State.SENDING, claimed_at__lt=at - LOST).update(state=State.WAITING, next_try_at=at)
    resting = Q(rests_until__gt=at)
    due = Delivery.objects.filter(subscription=OuterRef("pk"), state=State.WAITING, next_try_at__lte=at)
    rows = Subscription.objects.filter(Exists(due), standing=Standing.ACTIVE).exclude(resting).select_related("account", "token__account")
    return sum(run(lambda row: _send_all(row, at), list(rows)))


def send_forever(stop: Stop, every: float = 1.0) -> None:
    """The sending loop of the worker process, until `stop` is set; a slow receiver does not hold up the others."""
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhooks") as pool:
        while not stop.is_set():
            if not send_due(timezone.now(), pool.map):
                stop.wait(every)


def forget_deliveries(*, at: datetime) -> int:
    """Delete deliveries older than thirty days; return how many."""
    return Delivery.objects.filter(made_at__lt=at - KEPT).delete()[0]


def _send_all(row: Subscription, at: datetime) -> int:
    """Send what is due for one subscription, until it has to rest; return how many tries were made."""
    tries, until = 0, time.monotonic() + TURN
    try:
        while tries < BATCH and time.monotonic() < until and (delivery := _next(row, at)):
            tries += 1
            if not _send(row, delivery, at):
                break
    except Exception:  # one subscription must not stop the others
        log.exception("a delivery failed and will be tried again")
    finally:
        _let_go()
    return tries


def _next(row: Subscription, at: datetime) -> Delivery | None:
    """The next delivery that is due and before which no other of its case waits, claimed for this process."""
    before = Delivery.objects.filter(subscription=row, matter=OuterRef("matter"), seq__lt=OuterRef("seq"), state__in=UNDER_WAY)
    rows = Delivery.objects.filter(subscription=row, state=State.WAITING, next_try_at__lte=at)
    for pk in rows.exclude(Exists(before)).order_by("made_at", "pk").values_list("pk", flat=True)[:AT_ONCE]:
        # 只有一个进程能领到 · only one process gets it
        if Delivery.objects.filter(pk=pk, state=State.WAITING).update(state=State.SENDING, claimed_at=at, tries=F("tries") + 1):
            return Delivery.objects.get(pk=pk)
    return None


def _send(row: Subscription, delivery: Delivery, at: datetime) -> bool:
    """One try; return whether the subscription may go on."""
    if owner_of(row, at) is None:
        _end(delivery, State.DROPPED, at, error="owner")
        change_standing(row, Standing.ENDED, by=SYSTEM, at=at, because="owner")
        return False
    if not _still_seen(row, delivery):
        _end(delivery, State.DROPPED, at, error="rights")
        return True
    try:
        status = post(row.url, *_letter(row, delivery))
    except Unreached as fault:
        return _failed(row, delivery, at, None, fault.code)
    if 200 <= status < 300:
        _end(delivery, State.SENT, at, status=status)
        Subscription.objects.filter(pk=row.pk).update(failures=0, rests_until=None)
        return True
    return _failed(row, delivery, at, status, "")


def _still_seen(row: Subscription, delivery: Delivery) -> bool:
    """Whether the owner may still know of it: a role may have ended since it was written."""
    if delivery.kind == PING:
        return True
    event = Event.objects.filter(pk=delivery.event).first()
    return event is not None and what_is_seen(row, event) is not None


def _letter(row: Subscription, delivery: Delivery) -> tuple[bytes, dict[str, str]]:
    body = json.dumps({"id": str(delivery.pk), **delivery.body}, ensure_ascii=False).encode()
    headers = signed(str(delivery.pk), body, secret_of(row), row.suite, timezone.now())
    return body, {"Content-Type": "application/json", "User-Agent": "Gongban-Webhooks/1", **headers}


def _failed(row: Subscription, delivery: Delivery, at: datetime, status: int | None, error: str) -> bool:
    Subscription.objects.filter(pk=row.pk).update(failures=F("failures") + 1)
    row.refresh_from_db(fields=["failures"])
    silent = status is None or status in BUSY
    facts: dict[str, Any] = {"status": status, "error": error}
    # 对方整个没有回应时不放弃某一次推送 · while nothing at all is answered, no single delivery is given up
    if delivery.tries > len(WAITS) and not (silent and row.failures >= delivery.tries):
        _end(delivery, State.FAILED, at, **facts)
    else:
        _change(delivery, state=State.WAITING, next_try_at=at + WAITS[min(delivery.tries, len(WAITS)) - 1], **facts)
    return _goes_on(row, at, status, silent)


def _goes_on(row: Subscription, at: datetime, status: int | None, silent: bool) -> bool:
    """Pause a subscription whose receiver is gone, let one rest whose receiver is silent; return whether it may go on now."""
    if status == GONE or row.failures >= PAUSED_AFTER:
        change_standing(row, Standing.PAUSED, by=SYSTEM, at=at, because="gone" if status == GONE else "failures")
        return False
    if silent:
        Subscription.objects.filter(pk=row.pk).update(rests_until=at + RESTS[min(row.failures, len(RESTS)) - 1])
    return not silent


def _end(delivery: Delivery, state: State, at: datetime, **facts: Any) -> None:
    _change(delivery, state=state, ended_at=at, next_try_at=None, **facts)


def _change(delivery: Delivery, **facts: Any) -> None:
    # 只改仍由自己占有的行 · only a row that is still ours
    Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, claimed_at=delivery.claimed_at).update(**facts)


def _let_go() -> None:
    """Close a connection that the database has ended, so that the next round opens a new one; never inside a transaction."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
