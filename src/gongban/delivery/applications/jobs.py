"""Every ten minutes: accept what nobody answered within five working days, take the reports of the payment channel; nightly, forget old drafts."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

import gongban.delivery.applications.keeping  # noqa: F401 - declares what is erased by rule
from gongban.delivery.applications.acting import act
from gongban.delivery.applications.models import Part
from gongban.delivery.applications.paying import order_left, take_reports
from gongban.foundation.matters.public import Timer
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Conflict

AT_ONCE = 500


@app.periodic(cron="*/10 * * * *", periodic_id="applications.deem_accepted")
@app.task(name="applications.deem_accepted", queueing_lock="applications.deem_accepted", pass_context=False)
def deem_accepted(timestamp: int) -> None:
    """Accept what nobody answered in time."""
    while accept_overdue(timezone.now()) == AT_ONCE:
        pass


@app.periodic(cron="* * * * *", periodic_id="applications.payments")
@app.task(name="applications.payments", queueing_lock="applications.payments", pass_context=False)
def take_payments(timestamp: int) -> None:
    """Send the orders that did not go out, and take what was reported as paid."""
    order_left(timezone.now())
    take_reports(timezone.now())


@app.periodic(cron="*/5 * * * *", periodic_id="applications.timers")
@app.task(name="applications.timers", queueing_lock="applications.timers", pass_context=False)
def run_timers(timestamp: int) -> None:
    """Let the timers of diagrams run out."""
    while pass_time(timezone.now()) == AT_ONCE:
        pass


def pass_time(at: datetime) -> int:
    """Let up to AT_ONCE timers of diagrams run out; returns how many parts were looked at."""
    due = Part.objects.filter(process_due__lt=at, matter__state="in_review").order_by("process_due").values_list("matter__number", flat=True)
    numbers = list(due[:AT_ONCE])
    for number in numbers:
        with suppress(Conflict):  # 刚刚有人办了，定时随之不同 · somebody has acted this very moment
            act(number, "pass_time", by=SYSTEM, at=at)
    return len(numbers)


def accept_overdue(at: datetime) -> int:
    """Accept, as of receipt, up to AT_ONCE parts whose five working days are over; returns how many were looked at."""
    rows = Timer.objects.filter(name="receipt", stopped_at__isnull=True, due_at__lt=at, matter__state="received", matter__kind="application")
    numbers = list(rows.order_by("due_at").values_list("matter__number", flat=True)[:AT_ONCE])
    for number in numbers:
        try:
            act(number, "deem_accepted", by=SYSTEM, at=at)
        except Conflict:  # 刚刚有人办了 · somebody has answered this very moment
            continue
    return len(numbers)
