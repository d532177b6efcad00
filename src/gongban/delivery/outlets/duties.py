"""Who serves at which counter now: begun and ended by the member of staff, at most one at a time, over with the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from gongban.delivery.outlets.events import DutyBegun, DutyEnded
from gongban.delivery.outlets.models import Duty, Outlet
from gongban.delivery.outlets.terms import Counter
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Account
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

ONE_DAY = timedelta(days=1)


class Serving(Input):
    """At which counter somebody serves."""

    outlet: str = asked("网点", "Outlet", max_length=40)
    counter: str = asked("窗口", "Counter", max_length=10)


@dataclass(frozen=True)
class OnDuty:
    """Where a member of staff serves now."""

    outlet: Outlet
    counter: Counter
    since: datetime


def duty_of(by: Actor, at: datetime) -> OnDuty | None:
    """The counter at which the actor serves now; None for those who serve at none (today)."""
    row = _running(by, at)
    counter = row.outlet.counter(row.counter) if row and not row.outlet.ended else None
    return OnDuty(row.outlet, counter, row.since) if row and counter else None


def outlets_to_serve(by: Actor) -> list[Outlet]:
    """The outlets where the actor may serve: those at which one of their departments has people."""
    if not by.is_staff:
        return []
    here = Q(pk__in=[])
    for code in by.departments():
        here |= Q(departments__contains=[code])
    return list(Outlet.objects.active().filter(here).order_by("place", "code"))


def begin_duty(given: Serving, *, by: Actor, at: datetime) -> OnDuty:
    """Serve at a counter from now on; a duty before ends. Forbidden at an outlet where the actor's departments do not serve."""
    with transaction.atomic():
        outlet, counter = _counter(given, by)
        Account.objects.select_for_update().get(pk=by.account or "")
        running = _running(by, at)
        if running and (running.outlet_id, running.counter) == (outlet.pk, counter.code):
            return OnDuty(outlet, counter, running.since)
        ended = _end(by, at)
        made = Duty.objects.create(account_id=UUID(by.account or ""), outlet=outlet, counter=counter.code, since=at)
        record(*ended, _entry(DutyBegun(made.pk, outlet.code, counter.code), by, at, outlet))
    return OnDuty(outlet, counter, at)


def end_duty(*, by: Actor, at: datetime) -> None:
    """Serve at no counter any more; nothing happens where there is no duty."""
    if by.account is None:
        return
    with transaction.atomic():
        record(*_end(by, at))


def _running(by: Actor, at: datetime) -> Duty | None:
    if not by.is_staff or by.account is None:
        return None
    days = calendar()
    begins = days.day_begins(days.local_day(at))
    return Duty.objects.select_related("outlet").filter(account=_account(by), until__isnull=True, since__gte=begins).first()


def _counter(given: Serving, by: Actor) -> tuple[Outlet, Counter]:
    outlet = Outlet.objects.active().filter(code=given.outlet).first()
    if outlet is None:
        raise NotFound("outlet.not_found", Words("没有这个网点。", "There is no such outlet."))
    if not by.is_staff or by.account is None or not by.departments().intersection(outlet.departments):
        raise Forbidden("outlet.not_serving", Words("您的单位不在这个网点服务，请核对；需要增加请联系管理员。", "Your unit does not serve at this outlet. Ask the administrator to add it."))
    counter = outlet.counter(given.counter)
    if counter is None:
        raise Refusal("outlet.counter", Words("这个网点没有这个窗口，请重新选择。", "This outlet has no such counter. Choose again."), field="counter", status=422)
    return outlet, counter


def _end(by: Actor, at: datetime) -> list[Entry]:
    rows = list(Duty.objects.select_for_update(of=("self",)).select_related("outlet").filter(account=_account(by), until__isnull=True))
    days = calendar()
    for row in rows:
        row.until = min(at, days.day_begins(days.local_day(row.since) + ONE_DAY))
        row.save(update_fields=["until"])
    return [_entry(DutyEnded(row.pk, row.outlet.code, row.counter), by, at, row.outlet) for row in rows]


def _account(by: Actor) -> UUID | None:
    return UUID(by.account) if by.account else None


def _entry(what: DutyBegun | DutyEnded, by: Actor, at: datetime, outlet: Outlet) -> Entry:
    return Entry(what, by, at, organisation=min(by.departments().intersection(outlet.departments), default=""), place=outlet.code)
