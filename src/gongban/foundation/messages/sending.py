"""Sending: claim the row, hand the letter over, mark the row. Three steps, so that two workers never send one twice.

A process that dies between handing over and marking leaves the row `sending`. After ten minutes the sweep decides:
over a carrier that refuses a key it knows, the letter is tried again with the same key; over any other (e-mail)
the row becomes `unsure` and is not sent again by itself: a person may look, nobody is told twice.
"""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Q

from gongban.foundation.keys import ring
from gongban.foundation.messages.carriers import carrier_of
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.telling import ADDRESS, VALUES
from gongban.foundation.messages.templates import template_of, written
from gongban.foundation.messages.terms import CarryError, Letter, State, TryLater, Way

WAITS = (1, 5, 30, 120, 720)  # minutes before the second, third ... try
LOST = timedelta(minutes=10)
log = logging.getLogger(__name__)


def deliver(message: UUID | str, *, at: datetime) -> State | None:
    """Send one message if it is due and nobody else holds it; return its new state, None if nothing was done."""
    row = _claim(message, at)
    if row is None:
        return None
    if row.lapses_at and row.lapses_at <= at:
        return _mark(row, State.LAPSED)
    try:
        carrier_of(row.way).carry(letter_of(row))
    except CarryError as fault:
        return _failed(row, fault, at)
    except Exception as fault:  # a carrier's own mistake must not stop the others
        log.exception("a message could not be carried")
        return _failed(row, TryLater(type(fault).__name__), at)
    return _sent(row, at)


def letter_of(row: Message) -> Letter:
    """The letter that a row stands for, in the person's language."""
    values = json.loads(ring().decrypt(row.values, VALUES)) if row.values else {}
    subject, text, path = written(template_of(row.template), values, row.language)
    to = ring().decrypt(row.address, ADDRESS) if row.address else row.inbox
    url = settings.PUBLIC_URL + path if path else ""
    return Letter(row.key, to, row.template, subject, text, values, path, url, row.tries)


def sweep(*, at: datetime, most: int = 500) -> int:
    """Send what is due again, and decide about what a dead process left behind; return how many rows were touched."""
    left = Message.objects.filter(state=State.SENDING, claimed_at__lt=at - LOST)
    for row in left[:most]:
        carrier = carrier_of(row.way)
        _change(row, state=State.WAITING if carrier.idempotent else State.UNSURE, next_try_at=at if carrier.idempotent else None)
    due = Message.objects.filter(state=State.WAITING, next_try_at__lte=at).order_by("next_try_at")
    return sum(deliver(pk, at=at) is not None for pk in due.values_list("pk", flat=True)[:most])


def hold_back(*, at: datetime) -> int:
    """Leave it to a person whether what waits is sent; return how many. For a restored instance: the former one may have
    sent them since, and nobody is told twice."""
    rows = Message.objects.filter(state__in=[State.WAITING, State.SENDING])
    return rows.update(state=State.UNSURE, error="restored", next_try_at=None, claimed_at=at)


def waiting_by_way() -> dict[str, int]:
    """How many messages wait to be sent, by way; read by an index of exactly these."""
    rows = Message.objects.filter(state__in=[State.WAITING, State.SENDING]).values_list("way").annotate(count=Count("pk"))
    return {way.value: 0 for way in Way} | dict(rows)


def _claim(message: UUID | str, at: datetime) -> Message | None:
    rows = Message.objects.filter(pk=message, state=State.WAITING).filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=at))
    claimed = rows.update(state=State.SENDING, claimed_at=at, tries=F("tries") + 1)
    return Message.objects.get(pk=message) if claimed else None


def _sent(row: Message, at: datetime) -> State:
    wiped = {"values": ""} if template_of(row.template).secret else {}
    return _mark(row, State.SENT, sent_at=at, error="", **wiped)


def _failed(row: Message, fault: CarryError, at: datetime) -> State:
    code = fault.code[:60]
    if isinstance(fault, TryLater) and row.tries <= len(WAITS):
        return _mark(row, State.WAITING, error=code, next_try_at=at + timedelta(minutes=WAITS[row.tries - 1]))
    return _mark(row, State.FAILED, error=code)


def _mark(row: Message, state: State, **facts: object) -> State:
    if state is not State.WAITING:
        facts.setdefault("next_try_at", None)
    _change(row, state=state, **facts)
    return state


def _change(row: Message, **facts: object) -> None:
    # 只改仍由自己占有的行 · only a row that is still ours
    Message.objects.filter(pk=row.pk, state=State.SENDING, claimed_at=row.claimed_at).update(**facts)
