"""Writing many rows at once with PostgreSQL's COPY: what imports need; everyday actions save row by row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED


def copy_in(rows: Sequence[models.Model]) -> None:
    """Write unsaved rows of one model, in the caller's transaction. Columns with a database default take it."""
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if field.db_default is NOT_PROVIDED]
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor, cursor.cursor.copy(f'COPY "{rows[0]._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row([_plain(field, row) for field in fields])


def _plain(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = getattr(row, field.attname)
    return json.dumps(value, ensure_ascii=False) if isinstance(field, models.JSONField) and value is not None else value
