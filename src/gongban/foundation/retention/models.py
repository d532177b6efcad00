"""How long personal data are kept, by sort, and of which matters they have been erased."""

from __future__ import annotations

from django.db import models


class Rule(models.Model):
    """After how many days one sort of personal data is erased, as the city's retention.yaml says."""

    sort = models.CharField(primary_key=True, max_length=40)
    days = models.PositiveIntegerField()
    basis_zh = models.CharField(max_length=200, blank=True)
    basis_en = models.CharField(max_length=200, blank=True)


class Treated(models.Model):
    """That a sort was erased of a matter; what was opened again and closed later is treated anew."""

    id = models.BigAutoField(primary_key=True)
    sort = models.CharField(max_length=40)
    key = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "sort"], name="retention_treated_once")]
