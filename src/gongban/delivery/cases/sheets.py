"""A worklist page by page: after which limit and id it goes on, forwards and backwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from gongban.delivery.cases.models import Case
from gongban.delivery.cases.worklists import in_full

PAGE = 30


@dataclass(frozen=True)
class Sheet:
    """One page of a list and the keys of its neighbours."""

    rows: Sequence[Case]
    previous: str = ""
    next: str = ""


def sheet(rows: QuerySet[Case], key: str = "", size: int = PAGE) -> Sheet:
    """The page that follows `key` (or, where it begins with "-", precedes it) in a list ordered by limit and id."""
    back = key.startswith("-")
    place = _place(key.lstrip("-"))
    if place:
        rows = rows.filter(_before(*place) if back else _after(*place))
    rows = rows.reverse() if back and place else rows
    found = _read(rows.all()[: size + 1])
    more, found = len(found) > size, found[:size]
    if back and place:
        found.reverse()
        return Sheet(found, f"-{_key(found[0])}" if more else "", _key(found[-1]) if found else "")
    return Sheet(found, f"-{_key(found[0])}" if place and found else "", _key(found[-1]) if more else "")


def _read(rows: QuerySet[Case]) -> list[Case]:
    """In two questions: which cases, then what a row shows of them; asked at once, the planner ponders over ten tables each time."""
    keys = list(rows.values_list("pk", flat=True))
    shown = in_full(Case.objects.filter(pk__in=keys)).in_bulk() if keys else {}
    return [shown[key] for key in keys if key in shown]


def _key(case: Case) -> str:
    due = case.matter.due_at
    return f"{due.timestamp() if due else ''}_{case.pk}"


def _place(key: str) -> tuple[datetime | None, UUID] | None:
    due, _, pk = key.partition("_")
    try:
        return (datetime.fromtimestamp(float(due), UTC) if due else None), UUID(pk)
    except (ValueError, OverflowError):
        return None


def _after(due: datetime | None, pk: UUID) -> Q:
    if due is None:
        return Q(matter__due_at__isnull=True, matter_id__gt=pk)
    return Q(matter__due_at__gt=due) | Q(matter__due_at=due, matter_id__gt=pk) | Q(matter__due_at__isnull=True)


def _before(due: datetime | None, pk: UUID) -> Q:
    if due is None:
        return Q(matter__due_at__isnull=False) | Q(matter__due_at__isnull=True, matter_id__lt=pk)
    return Q(matter__due_at__lt=due) | Q(matter__due_at=due, matter_id__lt=pk)
