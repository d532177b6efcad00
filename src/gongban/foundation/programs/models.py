"""What the platform keeps for programs: answers to requests that may come again, subscriptions, deliveries, calls."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from gongban.foundation.people.models import Account, ApiToken
from gongban.kernel.identifiers import uuid7


class KeptAnswer(models.Model):
    """The answer to a request that named an idempotency key; `id` and `asked` are digests, the body is encrypted."""

    id = models.CharField(primary_key=True, max_length=64)  # of caller and key
    asked = models.CharField(max_length=64)  # of method, address and body
    status = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=60, blank=True)  # media type
    body = models.TextField(blank=True)  # encrypted
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kept_at"], name="kept_answer_by_age")]


class Subscription(models.Model):
    """An address that is told of events: of which kinds, of which departments, by whose rights."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="subscriptions")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.CASCADE, related_name="subscriptions")
    name = models.CharField(max_length=80)
    url = models.CharField(max_length=500)
    kinds: models.JSONField[Any, Any] = models.JSONField(default=list)
    departments: models.JSONField[Any, Any] = models.JSONField(default=list)  # empty: all in which the owner has a role
    secret = models.TextField()  # encrypted
    suite = models.CharField(max_length=20)
    standing = models.CharField(max_length=10)
    because = models.CharField(max_length=40, blank=True)  # a code: why it is paused or ended
    failures = models.PositiveIntegerField(default=0)  # in a row
    rests_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "-created_at"], name="subscription_by_account")]


class Delivery(models.Model):
    """One event on its way to one subscription; its id is the same at every try."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="deliveries")
    event = models.UUIDField()
    kind = models.CharField(max_length=60)
    matter = models.UUIDField(null=True)
    seq = models.PositiveIntegerField(default=0)
    body: models.JSONField[Any, Any] = models.JSONField()  # ids, codes and times only
    state = models.CharField(max_length=10)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)  # of the last answer
    error = models.CharField(max_length=40, blank=True)  # a code: why the last try brought no answer

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "event"], name="one_delivery_per_event")]
        indexes = [
            models.Index(fields=["subscription", "matter", "seq"], name="delivery_in_turn", condition=Q(state__in=["waiting", "sending"])),
            models.Index(fields=["subscription", "-made_at", "-id"], name="delivery_by_making"),
            models.Index(fields=["made_at"], name="delivery_by_age"),
        ]


class Call(models.Model):
    """A telephone call as the telephone system tells of it: who calls, on which operator's line, from when until when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="told_calls")  # of the telephone system
    reference = models.CharField(max_length=80)  # the system's own name of the call
    phone = models.TextField(blank=True)  # encrypted; empty where the caller withheld it
    line = models.CharField(max_length=20)
    channel = models.CharField(max_length=20)
    since = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    matter = models.UUIDField(null=True)  # what was received on it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "reference"], name="one_call_per_reference")]
        indexes = [models.Index(fields=["line", "-since"], name="call_by_line"), models.Index(fields=["since"], name="call_by_age")]
