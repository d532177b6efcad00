"""Joint study (A8): departments meet, a named principle decides who solves it now."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.actions.dispatching import send_to
from gongban.delivery.cases.checks import department_of, open_application, principle_of
from gongban.delivery.cases.events import DispatchReturned, OwnershipSettled, StudyCalled, StudyDecided
from gongban.delivery.cases.holding import end_lead
from gongban.delivery.cases.models import Study
from gongban.kernel.errors import Conflict
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class CallStudy(Input):
    question: str = asked("要商定什么", "What is to be decided", widget="textarea")
    departments: list[str] = asked("参加部门", "Departments invited", widget="departments", min_length=2, max_length=20)
    meets_at: datetime | None = asked("开会时间", "Meets at", widget="datetime", default=None)


@performs("call_study", CallStudy)
def call_study(step: Step, given: CallStudy) -> None:
    """Call the departments together; a return that was asked for is granted with it."""
    if step.case.studies.filter(decided_at__isnull=True).exists():
        raise Conflict("case.study_open", Words("这件诉求已在研判中。", "A joint study is already open."))
    if step.matter.state == "return_asked":
        _release(step, given.question)
    invited = [department_of(code) for code in dict.fromkeys(given.departments)]
    study = Study.objects.create(case=step.case, question=given.question, meets_at=given.meets_at, called_at=step.at)
    study.invited.set(invited)
    step.say(given.question, audience="staff", departments=[each.pk for each in invited])
    step.happened(StudyCalled(study.pk, [each.pk for each in invited]))


def _release(step: Step, text: str) -> None:
    assert step.case.lead
    open_application(step, "return", granted=True, text=text)
    step.case.returns += 1
    step.happened(DispatchReturned(step.case.lead.department_id, step.case.returns))
    end_lead(step.case, "returned", at=step.at)


class DecideStudy(Input):
    department: str = asked("由谁解决", "Who solves it now", widget="department")
    principle: str = asked("依据的原则", "Principle that decided", widget="principle")
    conclusion: str = asked("结论", "Conclusion", widget="textarea")
    settles: bool = asked("同时确定归属", "This also settles ownership", widget="boolean", default=True)


@performs("decide_study", DecideStudy)
def decide_study(step: Step, given: DecideStudy) -> None:
    """Record the conclusion with the principle that decided, and let that department solve it."""
    study = step.case.studies.filter(decided_at__isnull=True).first()
    if study is None:
        raise Conflict("case.no_study", Words("没有进行中的研判。", "No joint study is open."))
    principle_of(given.principle)
    chosen = department_of(given.department)
    study.principle, study.conclusion = given.principle, given.conclusion
    study.decided_for, study.decided_at = chosen, step.at
    study.save()
    step.say(given.conclusion, audience="staff", principle=given.principle, department=chosen.pk)
    step.happened(StudyDecided(study.pk, given.principle, chosen.pk))
    if given.settles:
        step.case.owner = chosen
        step.happened(OwnershipSettled(chosen.pk, given.principle))
    _solve(step, chosen.pk, given)


def _solve(step: Step, chosen: str, given: DecideStudy) -> None:
    if step.case.lead and step.case.lead.department_id == chosen:
        step.case.interim = not given.settles
        step.goes_to(step.matter.state)
        return
    send_to(step, chosen, text=given.conclusion, interim=not given.settles, said=True)
    step.goes_to("dispatched")
