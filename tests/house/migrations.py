"""Which migration would stand in the way of a city with a million cases? The rules, and what each operation does to a table.

PostgreSQL rewrites a table, or reads it whole under a lock that lets nobody write, for some changes. On tables that
grow with the city these are made in steps that do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
)
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now

# Tables that grow with every case; small ones (departments, categories, rules) may be locked for a moment.
BIG = {
    "journal.event", "journal.place", "journal.seal", "matters.matter", "matters.party", "matters.entry", "matters.timer", "matters.timerpause",
    "matters.attachment", "cases.case", "cases.assignment", "cases.application", "cases.urging", "cases.trace", "files.photo", "messaging.message",
    "search.document", "ratings.callback", "people.resident", "people.account", "people.consent", "people.proof", "retention.treated",
}  # fmt: skip
STABLE = (Now,)  # evaluated once for the whole statement, so no row is rewritten


def hindrances(migration: Migration, before: ProjectState) -> Iterator[str]:
    """What in a migration locks or rewrites a big table that exists already, in a sentence each."""
    fresh: set[str] = set()
    for each in migration.operations:
        for operation in _all(each):
            if isinstance(operation, operations.CreateModel):
                fresh.add(f"{migration.app_label}.{operation.name_lower}")
            yield from _said(migration, operation, before, fresh)
        each.state_forwards(migration.app_label, before)


def _all(operation: Any) -> Iterator[Any]:
    if isinstance(operation, operations.SeparateDatabaseAndState):
        yield from operation.database_operations
    else:
        yield operation


def _said(migration: Migration, operation: Any, before: ProjectState, fresh: set[str]) -> Iterator[str]:
    name = str(getattr(operation, "model_name", "") or getattr(operation, "old_name", "")).lower()
    table = f"{migration.app_label}.{name}"
    if _runs_code(operation) and migration.atomic and not migration.initial:
        yield "runs code in one transaction: make it a job, or atomic = False with batches"
    if table in BIG and table not in fresh:
        reason = _reason(migration, operation, before)
        if reason:
            yield f"{operation.describe()} on {table}: {reason}"


def _runs_code(operation: Any) -> bool:
    """Code of any sort, or SQL that names a big table."""
    if isinstance(operation, operations.RunSQL):
        return any(table.replace(".", "_") in str(operation.sql) for table in BIG)
    return isinstance(operation, operations.RunPython)


def _reason(migration: Migration, operation: Any, before: ProjectState) -> str:  # noqa: PLR0911 - one line for each sort
    match operation:
        case AddIndexConcurrently() | RemoveIndexConcurrently():
            return "concurrent work needs atomic = False" if migration.atomic else ""
        case operations.AddIndex() | operations.RemoveIndex():
            return "use AddIndexConcurrently / RemoveIndexConcurrently"
        case AddConstraintNotValid():
            return ""
        case operations.AddConstraint():
            return "use AddConstraintNotValid, then ValidateConstraint in a later migration; a unique one over a concurrent index"
        case operations.AddField():
            return _of_added(operation.field)
        case operations.AlterField():
            former = before.models[migration.app_label, operation.model_name_lower].fields[operation.name]
            return _of_altered(former, operation.field)
        case operations.RenameField() | operations.RenameModel() | operations.AlterModelTable():
            return "the version that still runs does not know the new name: add, copy by a job, remove later"
    return ""


def _of_added(field: models.Field[Any, Any]) -> str:
    if field.unique or field.db_index:
        return "its index is made under a lock: add the plain column (a foreign key with db_index=False), then AddIndexConcurrently"
    if field.has_db_default() and not isinstance(field.db_default, (*STABLE, models.Value, str, int, bool)):
        return "a default computed for each row rewrites the table"
    if not field.null and not field.has_default() and not field.has_db_default():
        return "rows that exist have no value"
    return ""


def _of_altered(former: models.Field[Any, Any], field: models.Field[Any, Any]) -> str:
    if former.null and not field.null:
        return "NOT NULL reads the whole table: a check constraint NOT VALID first"
    if (field.unique and not former.unique) or (field.db_index and not former.db_index):
        return "its index is made under a lock: AddIndexConcurrently"
    if type(former) is not type(field):
        return "another type rewrites the table: add a column, copy by a job, remove later"
    if isinstance(field, models.CharField) and (field.max_length or 10**9) < (former.max_length or 0):
        return "a shorter text reads the whole table"
    return ""
