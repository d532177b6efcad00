"""A calendar that became known, or changed, moves the ends of running limits: they are counted again, and told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import QuerySet

from gongban.delivery.cases.acting import write_events
from gongban.delivery.cases.events import DeadlineSet
from gongban.delivery.cases.models import Case
from gongban.foundation.matters.public import Matter, Timer, reckon, show_on_matter
from gongban.kernel.actors import SYSTEM
from gongban.kernel.city import Report
from gongban.kernel.words import Words

YEARS = "territory_calendaryear"


def recount_deadlines(report: Report) -> None:
    """Count again what is provisional; every running limit where a known year was changed."""
    tally = report.tallies.get(YEARS)
    if tally is None or not (tally.added or tally.changed):
        return
    running = Timer.objects.filter(stopped_at__isnull=True)
    moved = _recount(running if tally.changed else running.filter(provisional=True))
    report.count("deadlines", Words("重算的期限", "limits counted again"), changed=moved)


def _recount(timers: QuerySet[Timer]) -> int:
    matters = sorted(set(timers.values_list("matter_id", flat=True)))  # locked in order of id, like every bulk change
    return sum(_recount_matter(matter, timers) for matter in Matter.objects.select_for_update().filter(pk__in=matters).order_by("pk"))


def _recount_matter(matter: Matter, timers: QuerySet[Timer]) -> int:
    moved = [timer for timer in timers.filter(matter=matter).prefetch_related("pauses") if _moves(timer)]
    if moved:
        _tell(matter, moved)
    return len(moved)


def _moves(timer: Timer) -> bool:
    before = (timer.due_at, timer.provisional)
    reckon(timer)
    if (timer.due_at, timer.provisional) == before:
        return False
    timer.save()
    return True


def _tell(matter: Matter, timers: Iterable[Timer]) -> None:
    if matter.kind != "case":  # 办件、整改等：时限挂在事情本身 · of other matters the limits hang on the matter itself
        show_on_matter(matter, holds=matter.pk)
        matter.save()
        return
    case = Case.objects.select_related("matter").get(pk=matter.pk)
    case.matter = matter
    events = [DeadlineSet(timer.name, timer.due_at, timer.provisional, "calendar") for timer in timers]
    show_on_matter(matter)
    write_events(case, events, by=SYSTEM, at=datetime.now(UTC))
    matter.save()
