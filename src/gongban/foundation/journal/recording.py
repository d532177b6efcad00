"""Writing events, and running the listeners that must act within the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.foundation.copying import copy_values
from gongban.foundation.journal.models import Event
from gongban.kernel.actors import Actor
from gongban.kernel.events import DECLARED, Occurrence
from gongban.kernel.identifiers import uuid7

Listener = Callable[[Event], None]
BatchListener = Callable[[Sequence[Event]], None]


@dataclass(frozen=True)
class Batch:
    """A listener that takes many events at once."""

    hear: BatchListener


NOW: dict[str, list[Listener]] = {}
LATER: dict[str, tuple[frozenset[str], Listener | Batch]] = {}


@dataclass(frozen=True)
class Entry:
    """An occurrence with its circumstances, ready to be written."""

    what: Occurrence
    by: Actor
    at: datetime
    matter: UUID | None = None
    seq: int | None = None
    role: str = ""
    organisation: str = ""
    place: str = ""


def listens(*kinds: str | type[Occurrence], later: bool = False) -> Callable[[Listener], Listener]:
    """Mark a function as listener: *now* (inside the transaction) or *later* (read by position, event by event)."""
    names = frozenset(kind if isinstance(kind, str) else kind.kind for kind in kinds)

    def register(function: Listener) -> Listener:
        if later:
            LATER[f"{function.__module__}.{function.__qualname__}"] = (names, function)
        else:
            for name in names:
                NOW.setdefault(name, []).append(function)
        return function

    return register


def listens_in_batches(*kinds: str | type[Occurrence]) -> Callable[[BatchListener], BatchListener]:
    """Mark a function as *later* listener that takes what it has not read yet at once, up to some hundreds, in order."""
    names = frozenset(kind if isinstance(kind, str) else kind.kind for kind in kinds)

    def register(function: BatchListener) -> BatchListener:
        LATER[f"{function.__module__}.{function.__qualname__}"] = (names, Batch(function))
        return function

    return register


def columns_of(entry: Entry) -> dict[str, Any]:
    """What an event says, by column, for a statement that writes it together with its change.

    RuntimeError where a *now* listener waits for events of this kind: it would not be called.
    """
    if NOW.get(entry.what.kind):
        raise RuntimeError(f"{entry.what.kind} has listeners that act at once: write it by record()")
    return _facts(entry)


def record(*entries: Entry) -> list[Event]:
    """Write events in the caller's transaction and let the *now* listeners act.

    RuntimeError outside of a transaction: an event stands or falls with its change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("events are recorded inside the transaction of the change they report")
    events = Event.objects.bulk_create([_row(entry) for entry in entries])
    for event in events:
        for listener in NOW.get(event.kind, ()):
            listener(event)
    return events


def record_past(entries: Sequence[Entry]) -> None:
    """Write what happened before this instance knew of it, with its old times, in the caller's transaction.

    No *now* listener acts: what followed then is part of the import. *Later* listeners read these events as all others,
    and know them by their channel, "import".
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("events are recorded inside the transaction of the change they report")
    copy_values(Event, ("id", *_FACTS), ([uuid7(), *_facts(entry).values()] for entry in entries))


def _row(entry: Entry) -> Event:
    return Event(**_facts(entry))


_FACTS = (
    "kind", "matter", "seq", "actor", "actor_role", "acting_for", "organisation", "place", "channel", "occurred_at", "payload",
)  # fmt: skip


def _facts(entry: Entry) -> dict[str, Any]:
    """What an event says, by the names and in the order of _FACTS."""
    kind = entry.what.kind
    if DECLARED.get(kind) is not type(entry.what):
        raise TypeError(f"event {kind} is not declared")
    by = entry.by
    values = (
        kind, entry.matter, entry.seq, by.account or by.kind, entry.role or by.kind, by.acting_for or "",
        entry.organisation or by.enterprise or "", entry.place, by.channel, entry.at, entry.what.payload(),
    )  # fmt: skip
    return dict(zip(_FACTS, values, strict=True))


def read_events(kinds: Sequence[str], matter: UUID | None = None) -> list[Event]:
    """Events of these kinds in order of writing, of one matter or of all."""
    rows = Event.objects.filter(kind__in=kinds)
    return list((rows.filter(matter=matter) if matter else rows).order_by("occurred_at", "seq"))
