"""One ordered export: who wants which list in which form, how far it is, and until when its file is kept."""

from __future__ import annotations

from django.db import models

from gongban.foundation.exports.terms import UNDER_WAY, Standing
from gongban.foundation.people.models import Account
from gongban.kernel.identifiers import uuid7


class Export(models.Model):
    """The order and its record; the record stays when the file is deleted, without what was searched for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="exports")
    acting_for = models.CharField(max_length=64, blank=True)  # the absent colleague of a deputy
    roles = models.JSONField(default=list)  # held when it was ordered; all must still be held to get the file
    listing = models.CharField(max_length=40)
    form = models.CharField(max_length=10)
    given = models.JSONField(default=dict)  # the filter; may hold a name or number that was searched for
    language = models.CharField(max_length=10)
    clear = models.BooleanField(default=False)
    purpose = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default=Standing.WAITING.value)
    attempt = models.PositiveSmallIntegerField(default=0)
    refusal = models.CharField(max_length=60, blank=True)
    total = models.PositiveIntegerField(null=True)
    done = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the file as it is fetched
    ordered_at = models.DateTimeField()
    touched_at = models.DateTimeField()  # when its making last said how far it is
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "-ordered_at"], name="export_of_account"),
            models.Index(fields=["touched_at"], name="export_under_way", condition=models.Q(state__in=[each.value for each in UNDER_WAY])),
            models.Index(fields=["expires_at"], name="export_to_delete", condition=models.Q(state=Standing.DONE.value)),
        ]

    @property
    def standing(self) -> Standing:
        """Where it stands, with its words."""
        return Standing(self.state)

    @property
    def percent(self) -> int:
        """How far it is, in whole per cent; an unknown total counts as nothing done."""
        return min(100, 100 * self.done // self.total) if self.total else 0
