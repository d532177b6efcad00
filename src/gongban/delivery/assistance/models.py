"""Tables of assistance: the city's rules, mandates with what was done under them, orders with their steps.

What identifies a person (contact, address, words) is encrypted in columns that can be erased; the journal holds ids and codes.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from gongban.foundation.people.models import Account, Department, Enterprise
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words


class Rule(models.Model):
    """What the city says of assistance (assistance.yaml): one row."""

    longest_days = models.PositiveIntegerField(default=365)
    excluded: models.JSONField[dict[str, dict[str, str]], dict[str, dict[str, str]]] = models.JSONField(default=dict)  # item: why, in words


class Mandate(models.Model):
    """That somebody may act for a person or an enterprise: for named items, for a time, until it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="mandates_given")
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="mandates_given")
    assistant = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="mandates_held")
    unit = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")  # of a member of staff
    kind = models.CharField(max_length=4)  # help | act
    items: models.JSONField[list[str], list[str]] = models.JSONField(default=list)  # codes of items, "bundle:" and codes of bundles
    since = models.DateTimeField()
    until = models.DateTimeField()
    origin = models.CharField(max_length=8)  # online | paper
    paper = models.UUIDField(null=True)  # the photo of the paper, a document
    entered_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="in_force")  # in_force | revoked | laid_down
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(account__isnull=False) ^ Q(enterprise__isnull=False), name="one_principal")]
        indexes = [
            models.Index(fields=["assistant", "until"], name="mandate_by_assistant", condition=Q(state="in_force")),
            models.Index(fields=["account", "-given_at"], name="mandate_by_account"),
            models.Index(fields=["enterprise", "-given_at"], name="mandate_by_enterprise"),
        ]

    def in_force(self, at: datetime) -> bool:
        """Whether it holds at a moment."""
        return self.state == "in_force" and self.since <= at < self.until


class Deed(models.Model):
    """Something that an assistant did under a mandate; shown to whoever gave it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="deeds")
    at = models.DateTimeField()
    what = models.CharField(max_length=40)  # a code
    subject = models.CharField(max_length=60, blank=True)  # the number of the matter

    class Meta:
        indexes = [models.Index(fields=["mandate", "-at"], name="deed_by_mandate")]


class Series(models.Model):
    """The last number of an order in a year; its row is the lock under which the next is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class Order(models.Model):
    """An assistance order: for whom, what, where, who has it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=20, unique=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="assistance_orders")
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="assistance_orders")
    item = models.CharField(max_length=100)  # the code of an item or "bundle:" and that of a bundle
    kind = models.CharField(max_length=4)
    place = models.CharField(max_length=8)  # counter | online | home
    contact = models.TextField(blank=True)  # encrypted: name and phone
    address = models.TextField(blank=True)  # encrypted, of a visit
    wish = models.TextField(blank=True)  # encrypted
    appointment = models.DateTimeField(null=True)
    unit = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    assistant = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="orders_held")
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.SET_NULL, related_name="orders")
    state = models.CharField(max_length=10, default="asked")
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    last_seq = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "-changed_at", "-id"], name="order_by_unit"),
            models.Index(fields=["assistant", "-changed_at", "-id"], name="order_by_assistant"),
            models.Index(fields=["account", "-asked_at"], name="order_by_account"),
        ]

    def next_seq(self) -> int:
        """The next event's number; the caller holds the row's lock and saves it."""
        self.last_seq += 1
        return self.last_seq


class Stage(models.Model):
    """One line of an order's history, and what its form says."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="stages")
    action = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10)  # after it
    reason = models.CharField(max_length=24, blank=True)
    text = models.TextField(blank=True)  # encrypted


def unit_words(unit: Department) -> Words:
    """How a unit is called."""
    return Words(unit.name_zh, unit.name_en)
