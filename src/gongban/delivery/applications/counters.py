"""The counter (窗口): what was taken in at an outlet, what is to be collected there, and that every clerk of the outlet may hand it over."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from gongban.delivery.applications.models import Application, Part
from gongban.delivery.applications.terms import Delivery, Stage
from gongban.delivery.outlets.public import duty_of
from gongban.foundation.paging import Slice, slice_of
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role

SIZE = 20
MOST_DRAFTS = 50
NONE = Q(pk__in=[])


def outlet_served(by: Actor, at: datetime) -> str:
    """The outlet at which a clerk serves now; empty for everybody else."""
    duty = duty_of(by, at) if by.is_staff and by.holds(Role.COUNTER) else None
    return str(duty.outlet.code) if duty else ""


def at_counter(by: Actor, at: datetime) -> Q:
    """The condition under which an application concerns a clerk: they took it in, or it was handed in at, or is to be collected from, the outlet where they serve now."""
    if not (by.is_staff and by.holds(Role.COUNTER)):
        return NONE
    here = outlet_served(by, at)
    return Q(clerk=by.account) | (_of(here) & Q(stage=Stage.SUBMITTED) if here else NONE)


def _of(outlet: str) -> Q:
    return Q(outlet=outlet, clerk__isnull=False) | Q(delivery=Delivery.COUNTER, collect_at=outlet)


def counter_drafts(by: Actor) -> list[Application]:
    """What a clerk has begun and not yet taken in; a draft is nobody else's."""
    rows = Application.objects.filter(Q(clerk=by.account), stage=Stage.DRAFT) if by.is_staff and by.account else Application.objects.none()
    return list(rows.order_by("-saved_at", "-pk")[:MOST_DRAFTS])


def taken_on(day: date, *, by: Actor, at: datetime, key: str = "", size: int = SIZE) -> Slice[Application]:
    """What was taken in on a day of the city at the outlet where the clerk serves (by themselves, where they serve at none), the latest first."""
    begins, ends = calendar().day_begins(day), calendar().day_begins(day + timedelta(days=1))
    here = outlet_served(by, at)
    whose = Q(outlet=here, clerk__isnull=False) if here else Q(clerk=by.account) if by.is_staff and by.account else NONE
    rows = Application.objects.filter(whose, stage=Stage.SUBMITTED, submitted_at__gte=begins, submitted_at__lt=ends)
    parts = Prefetch("parts", Part.objects.select_related("matter").order_by("place"))
    return slice_of(rows.prefetch_related(parts), key, size, by="submitted_at")


def to_collect(by: Actor, *, at: datetime, number: str = "", key: str = "", size: int = SIZE) -> Slice[Part]:
    """Results that wait for the applicant at this counter, the oldest first; those to be had together once all are there. `number`: how it begins."""
    whole = Application.objects.filter(at_counter(by, at), delivery=Delivery.COUNTER)
    rows = Part.objects.filter(_complete(), matter__state="granted", application__in=whole.values("pk"))
    rows = rows.filter(matter__number__startswith=number.strip().upper()[:30]) if number.strip() else rows
    return slice_of(rows.select_related("matter", "application"), key, size, by="decided_at", newest_first=False)


def _complete() -> Q:
    others: QuerySet[Part] = Part.objects.filter(application=OuterRef("application"), matter__open=True).exclude(matter__state="granted")
    return Q(application__together=False) | Q(~Exists(others))
