"""Tables of 办不成事: what could not be done, the city's causes and clocks, serial numbers."""

from __future__ import annotations

from typing import Any

from django.db import models

from gongban.foundation.matters.models import Matter
from gongban.foundation.people.models import Account, Department
from gongban.kernel.words import Words


class ImpasseSettings(models.Model):
    """The one row with the city's impasses.yaml."""

    kept: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)


class Impasse(models.Model):
    """Something that could not be done at a counter or online; the matter's holder is the service office."""

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="impasse")
    item = models.CharField(max_length=80, blank=True)  # short name or code
    item_zh = models.CharField(max_length=300, blank=True)
    item_en = models.CharField(max_length=300, blank=True)
    outlet = models.CharField(max_length=40, blank=True)
    counter = models.CharField(max_length=10, blank=True)
    channel = models.CharField(max_length=30)
    cause = models.CharField(max_length=40)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="impasses")
    taken_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.TextField(blank=True)  # encrypted
    phone = models.TextField(blank=True)  # encrypted
    coordinator = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="impasses")
    basis = models.CharField(max_length=200, blank=True)
    remedy = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["item", "cause"], name="impasse_by_item"),
            models.Index(fields=["account"], name="impasse_by_account"),
            models.Index(fields=["coordinator"], name="impasse_by_coordinator"),
        ]

    @property
    def item_name(self) -> Words:
        """The item; a plain word where none was named."""
        return Words(self.item_zh or "没有写明事项", self.item_en or self.item_zh or "No item named")


class ImpasseSeries(models.Model):
    """The last serial number of a year; its row is the lock under which the next is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
