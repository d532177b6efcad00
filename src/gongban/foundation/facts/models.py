"""Declared facts, and what is held of whom."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from gongban.foundation.people.public import Account, Enterprise
from gongban.kernel.identifiers import uuid7


class DeclaredFact(models.Model):
    """One fact of facts.yaml. One that the folder no longer names is ended and still serves what was published with it."""

    name = models.CharField(primary_key=True, max_length=63)
    place = models.PositiveIntegerField(default=0)  # in the order of the file, as questions are asked
    kind = models.CharField(max_length=10)
    about = models.CharField(max_length=12)
    words_zh = models.CharField(max_length=80)
    words_en = models.CharField(max_length=120)
    unit_zh = models.CharField(max_length=20, blank=True)
    unit_en = models.CharField(max_length=40, blank=True)
    question_zh = models.CharField(max_length=200, blank=True)
    question_en = models.CharField(max_length=300, blank=True)
    hint_zh = models.CharField(max_length=300, blank=True)
    hint_en = models.CharField(max_length=400, blank=True)
    source_zh = models.CharField(max_length=120, blank=True)
    source_en = models.CharField(max_length=160, blank=True)
    options: models.JSONField[Any, Any] = models.JSONField(default=list)  # [{code, zh, en}]
    least = models.BigIntegerField(null=True)
    most = models.BigIntegerField(null=True)
    formula = models.TextField(blank=True)
    personal = models.BooleanField(default=False)
    asked = models.BooleanField(default=True)
    seen_by: models.JSONField[Any, Any] = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)


class HeldFact(models.Model):
    """The value of a fact of one person or enterprise: plain, or sealed where it is personal; both empty for "has none"."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fact = models.ForeignKey(DeclaredFact, on_delete=models.PROTECT, related_name="held")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="held_facts")
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.CASCADE, related_name="held_facts")
    plain = models.TextField(blank=True)
    sealed = models.TextField(blank=True)
    source = models.CharField(max_length=10)
    reference = models.CharField(max_length=120, blank=True)
    as_of = models.DateField()
    recorded_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, enterprise__isnull=True) | Q(account__isnull=True, enterprise__isnull=False),
                name="held_of_one_party",
            ),
            models.UniqueConstraint(fields=["account", "fact"], condition=Q(account__isnull=False), name="held_once_of_a_person"),
            models.UniqueConstraint(fields=["enterprise", "fact"], condition=Q(enterprise__isnull=False), name="held_once_of_an_enterprise"),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="held_by_record")]
