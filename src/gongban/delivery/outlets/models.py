"""Tables of outlets: outlets with their counters, who serves at which counter, and terminals of self-service."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from gongban.delivery.outlets.hours import is_open, spans_on
from gongban.delivery.outlets.terms import Counter, Level
from gongban.foundation.people.models import Account
from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words


class OutletQuerySet(models.QuerySet["Outlet"]):
    def active(self) -> OutletQuerySet:
        """Those that are not closed for good."""
        return self.filter(ended=False)


class Outlet(models.Model):
    """A place where people are served in person. Degrees are WGS-84; hours are a line that hours.py reads."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=40, unique=True)
    place = models.PositiveIntegerField(default=0)  # in the order of the city's file
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    level = models.CharField(max_length=16)
    area = models.CharField(max_length=20, blank=True)  # the smallest area around it
    district = models.CharField(max_length=20, blank=True)
    address_zh = models.CharField(max_length=120, blank=True)
    address_en = models.CharField(max_length=120, blank=True)
    lon = models.FloatField()
    lat = models.FloatField()
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=300)
    late_hours = models.CharField(max_length=300, blank=True)  # 延时服务
    open_on_holidays = models.BooleanField(default=False)
    departments: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    counted: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(default=list)
    kiosk = models.BooleanField(default=False)
    impasse_point = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)

    objects = OutletQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["district"], name="outlet_by_district")]

    @property
    def name(self) -> Words:
        """How it is called."""
        return Words(self.name_zh, self.name_en)

    @property
    def address(self) -> Words:
        """Where it is, in words."""
        return Words(self.address_zh, self.address_en or self.address_zh)

    @property
    def kind(self) -> Level:
        """Its level as a value."""
        return Level(self.level)

    @property
    def counters(self) -> tuple[Counter, ...]:
        """Its counters in order."""
        return tuple(
            Counter(each["code"], Words(each["name_zh"], each["name_en"]), each["everything"], tuple(each["items"]), tuple(each["themes"]))
            for each in self.counted
        )

    def counter(self, code: str) -> Counter | None:
        """A counter by its code."""
        return next((each for each in self.counters if each.code == code), None)

    def is_open(self, at: datetime, days: WorkingCalendar) -> bool:
        """Whether it is open at an aware moment, after-hours service included."""
        return any(is_open(at, hours, days, open_on_holidays=self.open_on_holidays) for hours in (self.hours, self.late_hours))

    def spans(self, at: datetime, days: WorkingCalendar) -> tuple[tuple[tuple[Any, Any], ...], tuple[tuple[Any, Any], ...]]:
        """The openings of the local day of `at`, and those of its after-hours service."""
        day = days.local_day(at)
        usual, late = (spans_on(day, hours, days, open_on_holidays=self.open_on_holidays) for hours in (self.hours, self.late_hours))
        return usual, late


class Duty(models.Model):
    """Who serves at which counter since when. It ends with the local day at the latest, whether or not somebody ends it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="duties")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="duties")
    counter = models.CharField(max_length=10)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account"], condition=Q(until__isnull=True), name="one_duty_at_a_time")]


class Kiosk(models.Model):
    """A terminal of self-service. It proves itself by a token of which only the digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="kiosks")
    code = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outlet", "code"], condition=Q(revoked_at__isnull=True), name="one_kiosk_of_a_code")]
