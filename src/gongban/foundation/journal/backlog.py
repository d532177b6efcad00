"""How far is the journal: its last position, what is not sealed yet, how far each reader lags behind?"""

from __future__ import annotations

from dataclasses import dataclass

from gongban.foundation.journal.models import Event, Reader, Seal
from gongban.foundation.journal.recording import LATER

COUNTED = 100_000  # an import leaves hundreds of thousands unsealed: nobody needs them counted to the last


@dataclass(frozen=True)
class Backlog:
    """`position`: of the last seal. `unsealed`: events without a position, counted up to COUNTED. `behind`: by reader."""

    position: int
    unsealed: int
    behind: dict[str, int]


def backlog() -> Backlog:
    """The journal at this moment."""
    last = Seal.objects.order_by("id").last()
    open_ones = Event.objects.filter(sealed__isnull=True, xact__gte=last.horizon if last else 0)
    position = last.last_position if last else 0
    read = dict(Reader.objects.filter(name__in=LATER).values_list("name", "position"))
    behind = {name: position - read.get(name, 0) for name in LATER}
    return Backlog(position, open_ones[:COUNTED].count(), behind)
