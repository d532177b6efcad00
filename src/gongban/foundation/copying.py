"""Writing many rows at once with PostgreSQL's COPY: what imports need; everyday actions save row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED


def copy_in(rows: Sequence[models.Model]) -> None:
    """Write unsaved rows of one model, in the caller's transaction. Columns with a database default take it."""
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if field.db_default is NOT_PROVIDED]
    values = attrgetter(*(field.attname for field in fields))
    copy_values(type(rows[0]), [field.name for field in fields], map(values, rows))


def copy_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows given as values of the named fields; the other columns take the database's default."""
    fields = [model._meta.get_field(name) for name in names]
    objects = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    with connection.cursor() as cursor, cursor.cursor.copy(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(_as_json(row, objects) if objects else row)


def _as_json(row: Sequence[Any], objects: list[int]) -> list[Any]:
    plain = list(row)
    for place in objects:
        plain[place] = None if plain[place] is None else json.dumps(plain[place], ensure_ascii=False)
    return plain
