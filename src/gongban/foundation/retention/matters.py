"""Choosing matters whose time is over and that were not treated yet: for domains that erase matter by matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from gongban.foundation.retention.models import Treated


def untreated(rows: QuerySet[Any], sort: str, *, key: str = "pk", changed: str) -> QuerySet[Any]:
    """Of these rows those whose `key` was not treated since its `changed`."""
    done = Treated.objects.filter(sort=sort, key=OuterRef(key), at__gte=OuterRef(changed))
    return rows.filter(~Exists(done))


def note_treated(sort: str, keys: Sequence[UUID], at: Any) -> None:
    """Remember that these were treated now."""
    rows = [Treated(sort=sort, key=key, at=at) for key in keys]
    Treated.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key", "sort"], update_fields=["at"])


