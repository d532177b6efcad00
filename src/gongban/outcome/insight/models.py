"""The figures of whole months, kept so that nobody has to count a million cases for a page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q


class CountedMonth(models.Model):
    """A month of which figures are kept. `changed_at` lies after `counted_at` when something has happened to it since."""

    month = models.CharField(primary_key=True, max_length=7)  # 2026-03
    counted_at: models.DateTimeField[Any, datetime | None] = models.DateTimeField(null=True)
    changed_at: models.DateTimeField[Any, datetime | None] = models.DateTimeField(null=True)

    @classmethod
    def stale(cls) -> models.QuerySet[CountedMonth]:
        """Months that are to be counted anew, the latest first."""
        return cls.objects.filter(Q(counted_at__isnull=True) | Q(changed_at__gte=F("counted_at"))).order_by("-month")


class Figure(models.Model):
    """The counts of one cell of a month: one kind, one district, one department."""

    id = models.BigAutoField(primary_key=True)
    month = models.ForeignKey(CountedMonth, on_delete=models.CASCADE, related_name="figures")
    dimension = models.CharField(max_length=12)
    code = models.CharField(max_length=40, blank=True)
    counts: models.JSONField[Any, dict[str, int]] = models.JSONField()  # 不为零的 · those that are not zero

    class Meta:
        constraints = [models.UniqueConstraint(fields=["month", "dimension", "code"], name="figure_once")]
