"""Listeners marked *later*: they read sealed events by position, effect and position in one transaction."""

from __future__ import annotations

import logging
from threading import Event as Stop

from django.db import transaction

from gongban.foundation.journal.models import Event, Place, Reader
from gongban.foundation.journal.recording import LATER, Batch, Listener

BATCH = 500
log = logging.getLogger(__name__)


def read_on(name: str) -> int:
    """Let one listener read its next batch; return how many positions it moved on."""
    kinds, listener = LATER[name]
    with transaction.atomic():
        Reader.objects.get_or_create(name=name)
        reader = Reader.objects.select_for_update(skip_locked=True).filter(name=name).first()
        if reader is None:
            return 0
        places = list(Place.objects.filter(position__gt=reader.position).order_by("position").select_related("event")[:BATCH])
        _tell(listener, [place.event for place in places if place.event.kind in kinds])
        if places:
            reader.position = places[-1].position
            reader.save(update_fields=["position"])
    return len(places)


def _tell(listener: Listener | Batch, events: list[Event]) -> None:
    if isinstance(listener, Batch):
        return listener.hear(events) if events else None
    for event in events:
        listener(event)
    return None


def read_all() -> int:
    """Let every listener catch up; return the positions moved. One that fails is logged and tried again."""
    moved = 0
    for name in LATER:
        try:
            while step := read_on(name):
                moved += step
        except Exception:
            log.exception("listener %s failed and will be tried again", name)
    return moved


def pass_over() -> None:
    """Let every listener go on behind the last sealed event, hearing of none before: for a past that was made up or is told already."""
    last = Place.objects.order_by("-position").values_list("position", flat=True).first() or 0
    for name in LATER:
        Reader.objects.update_or_create(name=name, defaults={"position": last})


def read_forever(stop: Stop, every: float = 1.0) -> None:
    """The reading loop of the worker process, until `stop` is set."""
    while not stop.is_set():
        if not read_all():
            stop.wait(every)
