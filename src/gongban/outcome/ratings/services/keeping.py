"""How long the words of ratings are kept: erased by rule; levels and tags stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from gongban.foundation.matters.public import Entry
from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.kernel.words import Words
from gongban.outcome.ratings.services.models import ServiceRating

BY_PERSON = ("rated", "object")


def _old(before: datetime) -> QuerySet[ServiceRating]:
    over = Q(rectification__isnull=True) | Q(rectification__matter__open=False)
    return ServiceRating.objects.filter(over, rated_at__lt=before).exclude(text="")


def forget_words(ratings: Iterable[UUID]) -> None:
    """Erase what people wrote with these ratings, in the thread too."""
    rows = list(ratings)
    Entry.objects.filter(matter__rectification__rating__in=rows, kind__in=BY_PERSON).update(text="")
    ServiceRating.objects.filter(pk__in=rows).update(text="")


def _erase(before: datetime, most: int) -> Gone:
    rows = list(_old(before).order_by("pk").values_list("pk", flat=True)[:most])
    forget_words(rows)
    return Gone(len(rows), tuple(map(str, rows)))


holds(Sort("rating_words", Words("评价里写的话（档次和标签留下）", "words of ratings (levels and tags stay)"), Words("评价", "the rating"),
           lambda before: _old(before).count(), _erase))  # fmt: skip
