"""Bringing a table in step with what a city folder says: add, change, end; count each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import models

from gongban.kernel.city import Report
from gongban.kernel.words import Words

Row = TypeVar("Row", bound=models.Model)


def bring_in_step(
    rows: Iterable[Row],
    *,
    among: models.QuerySet[Row],
    key: str,
    fields: Iterable[str],
    report: Report,
    words: Words,
    end: Callable[[Row], bool] | None = None,
    name: str = "",
) -> None:
    """Make the table hold these rows.

    `rows` are unsaved; one with the same `key` as a row of `among` takes its place in the named `fields`, others are
    added. A row of `among` that the folder no longer names is given to `end`, which ends it (never deletes what others
    may refer to) and says whether that changed anything; without `end` it stays. `name` counts the rows under a name of
    their own in the report. The caller holds the transaction.
    """
    names, model = list(fields), among.model
    present = {getattr(row, key): row for row in among.select_for_update()}
    added, changed, unchanged = [], [], 0
    for row in rows:
        former = present.pop(getattr(row, key), None)
        if former is None:
            added.append(row)
        elif _take_over(former, row, names):
            changed.append(former)
        else:
            unchanged += 1
    model._default_manager.bulk_create(added)
    model._default_manager.bulk_update(changed, names, batch_size=500) if changed else None
    ended = sum(1 for row in present.values() if end and end(row))
    left = 0 if end is None else len(present) - ended
    report.count(name or model._meta.db_table, words, added=len(added), changed=len(changed), ended=ended, unchanged=unchanged + left)


def _take_over(former: models.Model, row: models.Model, names: list[str]) -> bool:
    """Copy the fields that differ; say whether any did."""
    differs = False
    for name in names:
        attname: str = former._meta.get_field(name).attname  # type: ignore[union-attr]
        value: Any = getattr(row, attname)
        if getattr(former, attname) != value:
            setattr(former, attname, value)
            differs = True
    return differs
