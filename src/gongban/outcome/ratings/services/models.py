"""Tables of 好差评: the city's rules, invitations to rate, ratings, and the rectification that a bad one opens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from gongban.foundation.matters.models import Matter
from gongban.foundation.people.models import Account, Department
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words
from gongban.outcome.ratings.services.terms import BAD, Standing


class ServiceRules(models.Model):
    """The one row with the city's ratings.yaml."""

    kept: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)


class Invitation(models.Model):
    """Somebody may rate once: a part of an application, or a visit to a counter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=10)  # Subject
    subject = models.UUIDField()  # the part's matter, or the invitation itself for a visit
    number = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=80, blank=True)
    item_zh = models.CharField(max_length=300, blank=True)
    item_en = models.CharField(max_length=300, blank=True)
    version = models.UUIDField(null=True)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    outlet = models.CharField(max_length=40, blank=True)
    counter = models.CharField(max_length=10, blank=True)
    channel = models.CharField(max_length=30)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="rating_invitations")
    handler = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="rated_once")]
        indexes = [
            models.Index(fields=["account", "-opened_at"], name="invitation_by_account", condition=Q(account__isnull=False)),
            models.Index(fields=["department", "-opened_at"], name="invitation_by_department"),
        ]

    @property
    def item_name(self) -> Words:
        """What was handled."""
        return Words(self.item_zh, self.item_en or self.item_zh)

    def standing(self, at: datetime) -> Standing:
        """Where it stands at a moment; the rating is read with it (select_related)."""
        if hasattr(self, "rating"):
            return Standing.RATED
        return Standing.OPEN if at < self.ends_at else Standing.LAPSED


class ServiceRating(models.Model):
    """What somebody said; never changed, never made up for somebody who said nothing."""

    invitation = models.OneToOneField(Invitation, primary_key=True, on_delete=models.PROTECT, related_name="rating")
    level = models.PositiveSmallIntegerField()  # 5 very satisfied ... 1 very dissatisfied
    tags: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    text = models.TextField(blank=True)
    channel = models.CharField(max_length=30)
    rated_at = models.DateTimeField()
    excluded = models.BooleanField(default=False)  # found untrue on review: shown, not counted

    class Meta:
        indexes = [models.Index(fields=["-rated_at"], name="service_rating_by_time")]

    @property
    def is_bad(self) -> bool:
        """Whether it is one of the two lowest levels (差评)."""
        return self.level in BAD


class Rectification(models.Model):
    """What follows a bad rating, as a matter with its clocks and thread."""

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="rectification")
    rating = models.OneToOneField(ServiceRating, on_delete=models.PROTECT, related_name="rectification")
    tries = models.PositiveSmallIntegerField(default=0)  # callbacks that reached nobody
    rounds = models.PositiveSmallIntegerField(default=0)  # how often the person was not content

    @property
    def invitation(self) -> Invitation:
        """What was rated."""
        return self.rating.invitation


class RatingSeries(models.Model):
    """The last serial number of rectifications in a year; its row is the lock under which the next is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)
