"""Review: opinions of the units, inspection on site, special procedures that stop the clock, one extension."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from gongban.delivery.applications.acting import Step, performs
from gongban.delivery.applications.events import (
    Inspected,
    OpinionGiven,
    ReviewExtended,
    SpecialBegun,
    SpecialEnded,
)
from gongban.delivery.applications.flow import DECIDING, go_on, hear, let_time_pass, run_on, stand_still
from gongban.delivery.applications.models import Task
from gongban.delivery.applications.rights import WORKING
from gongban.delivery.applications.terms import Opinion, Special
from gongban.foundation.matters.public import extend, open_timers
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class GiveOpinion(Input):
    task: UUID | None = asked("环节", "Step", widget="task", default=None)
    opinion: Opinion = asked("意见", "Opinion", widget="choice", default=Opinion.AGREED)
    text: str = asked("审查意见", "Findings", widget="textarea", max_length=2000)


class Inspect(Input):
    departments: list[str] = asked("到场单位", "Units that were there", widget="departments", default=[], max_length=12)
    present: str = asked("在场人员", "Those present", max_length=500)
    findings: str = asked("核查情况", "Findings", widget="textarea")
    passed: bool = asked("符合要求", "Requirements are met", widget="boolean", default=True)
    when: datetime | None = asked("时间", "When", widget="datetime", default=None)
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)


class BeginSpecial(Input):
    procedure: Special = asked("特别程序", "Procedure", widget="choice")
    text: str = asked("理由和预计时间（申请人会看到）", "Why, and how long (the applicant reads it)", widget="textarea", max_length=1000)


class Extend(Input):
    amount: int = asked("延长几个工作日", "By how many working days", widget="integer", ge=1, le=30)
    text: str = asked("理由（申请人会看到）", "Why (the applicant reads it)", widget="textarea", max_length=1000)


@performs("give_opinion", GiveOpinion)
def give_opinion(step: Step, given: GiveOpinion) -> None:
    """A unit says what it found in its step; what follows by the diagram opens."""
    task = _task(step, given.task)
    if given.opinion.value not in (task.outcomes or [""]) and task.outcomes:
        raise Refusal("application.opinion", Words("这个环节没有这个结论。", "This step has no such outcome."), field="opinion", status=422)
    task.opinion, task.text, task.done_at, task.done_by_id = given.opinion, given.text, step.at, step.by.account  # type: ignore[assignment]
    task.save()
    step.say(given.text, audience="staff", opinion=given.opinion.value, task=task.key)
    step.happened(OpinionGiven(task.pk, task.department_id, given.opinion), *go_on(step.part, task, given.opinion.value if task.outcomes else "", step.at))


def _task(step: Step, pk: UUID | None) -> Task:
    mine = step.part.tasks.filter(done_at__isnull=True, department__in=step.by.departments(*WORKING)).order_by("opened_at", "pk")
    mine = mine.exclude(outcomes__overlap=sorted(DECIDING))  # 决定由“作出决定”办 · the decision is an action of its own
    found = mine.filter(pk=pk).first() if pk else mine.first()
    if found is None:
        raise Conflict("application.no_task", Words("这个环节已经完成，或不归您的单位。", "This step is done, or not your unit's."))
    return found


@performs("inspect", Inspect)
def inspect(step: Step, given: Inspect) -> None:
    """One record of a joint look on site: who was there, what was found, with photos."""
    if given.when and given.when > step.at:
        raise Refusal("input.in_future", Words("时间不能在将来。", "The time lies in the future."), field="when", status=422)
    units = sorted({*given.departments, *([step.department] if step.department else [])})
    entry = step.say(given.findings, photos=given.photos, present=given.present, passed=given.passed, departments=units, when=(given.when or step.at).isoformat())
    step.happened(Inspected(entry.pk, units, given.passed), *hear(step.part, "inspected", step.at))


@performs("pass_time")
def pass_time(step: Step, given: Input) -> None:
    """Timers of the diagram have run out."""
    step.happened(*let_time_pass(step.part, step.at))


@performs("begin_special", BeginSpecial)
def begin_special(step: Step, given: BeginSpecial) -> None:
    """A hearing, test, or review by experts: both limits and the timers of the diagram stand still, and the applicant is told why."""
    step.part.special = given.procedure
    stand_still(step.part, step.at)
    step.say(given.text, procedure=given.procedure.value)
    step.happened(SpecialBegun(given.procedure))


@performs("end_special")
def end_special(step: Step, given: Input) -> None:
    """It is over; the limits and the timers run on."""
    run_on(step.part, step.at)
    step.happened(SpecialEnded(step.part.special))
    step.say("", procedure=step.part.special)
    step.part.special = ""


@performs("extend", Extend)
def extend_review(step: Step, given: Extend) -> None:
    """Lengthen the legal limit once; the promise stays what it was."""
    timer = open_timers(step.matter, ["legal"]).first()
    if step.part.extended or timer is None:
        raise Conflict("application.extended_once", Words("期限只能延长一次。", "The limit can be extended once only."))
    extend(timer, given.amount)
    step.part.extended = True
    step.say(given.text, amount=given.amount)
    step.happened(ReviewExtended(given.amount, timer.due_at))
