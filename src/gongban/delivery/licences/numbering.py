"""Serial numbers of licences: through a year without a gap, under the lock of the type's and year's row."""

from __future__ import annotations

from gongban.delivery.licences.models import LicenceType, Series
from gongban.kernel.identifiers import LicenceNumber, licence_number


def next_number(kind: LicenceType, year: int) -> LicenceNumber:
    """The number of the next licence of a type; the caller holds the transaction."""
    Series.objects.get_or_create(type=kind, year=year)
    row = Series.objects.select_for_update().get(type=kind, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return licence_number(kind.kind, kind.issuer_code, f"{year}{row.last:06d}")
