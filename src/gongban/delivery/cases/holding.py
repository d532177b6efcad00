"""Who holds a case: giving it to a lead, giving parts to co-handlers and units, releasing them."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.cases.models import Assignment, Case
from gongban.delivery.cases.timing import HOLDER_TIMERS, start_holder_clocks
from gongban.foundation.matters.public import open_timers, stop
from gongban.foundation.people.public import Department
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words


def give_to_lead(case: Case, department: Department, *, at: datetime, reason: str = "") -> Assignment:
    """Make a department the lead; its clocks are started by the lifecycle row of the action."""
    part = Assignment(case=case, department=department, share="lead", reason=reason, sent_at=at)
    part.save(force_insert=True)
    case.lead = part
    case.hops += 1
    return part


def give_part(
    case: Case, department: Department, share: str, *, at: datetime, reason: str = "", parent: Assignment | None = None
) -> Assignment:
    """Ask a co-handler or an own unit for a part; its clocks start at once. Conflict when it holds the case already."""
    holding = case.assignments.filter(department=department).exclude(state="ended").exclude(state="accepted")
    if holding.exists():
        said = Words(f"{department.short_zh}已经在办这件事。", f"{department.short_en} already holds this case.")
        raise Conflict("case.already_holding", said)
    part = Assignment(case=case, department=department, share=share, reason=reason, sent_at=at, parent=parent)
    part.save(force_insert=True)
    start_holder_clocks(part, at=at)
    return part


def end_lead(case: Case, because: str, *, at: datetime) -> None:
    """Release the lead and the units below it, with their clocks."""
    if case.lead is None:
        return
    for part in (case.lead, *case.lead.children.exclude(state="ended")):
        end_part(part, because, at=at)
    case.lead = None


def end_part(part: Assignment, because: str, *, at: datetime) -> None:
    """End one department's hold and stop its clocks."""
    stop(open_timers(part.case.matter, HOLDER_TIMERS, part.pk), at=at)
    part.state, part.ended_because, part.ended_at = "ended", because, at
    part.save()
