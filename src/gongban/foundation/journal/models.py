"""The append-only record: events, the order in which they were sealed, the seals, and readers' places."""

from __future__ import annotations

from django.db import models
from django.db.models import BigIntegerField, F, Func, Q, TextField
from django.db.models.functions import Cast, Now

from gongban.kernel.identifiers import uuid7


class Event(models.Model):
    """One thing that happened. The database refuses to change or delete it (migration 0002)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    matter = models.UUIDField(null=True)
    seq = models.PositiveIntegerField(null=True)
    actor = models.CharField(max_length=64, blank=True)
    actor_role = models.CharField(max_length=40, blank=True)
    acting_for = models.CharField(max_length=64, blank=True)
    organisation = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=30, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    xact = models.BigIntegerField(
        db_default=Cast(Cast(Func(function="pg_current_xact_id"), TextField()), BigIntegerField())
    )
    payload = models.JSONField(default=dict)

    class Meta:
        db_table = "journal_event"
        constraints = [
            models.UniqueConstraint(F("matter"), F("seq"), name="one_event_per_seq", nulls_distinct=True)
        ]
        indexes = [
            models.Index(fields=["xact"], name="journal_by_xact"),
            models.Index(fields=["kind", "occurred_at"], name="journal_by_kind"),
            models.Index(fields=["actor"], name="journal_by_actor", condition=~Q(actor="")),
        ]


class Seal(models.Model):
    """One sealed batch: its last position, the digest there, and the transaction horizon it reached."""

    id = models.BigAutoField(primary_key=True)
    last_position = models.BigIntegerField()
    digest = models.CharField(max_length=80)
    suite = models.CharField(max_length=20)
    horizon = models.BigIntegerField()
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "journal_seal"


class Place(models.Model):
    """The dense position that sealing gave an event, and the chained digest up to it."""

    position = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, related_name="sealed", db_constraint=False)
    digest = models.CharField(max_length=80)

    class Meta:
        db_table = "journal_place"


class Reader(models.Model):
    """How far a later-listener has read; moved in the same transaction as its effect."""

    name = models.CharField(primary_key=True, max_length=120)
    position = models.BigIntegerField(default=0)

    class Meta:
        db_table = "journal_reader"
