"""Which limits run on a case: from the city's table to timers, and what each row of the lifecycle does to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from gongban.delivery.cases.events import DeadlineSet, Paused, Resumed
from gongban.delivery.cases.limits import Limits, limits_for
from gongban.delivery.cases.models import Assignment
from gongban.foundation.matters.public import (
    Timer,
    open_timers,
    pause,
    reopen,
    resume,
    start_timers,
    stop,
)
from gongban.kernel.clock import Limit, share_of
from gongban.kernel.events import Occurrence

if TYPE_CHECKING:
    from gongban.delivery.cases.acting import Step

HOLDER_TIMERS = ("sign_in", "first_contact", "holder")


def apply_clock(step: Step) -> list[Occurrence]:
    """Apply the clock effects that the row names; return the events that tell of them."""
    found: list[Occurrence] = []
    for effect in step.row.clock:
        found.extend(EFFECTS[effect](step))
    return found


def start_holder_clocks(part: Assignment, *, at: datetime) -> list[DeadlineSet]:
    """Sign-in, first contact (of a lead) and end run from each dispatch; a unit has a share of its superior's time."""
    limits = limits_for(part.case)
    started = start_timers(
        part.case.matter, _holder_limits(part, limits), at=at, subject=part.pk, department=part.department_id,
        yellow_percent=limits.yellow_percent,
    )  # fmt: skip
    return [told(timer) for timer in started]


def told(timer: Timer, because: str = "") -> DeadlineSet:
    """The event that says when a timer is due."""
    return DeadlineSet(timer.name, timer.due_at, timer.provisional, because)


def _holder_limits(part: Assignment, limits: Limits) -> dict[str, Limit]:
    if part.share == "lead":
        return {"sign_in": limits.sign_in, "first_contact": limits.first_contact, "holder": limits.holder}
    return {"sign_in": limits.sign_in, "holder": share_of(limits.holder, limits.unit_share_percent)}


def _lead(step: Step) -> UUID | None:
    return step.case.lead.pk if step.case.lead else None


def _start_lead(step: Step) -> list[Occurrence]:
    # decide_study and reinspect may leave the lead as it is: then nothing starts anew
    lead = step.case.lead
    fresh = lead is not None and lead.sent_at == step.at
    return list(start_holder_clocks(lead, at=step.at)) if lead and fresh else []


def _stop_named(name: str) -> Callable[[Step], list[Occurrence]]:
    def stop_it(step: Step) -> list[Occurrence]:
        stop(open_timers(step.matter, [name], _lead(step)), at=step.at)
        return []

    return stop_it


def _stop_all(step: Step) -> list[Occurrence]:
    stop(open_timers(step.matter), at=step.at)
    return []


def _end_lead(step: Step) -> list[Occurrence]:
    """The lead was released by the action; its timers end with it."""
    stop(open_timers(step.matter, HOLDER_TIMERS), at=step.at)
    return []


def _pause_lead(step: Step) -> list[Occurrence]:
    pause(open_timers(step.matter, HOLDER_TIMERS, _lead(step)), at=step.at, reason="return_asked")
    return [Paused("return_asked")]


def _resume_lead(step: Step) -> list[Occurrence]:
    return [Resumed(resume(open_timers(step.matter, HOLDER_TIMERS, _lead(step)), at=step.at))]


def _pause_all(step: Step) -> list[Occurrence]:
    pause(open_timers(step.matter), at=step.at, reason="waiting_for_reporter")
    return [Paused("waiting_for_reporter")]


def _resume_all(step: Step) -> list[Occurrence]:
    return [Resumed(resume(open_timers(step.matter), at=step.at))]


def _resume_waiting(step: Step) -> list[Occurrence]:
    resumed = resume(open_timers(step.matter), at=step.at, reason="waiting_for_reporter")
    return [Resumed(resumed)] if resumed else []


def _reopen_resident(step: Step) -> list[Occurrence]:
    reopen(step.matter.timers.filter(name="resident", stopped_at__isnull=False))
    return []


EFFECTS: dict[str, Callable[[Step], list[Occurrence]]] = {
    "start:lead": _start_lead,
    "stop:sign_in": _stop_named("sign_in"),
    "stop:first_contact": _stop_named("first_contact"),
    "stop:all": _stop_all,
    "end:lead": _end_lead,
    "pause:lead": _pause_lead,
    "resume:lead": _resume_lead,
    "pause:all": _pause_all,
    "resume:all": _resume_all,
    "resume:waiting": _resume_waiting,
    "reopen:resident": _reopen_resident,
}
