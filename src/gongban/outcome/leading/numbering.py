"""Numbers that run through a year without a gap: the row of the year is locked until the transaction is through."""

from __future__ import annotations

from datetime import datetime

from gongban.foundation.territory.public import calendar
from gongban.outcome.leading.models import Series


def next_number(what: str, at: datetime) -> tuple[int, int]:
    """Year and number for what is issued at a moment; the caller holds the transaction."""
    year = calendar().local_day(at).year
    Series.objects.get_or_create(what=what, year=year)
    row = Series.objects.select_for_update().get(what=what, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return year, row.last
