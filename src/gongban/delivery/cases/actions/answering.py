"""Answer and closure: written by one, approved by another, closed with evidence."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.events import Answered, AnswerSentBack, Closed, ReinspectionSet, Replied
from gongban.delivery.cases.limits import limits_for
from gongban.delivery.cases.models import Assignment
from gongban.delivery.cases.publicity import masked, show_parties
from gongban.delivery.cases.terms import Kind
from gongban.foundation.matters.public import open_timers
from gongban.foundation.territory.public import calendar
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

# Kinds in which something is to be put right: closing them needs evidence that it was.
NEEDS_EVIDENCE = (Kind.HELP, Kind.COMPLAINT, Kind.REPORT)


class Answer(Input):
    text: str = asked(
        "答复", "Answer", widget="answer",
        hint=Words("说清做了什么、谁做的、什么时候、依据是什么。", "Say what was done, by whom, when and on what ground."), min_length=1, max_length=4000,
    )  # fmt: skip
    evidence: str = asked("办理证据说明", "Evidence in words", widget="textarea", default="")
    photos: list[UUID] = asked("证据照片", "Photos as evidence", widget="photos", default=[], max_length=9)


@performs("answer", Answer)
def answer(step: Step, given: Answer) -> None:
    """Write the answer; all parts must have been checked, and evidence be given where something was to be put right."""
    part = step.case.lead
    assert part
    _parts_are_done(step)
    if step.case.kind in NEEDS_EVIDENCE and not given.photos and not given.evidence:
        said = Words("请附上办理后的照片，或写明证据。", "Add photos of the result, or say in words what proves it.")
        raise Refusal("case.evidence_missing", said, field="photos", status=422)
    part.answer, part.answered_at, part.state = given.text, step.at, "answered"
    part.answered_by_id = UUID(step.by.account) if step.by.account else None
    part.save()
    step.say(given.text, audience="staff", photos=given.photos, purpose="evidence", evidence=given.evidence)
    step.happened(Answered(part.pk))


def _parts_are_done(step: Step) -> None:
    waiting = step.case.assignments.filter(share__in=["co", "unit"]).exclude(state__in=["accepted", "ended"])
    names = [part.department.short_zh for part in waiting.select_related("department")]
    if names:
        said = Words(f"{'、'.join(names)}的协办意见还没有核查。", "Parts of co-handlers are not yet checked.")
        raise Conflict("case.parts_open", said)


class SendBack(Input):
    text: str = asked("要改什么", "What is to be changed", widget="textarea")


@performs("send_back_answer", SendBack)
def send_back_answer(step: Step, given: SendBack) -> None:
    """The reviewer sends the answer back to the handler."""
    part = step.case.lead
    assert part
    part.state = "signed"
    part.save()
    step.say(given.text, audience="department")
    step.happened(AnswerSentBack(part.pk))


class Approve(Input):
    text: str = asked("审核意见（只给本部门看）", "Remark (for your department only)", widget="textarea", default="")


@performs("approve_answer", Approve)
def approve_answer(step: Step, given: Approve) -> None:
    """A second person approves; the answer goes to the reporter and the case is closed."""
    case, part = step.case, step.case.lead
    assert part
    if step.by.account and str(part.answered_by_id) == step.by.account:
        raise Forbidden("case.own_answer", Words("不能审核自己写的答复，请由同事审核。", "Somebody else must review the answer that you wrote."))
    case.answer, case.closed_at = part.answer, step.at
    case.answer_public = masked(case, part.answer, official=True)
    show_parties(case)
    _end_all(case.assignments.exclude(state="ended"), step)
    days = limits_for(case).reinspection_days
    case.reinspect_on = calendar().local_day(step.at + timedelta(days=days)) if days else None
    entry = step.say(part.answer, audience="public", kind="answered", text_public=case.answer_public)
    _show_evidence(step, entry.pk)
    timer = open_timers(step.matter, ["holder"], part.pk).first()
    in_time = timer.due_at is None or step.at <= timer.due_at if timer else None
    if case.reinspect_on:
        step.happened(ReinspectionSet(case.reinspect_on))
    step.happened(Replied(entry.pk, final=True), Closed(part.department_id, in_time, case.redoings))


def _end_all(parts: object, step: Step) -> None:
    for each in parts:  # type: ignore[attr-defined]
        _close(each, step)


def _close(part: Assignment, step: Step) -> None:
    part.state, part.ended_at, part.ended_because = "ended", step.at, "closed"
    part.save()


def _show_evidence(step: Step, entry: UUID) -> None:
    """The evidence handed in with the answer goes out with it."""
    given = step.matter.attachments.filter(purpose="evidence", entry__kind="answer").order_by("-id")
    latest = given.first()
    if latest:
        given.filter(entry=latest.entry_id).update(entry=entry)
