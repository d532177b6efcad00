"""Co-handlers and own units: they sign for their part and answer it; the lead checks it."""

from __future__ import annotations

from uuid import UUID

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.events import PartAnswered, PartChecked, PartSigned
from gongban.delivery.cases.holding import end_part
from gongban.delivery.cases.models import Assignment
from gongban.delivery.cases.rights import own_part
from gongban.foundation.matters.public import open_timers, reopen, stop
from gongban.kernel.errors import Conflict
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


def _mine(step: Step) -> Assignment:
    part = own_part(step.case, step.by)
    if part is None:
        raise Conflict("case.no_part", Words("您的部门没有待办的协办任务。", "Your department has no open part in this."))
    part.case = step.case
    return part


@performs("sign_assignment")
def sign_assignment(step: Step, given: Input) -> None:
    """A co-handler or unit signs for its part."""
    part = _mine(step)
    if part.state != "sent":
        raise Conflict("case.signed_already", Words("已经签收过了。", "It was signed for already."))
    part.state, part.signed_at, part.handler_id = "signed", step.at, UUID(step.by.account) if step.by.account else None
    part.save()
    stop(open_timers(step.matter, ["sign_in"], part.pk), at=step.at)
    step.say("", audience="staff", department=part.department_id)
    step.happened(PartSigned(part.pk))


class PartAnswer(Input):
    text: str = asked("办理情况", "What was done", widget="textarea")
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)


@performs("answer_assignment", PartAnswer)
def answer_assignment(step: Step, given: PartAnswer) -> None:
    """A co-handler or unit hands in its part; its clock stops until the lead has looked."""
    part = _mine(step)
    if part.state != "signed":
        raise Conflict("case.sign_first", Words("请先签收。", "Please sign for it first."))
    part.state, part.answer, part.answered_at = "answered", given.text, step.at
    part.answered_by_id = UUID(step.by.account) if step.by.account else None
    part.save()
    stop(open_timers(step.matter, ["holder"], part.pk), at=step.at)
    step.say(given.text, audience="staff", photos=given.photos, purpose="evidence", department=part.department_id)
    step.happened(PartAnswered(part.pk))


class PartCheck(Input):
    department: str | None = asked("哪个部门的意见", "Whose part", widget="answered_part", default=None)
    text: str = asked("意见", "Remark", widget="textarea", default="")


def _answered(step: Step, code: str | None) -> Assignment:
    parts = step.case.assignments.filter(share__in=["co", "unit"], state="answered")
    part = (parts.filter(department=code) if code else parts).order_by("answered_at").first()
    if part is None:
        raise Conflict("case.no_part_answered", Words("没有待核查的协办意见。", "No part waits to be checked."))
    part.case = step.case
    return part


@performs("accept_assignment", PartCheck)
def accept_assignment(step: Step, given: PartCheck) -> None:
    """The lead accepts a part."""
    part = _answered(step, given.department)
    end_part(part, "accepted", at=step.at)
    part.state = "accepted"
    part.save()
    step.say(given.text, audience="staff", department=part.department_id)
    step.happened(PartChecked(part.pk, accepted=True))


@performs("send_back_assignment", PartCheck)
def send_back_assignment(step: Step, given: PartCheck) -> None:
    """The lead sends a part back; its clock runs on from its old start."""
    part = _answered(step, given.department)
    part.state = "signed"
    part.save()
    reopen(step.matter.timers.filter(name="holder", subject=part.pk))
    step.say(given.text, audience="staff", department=part.department_id)
    step.happened(PartChecked(part.pk, accepted=False))
