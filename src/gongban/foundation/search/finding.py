"""Telling the search what there is, and finding it: by every word that was typed, else by some of them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, QuerySet, Value

from gongban.foundation.search.models import Document
from gongban.foundation.search.terms import all_of, anchors, any_of, vector

REMEMBERED = 600  # seconds
LOOKED_THROUGH = 2_000  # of those that hold some of the words, the newest so many are put in order


@dataclass(frozen=True)
class Sheet:
    """What an owner tells of a thing: who may find it stands in the scope, such as "case.public"."""

    scope: str
    key: UUID
    title: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Hit:
    """Something that was found, the better the higher its score."""

    scope: str
    key: UUID
    title: str
    at: datetime
    score: float


def push(sheets: Iterable[Sheet], *, new: bool = False) -> int:
    """Tell the search of things, or tell it anew; within the caller's transaction. Returns how many.

    `new` promises that none of them is known, as in an import: they are copied in, which is much faster.
    """
    rows = [(sheet.scope, sheet.key, sheet.title[:300], sheet.at, vector(f"{sheet.title}\n{sheet.text}")) for sheet in sheets]
    with connection.cursor() as cursor:
        if rows and new:
            with cursor.copy("COPY search_document (scope, key, title, at, words) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        elif rows:
            cursor.executemany(_PUSH, rows)
    return len(rows)


_PUSH = """
    INSERT INTO search_document (scope, key, title, at, words) VALUES (%s, %s, %s, %s, %s::tsvector)
    ON CONFLICT (scope, key) DO UPDATE SET title = EXCLUDED.title, at = EXCLUDED.at, words = EXCLUDED.words
"""


def drop(keys: Iterable[UUID], *scopes: str) -> None:
    """Forget things for these audiences."""
    gone = list(keys)
    if gone:
        Document.objects.filter(scope__in=scopes, key__in=gone).delete()


def matching(text: str, scope: str) -> QuerySet[Document, Any]:
    """Keys of the things that hold every word typed, to be used inside another query: `filter(pk__in=matching(...))`.

    Nothing typed that can be looked for: no key at all.
    """
    return _holding_all(Document.objects.filter(scope=scope), text).values("key")


def find(text: str, scopes: Sequence[str], limit: int = 20) -> list[Hit]:
    """What holds every word typed, newest first; where that is nothing, what holds most of them."""
    rows = Document.objects.filter(scope__in=scopes)
    exact = list(_holding_all(rows, text).order_by("-at")[:limit])
    if exact:
        return [_hit(row, 1.0) for row in exact]
    some = any_of(text)
    newest = _holding(rows, some).order_by("-at").values("pk")[:LOOKED_THROUGH]
    rank = Func(F("words"), Value(some), template="ts_rank(%(expressions)s::tsquery)", output_field=FloatField())
    return [_hit(row, row.rank) for row in rows.filter(pk__in=newest).annotate(rank=rank).order_by("-rank", "-at")[:limit]]


def _holding_all(rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Chosen by the rarest sign of each word, whose number is known; that the words stand as typed is looked at afterwards."""
    whole, few = all_of(text), anchors(text, shares())
    rows = _holding(rows, few)
    if whole == few:
        return rows
    stands = Func(F("words"), Value(whole), template="ts_match_vq(%(expressions)s::tsquery)", output_field=BooleanField())
    return rows.alias(stands=stands).filter(stands=True)


def _holding(rows: QuerySet[Document], query: str) -> QuerySet[Document]:
    return rows.filter(words__holds=query) if query else rows.none()


def _hit(row: Document, score: float) -> Hit:
    return Hit(row.scope, row.key, row.title, row.at, score)


def shares() -> dict[str, float]:
    """Which part of everything told holds a sign or a pair of signs, of the common ones; what is not in it is rare.

    PostgreSQL's own statistics of the index (ANALYZE), read once in ten minutes; empty before there are any.
    """
    return _shares(int(time.monotonic() // REMEMBERED))


@lru_cache(maxsize=2)
def _shares(_bucket: int) -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats "
            "WHERE schemaname = current_schema() AND tablename = 'search_document' AND attname = 'words'")
        row = cursor.fetchone()
    return dict(zip(*row, strict=False)) if row and row[0] else {}


def is_told(scope: str, key: Any) -> QuerySet[Document]:
    """Whether a thing is known, to be used with Exists in an owner's query; `key` is a UUID or an OuterRef."""
    return Document.objects.filter(scope=scope, key=key)
