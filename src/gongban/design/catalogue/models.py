"""Tables of the catalogue: items, their versions in editions, and switches. What is published never changes: the database refuses."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.terms import Origin, Setting, Stage
from gongban.foundation.people.models import Department
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words


class Edition(models.Model):
    """An edition (版次) of the whole catalogue: one draft at a time, published at once with all that changed in it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveIntegerField(null=True, unique=True)  # given when it is published
    stage = models.CharField(max_length=10, default=Stage.DRAFT)
    source = models.CharField(max_length=10, default=Origin.PEOPLE)
    note = models.TextField(blank=True)
    # 人只记编号，不设外键：已发布的行不许改，人离开时也不改 · ids of people without a foreign key: published rows do not change when somebody leaves
    submitted_by = models.UUIDField(null=True)
    submitted_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)  # why it was returned
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    since = models.DateField(null=True)  # in force from this day
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(models.Value(1), condition=Q(stage__in=[Stage.DRAFT, Stage.SUBMITTED]), name="one_draft_at_a_time")]


class Item(models.Model):
    """A service item of one body, on whichever of the three levels; its contents stand in versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=80, unique=True)  # 31 or 33 characters, or a local code
    slug = models.CharField(max_length=60, blank=True)  # a short name, the same in every district
    base = models.CharField(max_length=14, blank=True)  # base code, and two digits of the handling item
    district = models.CharField(max_length=20, blank=True)  # code of an area; empty means the whole city
    current = models.ForeignKey("ItemVersion", null=True, on_delete=models.PROTECT, related_name="+")
    origin: models.JSONField[Any, Any] = models.JSONField(default=dict)  # of a package: city, code, version, when it was taken
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "district"], condition=~Q(slug=""), name="one_item_per_slug")]
        indexes = [models.Index(fields=["base", "district"], name="item_by_base")]


class ItemVersion(models.Model):
    """What an item says in one edition. In a draft it may change, once published never again."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(null=True)  # of the item, given when it is published
    department = models.ForeignKey(Department, null=True, on_delete=models.PROTECT, related_name="+")
    elements_json: models.JSONField[Any, Any] = models.JSONField(db_column="elements")
    name_zh = models.CharField(max_length=300)
    name_en = models.CharField(max_length=400)
    main_name = models.CharField(max_length=300, blank=True)
    type = models.CharField(max_length=4)
    objects_served = ArrayField(models.CharField(max_length=2), default=list)
    themes = ArrayField(models.CharField(max_length=400), default=list)
    forms = ArrayField(models.CharField(max_length=2), default=list)
    ended = models.BooleanField(default=False)  # 取消 · from here on the item is no more
    pilot = models.JSONField(default=list)  # districts in which it is to begin
    note = models.TextField(blank=True)  # why it changed
    redesign = models.UUIDField(null=True)  # the id of the redesign that it came from
    based_on = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    past: models.JSONField[Any, Any] = models.JSONField(default=list)  # steps in the draft that can be taken back; gone once published

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "edition"], name="one_version_per_edition"),
            models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number"),
        ]
        indexes = [
            models.Index(fields=["department", "type"], name="version_by_department"),
            GinIndex(fields=["themes"], name="version_by_theme"),
        ]

    @property
    def name(self) -> Words:
        """How it is called, in both languages."""
        return Words(self.name_zh, self.name_en)

    @property
    def elements(self) -> Elements:
        """What it says."""
        return Elements.model_validate(self.elements_json)

    def take(self, elements: Elements) -> None:
        """Say this from now on: the elements, and what lists show and filter of them."""
        self.elements_json = elements.stored()
        self.name_zh, self.name_en, self.main_name = elements.name.zh[:300], elements.name.en[:400], (elements.main_name.zh or elements.name.zh)[:300]
        self.type, self.objects_served, self.themes, self.forms = elements.type, list(elements.objects), list(elements.themes), list(elements.forms)


class Switch(models.Model):
    """From which day an item, or one version of it, is on, off or piloted in some districts; never changed, only followed by another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="switches")
    version = models.ForeignKey(ItemVersion, null=True, on_delete=models.CASCADE, related_name="switches")  # none: the item itself
    setting = models.CharField(max_length=10, default=Setting.ON)
    districts = models.JSONField(default=list)
    since = models.DateField()
    reason = models.TextField(blank=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["item", "since"], name="switch_by_item")]
