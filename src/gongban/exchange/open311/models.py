"""What the city offers to Open311 clients, and what came in through it."""

from __future__ import annotations

from django.db import models

from gongban.foundation.matters.models import Matter


class Offer(models.Model):
    """open311.yaml as it was loaded; one row for the city of this instance."""

    city = models.CharField(primary_key=True, max_length=40)
    content = models.JSONField(default=dict)
    changed_at = models.DateTimeField()


class Submission(models.Model):
    """A request that came over Open311: how its number is given, and the answers that are codes, numbers or times.

    Free words among the answers stand in the request's text alone, where masking and erasing find them.
    """

    matter = models.OneToOneField(Matter, primary_key=True, on_delete=models.CASCADE, related_name="+")
    numbering = models.CharField(max_length=10)
    token = models.CharField(max_length=64, null=True, unique=True)  # digest
    answers = models.JSONField(default=dict)
