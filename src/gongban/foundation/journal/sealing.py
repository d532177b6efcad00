"""Once a second the finished events get a dense position and a chained digest, batch by batch.

An event is finished when its transaction number lies below the oldest one still running, so no
event can later appear below a position already given.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from threading import Event as Stop

from django.conf import settings
from django.db import connection, transaction

from gongban.foundation.journal.models import Event, Place, Seal
from gongban.kernel.cipher import suite_named

BATCH = 5_000
_LOCK = 0x676F6E67  # one sealer at a time, in all processes
_FIELDS = (
    "id", "kind", "matter", "seq", "actor", "actor_role", "acting_for", "organisation", "place",
    "channel", "occurred_at", "recorded_at", "xact", "payload",
)  # fmt: skip


def digest(suite: str, former: str, event: Event) -> str:
    """The chained digest of one event: hash over the former digest and the event's canonical JSON."""
    facts = {name: getattr(event, name) for name in _FIELDS}
    facts["occurred_at"], facts["recorded_at"] = event.occurred_at.timestamp(), event.recorded_at.timestamp()
    text = json.dumps(facts, default=str, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return suite_named(suite).digest(f"{former}\n{text}".encode()).hex()


def head_file() -> Path:
    """The file outside the database that keeps the last seal: it tells when the tail was cut."""
    return Path(settings.HOME) / "journal-head.json"


def head() -> Seal | None:
    """The last seal; who writes it down elsewhere (a newspaper, another city) can tell later that nothing before it was changed."""
    return Seal.objects.order_by("id").last()


def seal(limit: int = BATCH) -> int:
    """Seal up to `limit` finished events; return how many. Nothing to do while another seals."""
    with transaction.atomic():
        horizon = _try_horizon()
        if horizon is None:
            return 0
        last = Seal.objects.order_by("id").last()
        events, reached = _unsealed(last, horizon, limit)
        if not events:
            return 0
        made = _write(events, last, reached)
    _keep_head(made)
    return len(events)


def seal_all() -> int:
    """Seal until nothing finished is left; return how many events were sealed."""
    total = 0
    while done := seal():
        total += done
    return total


def seal_restored() -> int:
    """Seal what came unsealed with a restored database; return how many events.

    Its transaction numbers belong to the former server, so no horizon of this one can be compared with them. Only for
    a database in which nothing else runs yet.
    """
    total = 0
    while True:
        with transaction.atomic():
            last, events = Seal.objects.order_by("id").last(), _without_place()
            horizon = _try_horizon()
            if not events or horizon is None:
                return total
            made = _write(events, last, horizon)
        _keep_head(made)
        total += len(events)


def _without_place() -> list[Event]:
    return list(Event.objects.filter(sealed__isnull=True).order_by("xact", "id")[:BATCH])


def seal_forever(stop: Stop, every: float = 1.0) -> None:
    """The sealing loop of the worker process, until `stop` is set."""
    while not stop.is_set():
        if not seal():
            stop.wait(every)


def _try_horizon() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s), pg_snapshot_xmin(pg_current_snapshot())::text::bigint", [_LOCK]
        )
        locked, horizon = cursor.fetchone()
    return horizon if locked else None


def _unsealed(last: Seal | None, horizon: int, limit: int) -> tuple[list[Event], int]:
    floor = last.horizon if last else 0
    rows = Event.objects.filter(xact__lt=horizon)
    if horizon < floor:  # a restored database counts its transactions anew: look for what has no position
        rows, floor = rows.filter(sealed__isnull=True), 0
    events = list(rows.filter(xact__gte=floor, sealed__isnull=True).order_by("xact", "id")[:limit])
    return events, (events[-1].xact if len(events) == limit else horizon)


def _write(events: Iterable[Event], last: Seal | None, reached: int) -> Seal:
    suite = getattr(settings, "GONGBAN_SUITE", "international")
    position, former = (last.last_position, last.digest) if last else (0, "")
    places = []
    for event in events:
        former = digest(suite, former, event)
        position += 1
        places.append(Place(position=position, event=event, digest=former))
    Place.objects.bulk_create(places)
    return Seal.objects.create(last_position=position, digest=former, suite=suite, horizon=reached)


def _keep_head(made: Seal) -> None:
    target = head_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    facts = {"seal": made.pk, "position": made.last_position, "digest": made.digest, "suite": made.suite}
    fresh.write_text(json.dumps(facts))
    os.replace(fresh, target)
