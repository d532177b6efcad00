"""From the journal to deliveries: each sealed event becomes one delivery for every subscription whose owner may see it.

Read by position like every later-listener: an event that was read twice still becomes one delivery.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongban.foundation.journal.public import Event
from gongban.foundation.programs.models import Delivery, Subscription
from gongban.foundation.programs.webhooks.subscribing import owner_of
from gongban.foundation.programs.webhooks.terms import ANNOUNCED, Standing, State
from gongban.kernel.identifiers import uuid7


def announce(events: Sequence[Event]) -> int:
    """Write the deliveries of a batch of events; return how many were meant. Without subscriptions one query in all."""
    rows = list(Subscription.objects.exclude(standing=Standing.ENDED).select_related("account", "token__account"))
    wanted = ((row, event) for event in events for row in rows if event.kind in row.kinds and row.created_at <= event.recorded_at)
    made = [one for row, event in wanted if (one := _delivery(row, event))]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def what_is_seen(row: Subscription, event: Event) -> dict[str, Any] | None:
    """What the owner of a subscription is told of an event now; None where they may not know of it."""
    known, by = ANNOUNCED.get(event.kind), owner_of(row, event.recorded_at)
    if known is None or by is None or (known.for_staff and not by.is_staff):
        return None
    seen = known.sees(event, by)
    return None if seen is None else dict(seen)


def _delivery(row: Subscription, event: Event) -> Delivery | None:
    seen = what_is_seen(row, event)
    if seen is None:
        return None
    pk = uuid7()
    body = {"type": event.kind, "timestamp": event.occurred_at.isoformat(), "event": str(event.pk), "data": seen}
    return Delivery(
        pk=pk, subscription=row, event=event.pk, kind=event.kind, matter=event.matter, seq=event.seq or 0, body=body, state=State.WAITING,
        made_at=event.recorded_at, next_try_at=event.recorded_at,
    )  # fmt: skip
