"""Making new keys and writing every encrypted column anew with them, in batches, while the instance runs.

A domain declares its columns with `protects`. A row is changed only if nobody changed it meanwhile; what a cut-short
run left is found again by its key's name, so that the next run goes on there. Retired keys stay: they still read
backups and originals of photos, and find the follow codes of which only a hash is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from gongban.foundation.keys import ring
from gongban.kernel.cipher import Purpose

BATCH = 500
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Column:
    """An encrypted column: its model ("people.Resident"), its context, and the look-up hash beside it, if any."""

    model: str
    name: str
    context: str
    lookup: str = ""
    lookup_context: str = ""


PROTECTED: list[Column] = []


def protects(*columns: Column) -> None:
    """Declare encrypted columns, once each."""
    PROTECTED.extend(column for column in columns if column not in PROTECTED)


def rotate_keys(progress: Progress) -> tuple[int, bool]:
    """Make new keys (of signing too: what the old ones signed stays proven) and renew everything; return how many values were written anew, and whether a former run was resumed.

    Where values of retired keys are left, they are renewed first and no further keys are made.
    """
    left = waiting()
    if not left:
        for purpose in Purpose:
            ring().rotate(purpose)
    return renew(progress), bool(left)


def waiting() -> int:
    """How many values still stand under a retired key."""
    return sum(_stale(column).count() for column in PROTECTED)


def renew(progress: Progress) -> int:
    """Write every value under a retired key anew; `progress` is told how many of how many are done."""
    total, done = waiting(), 0
    for column in PROTECTED:
        for row in _rows(column):
            done += _renew(column, row)
            progress(min(done, total), total)
    return done


def _rows(column: Column) -> Iterator[Any]:
    last: Any = None
    while True:
        rows = _stale(column).order_by("pk")
        batch = list((rows.filter(pk__gt=last) if last is not None else rows)[:BATCH])
        if not batch:
            return
        yield from batch
        last = batch[-1].pk


def _renew(column: Column, row: Model) -> int:
    old = getattr(row, column.name)
    text = ring().decrypt(old, column.context)
    fresh = {column.name: ring().encrypt(text, column.context)}
    if column.lookup and getattr(row, column.lookup):
        fresh[column.lookup] = ring().lookup(text, column.lookup_context or column.context)
    # 期间被别人改过就不动 · left alone when somebody changed it meanwhile
    return apps.get_model(column.model)._base_manager.filter(**{"pk": row.pk, column.name: old}).update(**fresh)


def _stale(column: Column) -> QuerySet[Any]:
    rows = apps.get_model(column.model)._base_manager.exclude(**{column.name: ""})
    old = ~Q(**{f"{column.name}__contains": f":{ring().active(Purpose.ENCRYPT).id}:"})
    if column.lookup:
        named = f":{ring().active(Purpose.LOOKUP).id}:"
        old |= ~Q(**{column.lookup: ""}) & ~Q(**{f"{column.lookup}__contains": named})
    return rows.filter(old)
