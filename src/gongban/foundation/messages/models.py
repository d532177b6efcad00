"""Messages to people: where to, which words, how far it has come. Address and values are encrypted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongban.kernel.identifiers import uuid7


class Message(models.Model):
    """One message over one way. The key makes sure that nobody is told the same thing twice."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.CharField(max_length=160, unique=True)
    way = models.CharField(max_length=10)
    inbox = models.CharField(max_length=40, blank=True)  # account id, for messages read on the site
    address = models.TextField(blank=True)  # encrypted
    address_lookup = models.CharField(max_length=120, blank=True)
    template = models.CharField(max_length=60)
    values = models.TextField(blank=True)  # encrypted JSON
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10)
    tries = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    lapses_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=60, blank=True)  # a code, never an address

    class Meta:
        indexes = [
            models.Index(fields=["inbox", "-told_at"], name="message_inbox", condition=~Q(inbox="")),
            models.Index(fields=["inbox"], name="message_unread", condition=Q(read_at=None) & ~Q(inbox="")),
            models.Index(fields=["next_try_at"], name="message_waiting", condition=Q(state__in=["waiting", "sending"])),
            models.Index(fields=["address_lookup"], name="message_by_address", condition=~Q(address_lookup="")),
        ]
