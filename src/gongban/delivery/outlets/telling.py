"""Telling the search of outlets: those that are not closed for good can be found beside services."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.outlets.models import Outlet
from gongban.delivery.outlets.switches import is_switched_on
from gongban.foundation.search.public import Card, registers_kind, tell, told_of, withdraw
from gongban.kernel.words import Words

KIND = "outlet"
registers_kind(KIND, Words("网点", "Outlet"))


def tell_outlets(at: datetime) -> None:
    """Bring what can be found in step with the outlets; within the caller's transaction."""
    rows = list(Outlet.objects.active()) if is_switched_on(at) else []
    tell(map(_card, rows))
    withdraw(KIND, told_of(KIND) - {row.pk for row in rows})


def _card(row: Outlet) -> Card:
    return Card(KIND, row.pk, row.name, f"/outlets/{row.code}/", purpose=f"{row.address_zh} {row.address_en}".strip(), family=row.kind.words.zh)
