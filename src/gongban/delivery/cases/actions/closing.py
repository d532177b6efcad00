"""After the callback: file, redo, re-inspect."""

from __future__ import annotations

from uuid import UUID

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.events import Dispatched, Filed, Reinspected, Reopened
from gongban.delivery.cases.holding import give_to_lead
from gongban.delivery.cases.models import SiteRecord
from gongban.delivery.cases.raising import raise_if_due
from gongban.kernel.errors import Conflict
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class File(Input):
    text: str = asked("说明", "Note", widget="textarea", default="")


@performs("file", File)
def file(step: Step, given: File) -> None:
    """Lay the case away after the callback."""
    step.case.filed_at = step.at
    step.say(given.text, audience="parties")
    step.happened(Filed(step.case.reached))


class Redo(Input):
    text: str = asked("重办要求", "What is to be done", widget="textarea")


@performs("redo", Redo)
def redo(step: Step, given: Redo) -> None:
    """Back to the department that answered; counted, and three redoings raise the case."""
    _again(step, given.text, "denied")


def _again(step: Step, text: str, because: str) -> None:
    case = step.case
    former = case.lead or case.assignments.filter(share="lead").order_by("-sent_at").first()
    if former is None:
        raise Conflict("case.no_lead", Words("这件诉求没有主办部门，请重新派单。", "This case had no lead department."))
    case.redoings += 1
    case.filed_at = case.closed_at = case.reinspect_on = None
    case.solved, case.satisfaction, case.contacted, case.reached = "", None, None, None
    part = give_to_lead(case, former.department, at=step.at, reason=text)
    part.handler = former.handler
    part.save()
    case.hops -= 1  # the same department: not a hop
    step.say(text, audience="parties", kind="redo")
    step.happened(Reopened(case.redoings, because), Dispatched(former.department_id, part.pk, case.hops))
    raise_if_due(step)


class Reinspect(Input):
    passed: bool = asked("问题已经解决", "It is solved", widget="boolean")
    findings: str = asked("复查情况", "What was found", widget="textarea")
    present: str = asked("在场人员", "Those present", widget="text", default="", max_length=500)
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)


@performs("reinspect", Reinspect)
def reinspect(step: Step, given: Reinspect) -> None:
    """Look again after the set time; what was not solved is reopened and counted (A10)."""
    record = SiteRecord.objects.create(
        case=step.case, purpose="reinspection", present=given.present, findings=given.findings, passed=given.passed,
        at=step.at, recorded_by_id=step.by.account,
    )  # fmt: skip
    step.case.reinspect_on = None
    step.say(given.findings, audience="parties", photos=given.photos, purpose="reinspection", passed=given.passed)
    step.happened(Reinspected(given.passed, record.pk))
    if not given.passed:
        step.goes_to("dispatched")
        _again(step, given.findings, "reinspection")
