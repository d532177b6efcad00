"""Erasing what the rules say, batch by batch, each with its record in the journal; and only counting it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.retention.events import PersonalDataErased
from gongban.foundation.retention.models import Rule
from gongban.foundation.retention.terms import SORTS, Sort
from gongban.kernel.actors import SYSTEM, Actor

BATCH = 200


@dataclass(frozen=True)
class Due:
    """One rule at a moment: what it is about, before when, and how many are (or were) due."""

    sort: Sort
    days: int
    before: datetime
    count: int


def due(at: datetime) -> list[Due]:
    """What the rules would erase now; nothing is changed."""
    return [Due(sort, days, before, sort.due(before)) for sort, days, before in _rules(at)]


def erase_by_rule(at: datetime, *, by: Actor = SYSTEM) -> list[Due]:
    """Erase what the rules say and tell how many of each; what a cut-short run left is erased by the next."""
    return [Due(sort, days, before, _erase(sort, before, at, by)) for sort, days, before in _rules(at)]


def note_erased(sort: str, count: int, ids: tuple[str, ...], *, before: datetime, by: Actor, at: datetime) -> None:
    """Record what was erased, in the caller's transaction."""
    record(Entry(PersonalDataErased(sort, count, before, ids), by, at))


def _erase(sort: Sort, before: datetime, at: datetime, by: Actor) -> int:
    total = 0
    while True:
        with transaction.atomic():
            gone = sort.erase(before, BATCH)
            if gone.count:
                note_erased(sort.code, gone.count, gone.ids, before=before, by=by, at=at)
        total += gone.count
        if gone.count < BATCH:
            return total


def _rules(at: datetime) -> Iterator[tuple[Sort, int, datetime]]:
    known = [(SORTS[rule.sort], rule.days) for rule in Rule.objects.all() if rule.sort in SORTS]
    for sort, days in sorted(known, key=lambda one: (one[0].order, one[0].code)):
        yield sort, days, at - timedelta(days=days)
