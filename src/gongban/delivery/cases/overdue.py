"""What is not closed in time is urged by itself, once for each dispatch (A4: 逾期督办)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from gongban.delivery.cases.acting import act
from gongban.delivery.cases.models import Case, Urging
from gongban.foundation.matters.public import Timer
from gongban.foundation.territory.public import calendar, mechanism_is_on
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal

# Part of A4 that a city may switch off or pilot; a city that does not name it has it.
MECHANISM = "A4.automatic"
DEMAND = "已超过办理期限，请尽快办结并反馈进展。 This is past its limit: please close it soon and report."


def urge_overdue(at: datetime, limit: int = 500) -> int:
    """Urge the leads whose limit has passed and who were not urged since it was sent to them; return how many.

    Cases from an old system came in with old limits: they are the supervisors' to judge, not a job's.
    """
    day = calendar().local_day(at)
    found = overdue_unurged(at).values_list("matter__number", "district")[:limit]
    return sum(_urge(number, at) for number, district in found if mechanism_is_on(MECHANISM, day, district))


def overdue_unurged(at: datetime) -> QuerySet[Case]:
    """Cases held past their limit by a lead who was not urged since, the longest overdue first."""
    late = Timer.objects.filter(matter=OuterRef("pk"), subject=OuterRef("lead"), name="holder", stopped_at__isnull=True, due_at__lt=at)
    urged = Urging.objects.filter(case=OuterRef("pk"), urged_at__gte=OuterRef("lead__sent_at"))
    rows = Case.objects.filter(Exists(late), ~Exists(urged), lead__isnull=False, matter__open=True)
    return rows.exclude(channel="import").order_by(F("matter__due_at").asc(nulls_last=True))


def _urge(number: str, at: datetime) -> bool:
    try:
        act(number, "urge", {"text": DEMAND}, by=SYSTEM, at=at)
    except Refusal:  # closed by somebody in this very moment
        return False
    return True
