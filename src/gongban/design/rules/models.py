"""The versions of the platform's published rules; a version that is in force is never changed nor deleted."""

from __future__ import annotations

from datetime import date

from django.db import models

from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words


class RuleVersion(models.Model):
    """One version of one rule (办法), as Markdown in either language or both; in force from `since` until the next."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=40)
    since = models.DateField()
    title_zh = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "since"], name="one_version_per_day")]

    @property
    def key(self) -> tuple[str, date]:
        """What names a version."""
        return self.code, self.since

    @property
    def title(self) -> Words:
        """The heading in both languages; in one where the other is not written."""
        return Words(self.title_zh or self.title_en, self.title_en or self.title_zh)

    @property
    def text(self) -> Words:
        """The Markdown in both languages; in one where the other is not written."""
        return Words(self.text_zh or self.text_en, self.text_en or self.text_zh)
