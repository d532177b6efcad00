"""What the platform keeps for programs: answers to requests that may come again."""

from __future__ import annotations

from django.db import models


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
