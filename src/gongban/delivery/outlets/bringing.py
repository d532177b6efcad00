"""Bringing outlets in from a list: those that the list names are added or changed, the others stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from gongban.delivery.outlets.events import OutletsBroughtIn
from gongban.delivery.outlets.models import Outlet
from gongban.delivery.outlets.putting import COLUMNS
from gongban.delivery.outlets.telling import tell_outlets
from gongban.foundation.journal.public import Entry, record
from gongban.kernel.actors import Actor

KEPT = "place"  # 原有的次序不动 · the order that there is stays


@dataclass(frozen=True)
class BroughtIn:
    """How many were new, changed, and as before."""

    new: int = 0
    changed: int = 0
    same: int = 0


def bring_in_outlets(rows: Sequence[Outlet], *, by: Actor, at: datetime) -> BroughtIn:
    """Add or change the outlets of unsaved rows (see row_of), all or none, and tell the search."""
    names = [name for name in COLUMNS if name != KEPT]
    with transaction.atomic():
        last = Outlet.objects.aggregate(last=Max("place"))["last"] or 0
        present = {row.code: row for row in Outlet.objects.select_for_update().filter(code__in=[row.code for row in rows])}
        fresh = [row for row in rows if row.code not in present]
        for place, row in enumerate(fresh, start=last + 1):
            row.place = place
        changed = [present[row.code] for row in rows if row.code in present and _take_over(present[row.code], row, names)]
        Outlet.objects.bulk_create(fresh)
        Outlet.objects.bulk_update(changed, names, batch_size=500) if changed else None
        done = BroughtIn(len(fresh), len(changed), len(rows) - len(fresh) - len(changed))
        record(Entry(OutletsBroughtIn(done.new, done.changed), by, at))
        tell_outlets(at)
    return done


def _take_over(former: Outlet, row: Outlet, names: Sequence[str]) -> bool:
    before = [getattr(former, name) for name in names]
    for name in names:
        setattr(former, name, getattr(row, name))
    return before != [getattr(former, name) for name in names]
