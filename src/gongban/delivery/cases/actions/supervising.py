"""The supervision desk: urge, raise, decide exclusions from scoring."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.actions.dispatching import Decision
from gongban.delivery.cases.checks import no_open_application, open_application
from gongban.delivery.cases.events import Escalated, Excluded, ExclusionAsked, Urged, UrgingAnswered
from gongban.delivery.cases.models import Application, Urging
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Urge(Input):
    text: str = asked("督办要求", "What is demanded", widget="textarea")
    due_at: datetime | None = asked("完成期限", "Until", widget="datetime", default=None)


@performs("urge", Urge)
def urge(step: Step, given: Urge) -> None:
    """Urge whoever holds the case, with a demand and an end."""
    if given.due_at and given.due_at <= step.at:
        raise Refusal("input.in_past", Words("期限要在现在之后。", "The end must lie in the future."), field="due_at", status=422)
    holder = step.case.lead.department_id if step.case.lead else None
    made = Urging.objects.create(
        case=step.case, department_id=holder, text=given.text, due_at=given.due_at, urged_by_id=step.by.account, urged_at=step.at
    )
    step.case.urged = True
    step.say(given.text, audience="staff")
    step.happened(Urged(made.pk, holder, given.due_at))


class UrgingReport(Input):
    text: str = asked("督办反馈", "Report", widget="textarea")


@performs("answer_urging", UrgingReport)
def answer_urging(step: Step, given: UrgingReport) -> None:
    """Report on the oldest urging that waits for one."""
    waiting = step.case.urgings.filter(reported_at__isnull=True).order_by("urged_at").first()
    if waiting is None:
        raise Conflict("case.not_urged", Words("没有待反馈的督办。", "No urging waits for a report."))
    waiting.report, waiting.reported_at = given.text, step.at
    waiting.save()
    step.case.urged = step.case.urgings.filter(reported_at__isnull=True).exists()
    step.say(given.text, audience="staff")
    step.happened(UrgingAnswered(waiting.pk))


class Escalate(Input):
    text: str = asked("提级理由", "Why", widget="textarea")


@performs("escalate", Escalate)
def escalate(step: Step, given: Escalate) -> None:
    """Raise the case to the leaders as a problem order."""
    if step.case.raised_at:
        raise Conflict("case.raised_already", Words("已经提级。", "It was raised already."))
    step.case.raised_at = step.at
    step.say(given.text, audience="staff")
    step.happened(Escalated("decision"))


class AskExclusion(Input):
    text: str = asked("剔除理由", "Why it should not count", widget="textarea")


@performs("ask_exclusion", AskExclusion)
def ask_exclusion(step: Step, given: AskExclusion) -> None:
    """Ask that the case does not count in scoring; the desk of supervision reviews it."""
    no_open_application(step.case, "exclusion")
    made = Application.objects.create(
        case=step.case, assignment=step.case.lead, kind="exclusion", reason=given.text, asked_by_id=step.by.account, asked_at=step.at
    )
    step.say(given.text, audience="staff")
    step.happened(ExclusionAsked(made.pk))


@performs("grant_exclusion", Decision)
def grant_exclusion(step: Step, given: Decision) -> None:
    """The case no longer counts in scoring; it stays in all other figures."""
    made = open_application(step, "exclusion", granted=True, text=given.text)
    step.case.excluded = True
    step.say(given.text, audience="staff")
    step.happened(Excluded(made.pk, granted=True))


@performs("refuse_exclusion", Decision)
def refuse_exclusion(step: Step, given: Decision) -> None:
    """The case goes on counting."""
    made = open_application(step, "exclusion", granted=False, text=given.text)
    step.say(given.text, audience="staff")
    step.happened(Excluded(made.pk, granted=False))
