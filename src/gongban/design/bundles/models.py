"""Tables of bundles: each with its versions. What is published never changes: the database refuses."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from gongban.design.bundles.contents import Contents
from gongban.design.bundles.terms import Origin, Stage
from gongban.foundation.people.models import Department
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words


class Bundle(models.Model):
    """A life event or a trade under its short name; what it says stands in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.CharField(max_length=60, unique=True)
    current = models.ForeignKey("BundleVersion", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()


class BundleVersion(models.Model):
    """What a bundle says in one version. As a draft it may change, once published never again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(null=True)  # given when it is published
    stage = models.CharField(max_length=10, default=Stage.DRAFT)
    origin = models.CharField(max_length=10, default=Origin.PEOPLE)
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")  # 牵头部门
    contents_json: models.JSONField[Any, Any] = models.JSONField(db_column="contents")
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=400)
    kind = models.CharField(max_length=10)
    audience = models.CharField(max_length=10)
    phase = models.CharField(max_length=20)
    items = ArrayField(models.CharField(max_length=80), default=list)  # short names and codes of its parts' items
    ended = models.BooleanField(default=False)
    note = models.TextField(blank=True)  # why it changed
    redesign = models.UUIDField(null=True)  # the id of the redesign that it came from
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    # 人只记编号，不设外键：已发布的行不许改 · ids of people without a foreign key: published rows do not change when somebody leaves
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)  # why it was returned
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="one_bundle_version_per_number"),
            models.UniqueConstraint(fields=["bundle"], condition=Q(stage__in=[Stage.DRAFT, Stage.SUBMITTED]), name="one_bundle_draft_at_a_time"),
        ]
        indexes = [GinIndex(fields=["items"], name="bundle_by_item")]

    @property
    def name(self) -> Words:
        """How it is called, in both languages."""
        return Words(self.name_zh, self.name_en)

    @property
    def contents(self) -> Contents:
        """What it says."""
        return Contents.read(self.contents_json)

    def take(self, contents: Contents) -> None:
        """Say this from now on: the contents, and what lists show and filter of them."""
        self.contents_json = contents.stored()
        self.name_zh, self.name_en = contents.name.zh[:300], contents.name.en[:400]
        self.kind, self.audience, self.phase = contents.kind, contents.audience, contents.phase
        self.items = list(dict.fromkeys(part.item for part in contents.parts))
