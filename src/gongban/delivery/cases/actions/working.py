"""Work in the department: sign in, return, contact, reply, ask, pause, extend, record on site."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.actions.dispatching import Decision
from gongban.delivery.cases.checks import department_of, no_open_application, open_application
from gongban.delivery.cases.events import (
    Contacted,
    DeadlineSet,
    Extended,
    ExtensionAsked,
    ExtensionRefused,
    HandlerNamed,
    InformationRequested,
    Noted,
    Paused,
    Replied,
    ReturnAsked,
    SignedIn,
    SiteRecorded,
)
from gongban.delivery.cases.limits import limits_for
from gongban.delivery.cases.models import Application, SiteRecord
from gongban.delivery.cases.publicity import masked
from gongban.delivery.cases.terms import PauseReason
from gongban.delivery.cases.timing import HOLDER_TIMERS
from gongban.foundation.matters.public import Timer, extend, open_timers, pause, reaches_beyond
from gongban.foundation.people.public import Account, Membership
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


def lead_timer(step: Step, name: str) -> Timer | None:
    """The running timer of this name on the lead's hold."""
    return open_timers(step.matter, [name], step.case.lead.pk if step.case.lead else None).first()


class SignIn(Input):
    pass


@performs("sign_in", SignIn)
def sign_in(step: Step, given: SignIn) -> None:
    """The lead department signs for the case; whoever signs becomes its handler unless one is named."""
    part = step.case.lead
    assert part
    timer = lead_timer(step, "sign_in")
    part.state, part.signed_at = "signed", step.at
    part.handler_id = part.handler_id or (UUID(step.by.account) if step.by.account else None)
    part.save()
    step.say("", audience="public")
    step.happened(SignedIn(part.pk, timer.due_at is None or step.at <= timer.due_at if timer else None))


class AskReturn(Input):
    text: str = asked("退单理由", "Why it is not yours", widget="textarea")
    proposed: str | None = asked("建议由谁办理", "Who should have it", widget="department", default=None)


@performs("ask_return", AskReturn)
def ask_return(step: Step, given: AskReturn) -> None:
    """Ask to give the case back, within the sign-in time and with a reason."""
    timer = lead_timer(step, "sign_in")
    if timer and timer.due_at and step.at > timer.due_at:
        said = Words("已过签收时限，不能再申请退单，请先签收办理。", "The sign-in time has passed; please sign for it.")
        raise Conflict("case.return_too_late", said)
    proposed = department_of(given.proposed) if given.proposed else None
    asked_for = _apply(step, "return", given.text, proposed=proposed)
    step.say(given.text, audience="staff", proposed=given.proposed or "")
    step.happened(ReturnAsked(step.case.lead.pk, asked_for.pk, given.proposed))  # type: ignore[union-attr]


def _apply(step: Step, kind: str, text: str, **more: object) -> Application:
    no_open_application(step.case, kind)
    return Application.objects.create(
        case=step.case, assignment=step.case.lead, kind=kind, reason=text, asked_by_id=step.by.account, asked_at=step.at, **more
    )


class AssignHandler(Input):
    handler: str = asked("承办人", "Handler", widget="colleague")


@performs("assign_handler", AssignHandler)
def assign_handler(step: Step, given: AssignHandler) -> None:
    """Name the colleague who works on it."""
    part = step.case.lead
    assert part
    members = Membership.objects.filter(department=part.department_id).at(step.at)
    colleague = Account.objects.filter(login=given.handler, memberships__in=members).first()
    if colleague is None:
        raise Refusal("case.not_a_colleague", Words("请选择本部门的同事。", "Choose a colleague of your department."), field="handler", status=422)
    part.handler = colleague
    part.save()
    step.say("", audience="department", handler=given.handler)
    step.happened(HandlerNamed(str(colleague.pk)))


class FirstContact(Input):
    reached: bool = asked("联系上了", "Reached", widget="boolean", default=True)
    text: str = asked("沟通情况", "What was said", widget="textarea", default="")


@performs("first_contact", FirstContact)
def first_contact(step: Step, given: FirstContact) -> None:
    """Record that the reporter was contacted; this is what the response rate is about."""
    timer, part = lead_timer(step, "first_contact"), step.case.lead
    if part and part.contacted_at is None:
        part.contacted_at = step.at
        part.save()
    step.say(given.text, audience="staff", reached=given.reached)
    step.happened(Contacted(given.reached, step.at <= timer.due_at if timer and timer.due_at else None))


class Reply(Input):
    text: str = asked("回复内容", "Reply", widget="textarea")
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)


@performs("reply", Reply)
def reply(step: Step, given: Reply) -> None:
    """Write to the reporter while work goes on; shown to all where the case is public, masked."""
    entry = step.say(given.text, audience="public", photos=given.photos, purpose="evidence", text_public=masked(step.case, given.text, official=True))
    step.happened(Replied(entry.pk))


class Note(Input):
    text: str = asked("备注（只给本部门看）", "Note (for your department only)", widget="textarea")


@performs("note", Note)
def note(step: Step, given: Note) -> None:
    """An internal note that no other department ever sees."""
    entry = step.say(given.text, audience="department")
    step.happened(Noted(entry.pk))


class AskReporter(Input):
    text: str = asked("需要补充什么", "What is needed", widget="textarea")


@performs("ask_reporter", AskReporter)
def ask_reporter(step: Step, given: AskReporter) -> None:
    """Ask the reporter for something; both clocks stand still until it comes."""
    entry = step.say(given.text, audience="parties")
    step.happened(InformationRequested(entry.pk))


class PauseClock(Input):
    reason: PauseReason = asked("暂停原因", "Reason", widget="choice")
    text: str = asked("说明", "Explanation", widget="textarea")


@performs("pause", PauseClock)
def pause_clock(step: Step, given: PauseClock) -> None:
    """The desk stops the holder's clock; the resident's only for reasons on the resident's side (A12)."""
    names = () if given.reason is PauseReason.WAITING_FOR_REPORTER else HOLDER_TIMERS
    pause(open_timers(step.matter, names), at=step.at, reason=given.reason.value)
    step.say(given.text, audience="parties", reason=given.reason.value)
    step.happened(Paused(given.reason.value))


@performs("resume")
def resume_clock(step: Step, given: Input) -> None:
    """Let the clocks run on; the table's clock effect does it."""
    step.say("", audience="parties")


class AskExtension(Input):
    amount: int = asked("延长多少（按办理时限的单位）", "How much (in the limit's unit)", widget="integer", ge=1, le=60)
    text: str = asked("延期理由", "Why", widget="textarea")


@performs("ask_extension", AskExtension)
def ask_extension(step: Step, given: AskExtension) -> None:
    """Ask for more time, in writing and before expiry."""
    timer = lead_timer(step, "holder")
    if timer is None or (timer.due_at and step.at > timer.due_at):
        raise Conflict("case.extension_too_late", Words("已经到期，不能再申请延期。", "The limit has passed; it can no longer be extended."))
    most = limits_for(step.case).extension_max
    if reaches_beyond(timer, given.amount, most):
        said = Words("最多可延长{most}，请改短。", "At most {most} may be asked for; please ask for less.")
        raise Refusal("case.extension_too_long", Words(said.zh.format(most=most.words.zh), said.en.format(most=most.words.en)), field="amount", status=422)
    asked_for = _apply(step, "extension", given.text, amount=given.amount)
    step.say(given.text, audience="staff", amount=given.amount, unit=timer.unit)
    step.happened(ExtensionAsked(asked_for.pk, given.amount))


@performs("grant_extension", Decision)
def grant_extension(step: Step, given: Decision) -> None:
    """Grant more time and tell the reporter; the resident's clock is not touched."""
    granted = open_application(step, "extension", granted=True, text=given.text)
    timer = lead_timer(step, "holder")
    if timer is None or granted.amount is None:
        raise Conflict("case.no_timer", Words("办理时限已经停止。", "The limit no longer runs."))
    extend(timer, granted.amount)
    step.say(given.text, audience="parties", amount=granted.amount, unit=timer.unit)
    step.happened(Extended(granted.amount, timer.due_at), DeadlineSet("holder", timer.due_at, timer.provisional, "extended"))


@performs("refuse_extension", Decision)
def refuse_extension(step: Step, given: Decision) -> None:
    """Refuse more time, with the reason."""
    refused = open_application(step, "extension", granted=False, text=given.text)
    step.say(given.text, audience="staff")
    step.happened(ExtensionRefused(refused.pk))


class OnSite(Input):
    present: str = asked("在场人员", "Those present", widget="text", max_length=500)
    findings: str = asked("情况与决定", "Findings and decisions", widget="textarea")
    at: datetime | None = asked("时间", "When", widget="datetime", default=None)
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)


@performs("record_on_site", OnSite)
def record_on_site(step: Step, given: OnSite) -> None:
    """A record of a look or meeting on site, with those present, decisions and photos (A9)."""
    if given.at and given.at > step.at:
        raise Refusal("input.in_future", Words("时间不能在将来。", "The time lies in the future."), field="at", status=422)
    record = SiteRecord.objects.create(
        case=step.case, purpose="meeting", present=given.present, findings=given.findings,
        at=given.at or step.at, recorded_by_id=step.by.account,
    )  # fmt: skip
    step.say(given.findings, audience="staff", photos=given.photos, purpose="on_site", present=given.present)
    step.happened(SiteRecorded(record.pk))
