"""An instruction that is due and not reported is urged by itself, once for each date that it was given."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal
from gongban.outcome.leading.acting import act
from gongban.outcome.leading.lifecycle import TO_DO
from gongban.outcome.leading.models import Task

DEMAND = "已到期，请尽快报告结果。 This is due: please report soon."


def urge_overdue(at: datetime, limit: int = 500) -> int:
    """Urge the departments whose date has passed and who were not urged since; return how many."""
    unurged = Q(urged_at__isnull=True) | Q(urged_at__lt=F("matter__due_at"))
    rows = Task.objects.filter(unurged, matter__state__in=TO_DO, matter__due_at__lt=at).order_by("matter__due_at", "pk")
    return sum(_urge(task, at) for task in rows[:limit])


def _urge(task: Task, at: datetime) -> bool:
    try:
        act(task.pk, "urge", {"text": DEMAND}, by=SYSTEM, at=at)
    except Refusal:  # reported in this very moment
        return False
    return True
