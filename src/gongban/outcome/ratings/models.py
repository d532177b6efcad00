"""One callback per reporter and closure, and every try to reach the person."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from gongban.delivery.cases.models import Case
from gongban.foundation.matters.models import Party
from gongban.foundation.people.models import Account
from gongban.kernel.identifiers import uuid7
from gongban.outcome.ratings.services import models as services  # noqa: F401 - tables of 好差评, kept apart
from gongban.outcome.ratings.terms import Standing


class CallbackQuerySet(models.QuerySet["Callback"]):
    def open(self) -> CallbackQuerySet:
        """Those that wait for an answer."""
        return self.filter(standing=Standing.OPEN)

    def due(self, at: datetime) -> CallbackQuerySet:
        """Those that an operator should call now, the oldest first."""
        return self.open().filter(sampled=True, due_at__lte=at).order_by("due_at", "pk")


class Callback(models.Model):
    """The question to one reporter after one closure: contacted in time? solved? satisfied?"""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="callbacks")
    party = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    redoing = models.PositiveSmallIntegerField(default=0)  # after how many redoings the case was closed
    sampled = models.BooleanField()  # asked by telephone; the others may judge online until lapses_at
    standing = models.CharField(max_length=10, default=Standing.OPEN.value)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    lapses_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    contacted = models.BooleanField(null=True)
    solved = models.CharField(max_length=8, blank=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=30, blank=True)  # how the answer came: web, hotline
    asked_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = CallbackQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "party", "redoing"], name="one_callback_per_closure")]
        indexes = [
            models.Index(fields=["due_at", "id"], name="callback_due", condition=Q(standing="open", sampled=True)),
            models.Index(fields=["lapses_at"], name="callback_lapsing", condition=Q(standing="open", sampled=False)),
            models.Index(fields=["opened_at"], name="callback_by_opening"),
        ]


class CallTry(models.Model):
    """One call that brought no judgement."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    callback = models.ForeignKey(Callback, on_delete=models.CASCADE, related_name="call_tries")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    ending = models.CharField(max_length=14)
    text = models.TextField(blank=True)
