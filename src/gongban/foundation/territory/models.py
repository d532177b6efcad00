"""The city: its settings, areas with dated boundaries, streets, places by name, calendar years, mechanisms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from gongban.kernel.place import Bounds


class City(models.Model):
    """The one city of this instance; `settings` holds what its YAML says beyond the named columns."""

    code = models.CharField(primary_key=True, max_length=40)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    number_prefix = models.CharField(max_length=6)
    timezone = models.CharField(max_length=60)
    language = models.CharField(max_length=10, default="zh-hans")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    settings = models.JSONField(default=dict)

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north in degrees, WGS-84; places outside are refused."""
        return Bounds(self.west, self.south, self.east, self.north)


class AreaQuerySet(models.QuerySet["Area"]):
    def on(self, day: date) -> AreaQuerySet:
        """Areas that exist on a day."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day)).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        )


class Area(models.Model):
    """A district, street, community or grid cell with its boundary (GeoJSON geometry, WGS-84)."""

    code = models.CharField(primary_key=True, max_length=20)
    level = models.CharField(max_length=12)  # district | street | community | grid
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    boundary: models.JSONField[Any, Any] = models.JSONField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["level"], name="area_by_level")]


class NamedPlace(models.Model):
    """A street or a point of interest that a person may name instead of pointing at the map."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=12)  # road | bridge | park | school | ... as the city's file says
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    pinyin = models.CharField(max_length=240, blank=True)
    initials = models.CharField(max_length=60, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()
    geometry: models.JSONField[Any, Any] = models.JSONField(null=True)


class CalendarYear(models.Model):
    """A year's notice of holidays and make-up days; a year without one is provisional."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    notice = models.CharField(max_length=200, blank=True)
    holidays = models.JSONField(default=list)  # ISO dates
    make_up = models.JSONField(default=list)


class Mechanism(models.Model):
    """Whether a mechanism of the domain is on, off or piloted, where and since when (B8)."""

    code = models.CharField(primary_key=True, max_length=40)
    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120)
    state = models.CharField(max_length=10)  # on | off | piloted
    districts = models.JSONField(default=list)
    since = models.DateField(null=True)
    until = models.DateField(null=True)  # the last day
