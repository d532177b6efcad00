"""How long it is kept who could not get something done, and what they wrote: erased by rule; item, cause and ending stay for redesign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from gongban.delivery.impasses.models import Impasse
from gongban.foundation.matters.public import Entry, Matter
from gongban.foundation.retention.public import Gone, Sort, holds
from gongban.kernel.words import Words

BY_PERSON = ("taken", "add")
FORGOTTEN = "办不成事"


def _old(before: datetime) -> QuerySet[Impasse]:
    return Impasse.objects.filter(matter__open=False, matter__changed_at__lt=before).exclude(matter__title=FORGOTTEN)


def forget(impasses: Iterable[UUID]) -> None:
    """Erase who it was and what they wrote."""
    rows = list(impasses)
    Impasse.objects.filter(pk__in=rows).update(name="", phone="", account=None)
    Entry.objects.filter(matter__in=rows, kind__in=BY_PERSON).update(text="", text_public="")
    Matter.objects.filter(pk__in=rows).update(title=FORGOTTEN)


def _erase(before: datetime, most: int) -> Gone:
    rows = list(_old(before).order_by("pk").values_list("pk", flat=True)[:most])
    forget(rows)
    return Gone(len(rows), tuple(map(str, rows)))


holds(Sort("impasses", Words("办不成的事：谁、写了什么（事项、原因、结果留下）", "who could not get something done and what they wrote (item, cause, ending stay)"),
           Words("办完", "the end"), lambda before: _old(before).count(), _erase))  # fmt: skip
