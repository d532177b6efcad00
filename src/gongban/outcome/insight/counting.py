"""Counting in the database: six queries whatever the period, each grouped once by the dimension asked for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Func, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import TruncMonth

from gongban.delivery.cases.public import Assignment, Case, public_cases
from gongban.foundation.matters.public import Timer
from gongban.foundation.territory.public import calendar
from gongban.outcome.insight.terms import Counts, Dimension, Scope
from gongban.outcome.ratings.public import Callback, Standing, callback_rules

DONE = ("closed", "filed")
NO_LONGER_MINE = ("withdrawn", "joined")  # neither closed nor left open by anybody's doing


def count(scope: Scope, at: datetime) -> dict[str, Counts]:
    """The counts of every cell that is not empty, by the code of the dimension (a month as 2026-03); constant queries."""
    facts: dict[str, dict[str, int]] = {}
    for rows in (_received(scope), _closed(scope), _punctual(scope), _dispatched(scope), _signed(scope, at), _judged(scope)):
        _gather(facts, rows)
    return {code: Counts(**values) for code, values in facts.items()}


def _gather(facts: dict[str, dict[str, int]], rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        code = row.pop("code")
        cell = facts.setdefault(f"{code:%Y-%m}" if isinstance(code, datetime | date) else (code or ""), {})
        for key, value in row.items():  # n_ hinders a clash with a column of the same name
            name = key.removeprefix("n_")
            cell[name] = cell.get(name, 0) + int(value or 0)


def _received(scope: Scope) -> QuerySet[Any, Any]:
    ended = Q(matter__open=False) | Q(matter__state="closed")
    rows = _cut(Case.objects.all(), scope, "matter__opened_at")
    return rows.annotate(
        n_received=Count("pk", filter=~Q(matter__state__in=NO_LONGER_MINE)),
        n_ended=Count("pk", filter=ended & ~Q(matter__state__in=NO_LONGER_MINE)),
        n_chased=Count("pk", filter=Q(chases__gt=0)),
        n_chases=Sum("chases"),
        n_excluded=Count("pk", filter=Q(excluded=True)),
    )


def _closed(scope: Scope) -> QuerySet[Any, Any]:
    scored = Case.objects.filter(excluded=False, matter__state__in=DONE)
    rows = _cut(scored, scope, "closed_at")
    return rows.annotate(n_closed=Count("pk"), n_redone=Count("pk", filter=Q(redoings__gt=0)))


def _punctual(scope: Scope) -> QuerySet[Any, Any]:
    """A department is scored on its own clock, everything else on the resident's."""
    timers = Timer.objects.filter(kept__isnull=False, matter__case__excluded=False, matter__state__in=DONE)
    if scope.dimension is Dimension.DEPARTMENT or scope.departments is not None:
        timers = timers.filter(name="holder", subject=F("matter__case__lead_id"))
    else:
        timers = timers.filter(name="resident")
    rows = _cut(timers, scope, "matter__case__closed_at", "matter__case__")
    return rows.annotate(n_timed=Count("pk"), n_in_time=Count("pk", filter=Q(kept=True)))


def _dispatched(scope: Scope) -> QuerySet[Any, Any]:
    leads = Assignment.objects.filter(share="lead", case__excluded=False)
    rows = _cut(leads, scope, "sent_at", "case__", department="department_id")
    return rows.annotate(n_sent=Count("pk"), n_returned=Count("pk", filter=Q(ended_because="returned")))


def _signed(scope: Scope, at: datetime) -> QuerySet[Any, Any]:
    """Co-handlers and units are to sign as well; giving back in time counts like signing in time."""
    timers = Timer.objects.filter(name="sign_in", matter__case__excluded=False)
    rows = _cut(timers, scope, "started_at", "matter__case__", department="department_id")
    late = Q(kept__isnull=True, due_at__lt=at)
    return rows.annotate(n_to_sign=Count("pk", filter=Q(kept__isnull=False) | late), n_signed=Count("pk", filter=Q(kept=True)))


def _judged(scope: Scope) -> QuerySet[Any, Any]:
    settled = Callback.objects.exclude(standing__in=[Standing.OPEN, Standing.DROPPED]).filter(case__excluded=False)
    rows = _cut(settled, scope, "opened_at", "case__")
    answered = Q(standing=Standing.ANSWERED)
    rated = answered & Q(satisfaction__isnull=False)
    return rows.annotate(
        n_asked=Count("pk", filter=~Q(standing=Standing.LAPSED)),
        n_unreached=Count("pk", filter=Q(standing=Standing.UNREACHED)),
        n_declined=Count("pk", filter=Q(standing=Standing.DECLINED)),
        n_lapsed=Count("pk", filter=Q(standing=Standing.LAPSED)),
        n_contact_judged=Count("pk", filter=answered & Q(contacted__isnull=False)),
        n_contacted=Count("pk", filter=answered & Q(contacted=True)),
        n_judged=Count("pk", filter=answered),
        n_solved=Count("pk", filter=answered & Q(solved="yes")),
        n_partly=Count("pk", filter=answered & Q(solved="partly")),
        n_satisfaction_judged=Count("pk", filter=rated),
        n_satisfied=Count("pk", filter=rated & Q(satisfaction__gte=callback_rules().satisfied_from)),
    )


def _cut(rows: QuerySet[Any], scope: Scope, moment: str, case: str = "", department: str = "") -> QuerySet[Any, Any]:
    """Rows of the period, grouped by the dimension; `moment` and `case` are paths to the time and to the case."""
    days = calendar()
    since, until = days.day_begins(scope.since), days.day_begins(scope.until + timedelta(days=1))
    rows = rows.filter(**{f"{moment}__gte": since, f"{moment}__lt": until})
    holder = department or f"{case}lead__department_id"
    if scope.departments is not None:
        rows = rows.filter(**{f"{holder}__in": scope.departments})
    return rows.order_by().values(code=_code(scope.dimension, moment, case, holder, days.zone))


def _code(dimension: Dimension, moment: str, case: str, holder: str, zone: str) -> Any:
    if dimension is Dimension.MONTH:
        return TruncMonth(moment, tzinfo=ZoneInfo(zone))
    if dimension is Dimension.DEPARTMENT:
        return F(holder)
    if dimension is Dimension.CATEGORY:  # of three levels the first: the code up to the first dot
        return Func(F(f"{case}category_id"), Value("."), Value(1), function="split_part", output_field=TextField())
    return F(f"{case}{dimension.value}")


def month_span(day: date, months: int) -> tuple[date, date]:
    """The first day of the period of so many months that ends with the month of `day`, and its last day.

    >>> month_span(date(2026, 2, 10), 3)
    (datetime.date(2025, 12, 1), datetime.date(2026, 2, 28))
    """
    first = day.year * 12 + day.month - months
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date(first // 12, first % 12 + 1, 1), following - timedelta(days=1)


def months_between(since: date, until: date) -> list[str]:
    """Every month of a period as 2026-03, in order."""
    span = range(since.year * 12 + since.month - 1, until.year * 12 + until.month)
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in span]


def count_public(since: date, until: date | None = None) -> dict[str, int]:
    """Of the cases opened in a period (both days included; None: up to now) how many are public, and how many of these are closed."""
    days = calendar()
    rows = public_cases().filter(matter__opened_at__gte=days.day_begins(since))
    if until:
        rows = rows.filter(matter__opened_at__lt=days.day_begins(until + timedelta(days=1)))
    return rows.aggregate(all=Count("pk"), closed=Count("pk", filter=Q(matter__state__in=DONE)))


def first_day() -> date | None:
    """The local day on which the first case was opened; None when there is none."""
    first = Case.objects.order_by("matter__opened_at", "matter__pk").values_list("matter__opened_at", flat=True).first()
    return calendar().local_day(first.astimezone(UTC)) if first else None


def latest_day() -> date | None:
    """The local day on which the last case was opened; None when there is none."""
    last = Case.objects.order_by("-matter__opened_at", "-matter__pk").values_list("matter__opened_at", flat=True).first()
    return calendar().local_day(last.astimezone(UTC)) if last else None
