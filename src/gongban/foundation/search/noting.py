"""Noting what was looked for and chosen, so that editors see which words are missing; nothing personal is kept."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.foundation.search.events import SearchedWithoutResult
from gongban.foundation.search.looking import Answer
from gongban.foundation.search.models import KeptCard, Search
from gongban.kernel.actors import Actor
from gongban.kernel.identifiers import uuid7
from gongban.kernel.text import fold
from gongban.kernel.words import Words

LONGEST = 120
# 电话、证件号、车牌、邮箱都含一串数字或字母 · telephones, identity numbers, plates and addresses hold a run of digits and letters
_PERSONAL = re.compile(r"\S*@\S*|[0-9a-z]*(?:[0-9][ -]?){4,}[0-9a-z]*|[一-鿿][a-z][a-z0-9]{5,6}")


def masked(text: str) -> str:
    """A typed text without what may name somebody: numbers of four digits and more, addresses of mail, plates.

    >>> masked("我的电话13812345678，车牌江A12345怎么年检")
    '我的电话…,车牌…怎么年检'
    """
    return _PERSONAL.sub("…", fold(text))[:LONGEST]


def note_search(text: str, answer: Answer, *, by: Actor, at: datetime, before: UUID | None = None) -> UUID:
    """Keep that somebody looked for something; returns the id by which a choice is told. `before`: the search put differently."""
    row = Search(id=uuid7(), at=at, text=masked(text), found=len(answer.finds), terms=[each.say for each in answer.sayings][:10], before=before)
    with transaction.atomic():
        row.save(force_insert=True)
        if not answer.finds:
            record(Entry(SearchedWithoutResult(row.pk, len(answer.sayings)), by, at))
    return row.pk


def note_choice(search: UUID, kind: str, key: UUID, place: int) -> str | None:
    """Keep what was chosen, the first choice counting; returns the page of the thing, None where there is no such thing."""
    url = KeptCard.objects.filter(kind=kind, key=key, withdrawn=False).values_list("url", flat=True).first()
    if url is not None:
        Search.objects.filter(pk=search, place__isnull=True).update(kind=kind, key=key, place=min(max(place, 1), 999))
    return url


def _due(before: datetime) -> int:
    return Search.objects.filter(at__lt=before).exclude(text="").count()


def _erase(before: datetime, most: int) -> Gone:
    gone = list(Search.objects.filter(at__lt=before).exclude(text="").values_list("pk", flat=True)[:most])
    return Gone(Search.objects.filter(pk__in=gone).update(text=""))


holds(Sort("searches", Words("搜索时输入的文字（已遮盖号码）", "what was typed into the search (numbers masked)"), Words("搜索", "the search"), _due, _erase))
