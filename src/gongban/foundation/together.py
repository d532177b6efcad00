"""Several lists of rows in one question: what a page shows of one matter, without a round trip for each of its tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

READ = {"UUIDField": UUID, "DateTimeField": datetime.fromisoformat, "DateField": date.fromisoformat, "JSONField": json.dumps}
WITHOUT = ("BinaryField", "DecimalField", "DurationField", "TimeField")  # JSON tells these otherwise than the database


def together(*wanted: models.QuerySet[Any]) -> list[list[Any]]:
    """The rows of each queryset in its order, with what it selects along (`select_related`), all in one statement.

    TypeError for columns that JSON would change. Prefetches of the querysets are not followed: see `hold`.
    """
    compilers = [rows.query.get_compiler(DEFAULT_DB_ALIAS) for rows in wanted]
    parts, given = [], []
    for place, compiler in enumerate(compilers):
        sql, params = compiler.as_sql()
        names = ", ".join(f"c{n}" for n in range(len(compiler.select)))
        parts.append(f"(SELECT {place}, row_number() OVER (), to_jsonb(t) FROM ({sql}) AS t({names}))")
        given += params
    found: list[list[tuple[int, Any]]] = [[] for _ in wanted]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        for place, turn, row in cursor.fetchall():
            found[place].append((turn, json.loads(row)))
    return [_built(compiler, [row for _turn, row in sorted(rows, key=lambda pair: pair[0])]) for compiler, rows in zip(compilers, found, strict=True)]


def hold(owner: models.Model, name: str, rows: Iterable[models.Model]) -> None:
    """What `owner.NAME.all()` answers from now on without asking, as after a prefetch."""
    answered = getattr(owner, name).all()
    answered._result_cache, answered._prefetch_done = list(rows), True
    cache: dict[str, Any] = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = answered


def _built(compiler: SQLCompiler, rows: Sequence[dict[str, Any]]) -> list[Any]:
    """Model instances as Django builds them from rows of the cursor."""
    if not rows:
        return []
    fields = [column.target for column, _sql, _alias in compiler.select]
    readers = [_reader(field) for field in fields]
    raw = [[value if value is None else read(value) for read, value in zip(readers, row.values(), strict=True)] for row in map(_ordered, rows)]
    values = compiler.apply_converters(raw, compiler.get_converters([column for column, _sql, _alias in compiler.select]))
    chosen = compiler.klass_info["select_fields"]
    names = [fields[at].attname for at in chosen]
    populators = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg] # the stubs describe a later Django
    return [_instance(compiler.klass_info["model"], names, populators, row, chosen) for row in map(tuple, values)]


def _instance(model: type[models.Model], names: list[str], populators: Sequence[Any], row: tuple[Any, ...], chosen: Sequence[int]) -> models.Model:
    made = model.from_db(DEFAULT_DB_ALIAS, names, [row[at] for at in chosen])
    for each in populators:
        each.populate(row, made)
    return made


def _ordered(row: dict[str, Any]) -> dict[str, Any]:
    """JSON objects of the database put shorter keys first: c2 before c10, as they were selected."""
    return {f"c{n}": row[f"c{n}"] for n in range(len(row))}


def _reader(field: models.Field[Any, Any]) -> Any:
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]
    kind = field.get_internal_type()
    if kind in WITHOUT:
        raise TypeError(f"{field} does not survive JSON")
    return READ.get(kind, _same)


def _same(value: Any) -> Any:
    return value
