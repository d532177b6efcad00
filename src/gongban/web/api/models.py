"""Tokens with which programs act for an account: only their digest is kept."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from gongban.foundation.people.public import Account
from gongban.kernel.identifiers import uuid7


class ApiToken(models.Model):
    """A secret that stands for an account over one channel, until it expires or is revoked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="api_tokens")
    digest = models.CharField(max_length=64, unique=True)
    channel = models.CharField(max_length=20)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
