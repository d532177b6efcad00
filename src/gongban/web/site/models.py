"""How often somebody did something within a fixed window; shared by all web processes."""

from __future__ import annotations

from django.db import models


class RateWindow(models.Model):
    """A count under a hashed key: neither an address nor an account is kept in clear."""

    key = models.CharField(primary_key=True, max_length=64)
    window = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["window"], name="rate_by_window")]
