"""What is done about a commitment: checked by data, then on site; heard, mended, annulled, appealed, put right."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gongban.delivery.applications.commitments.acting import Step, performs, today
from gongban.delivery.applications.commitments.events import CommitmentChecked, CommitmentMoved
from gongban.delivery.applications.commitments.terms import APPEAL_WITHIN, CHECK_WITHIN, Finding
from gongban.delivery.applications.commitments.verifying import proven_by_data
from gongban.delivery.applications.licensing import issue_again
from gongban.delivery.licences.public import Annulment, Licence
from gongban.delivery.licences.public import act as act_on_licence
from gongban.foundation.journal.public import Event
from gongban.foundation.matters.public import runs_out
from gongban.foundation.territory.public import calendar
from gongban.kernel.clock import Limit
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class CheckOnSite(Input):
    finding: Finding = asked("核查结果", "What was found", widget="choice")
    text: str = asked("核查情况（申请人会看到）", "Findings (the applicant reads them)", widget="textarea")
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)


class Telling(Input):
    text: str = asked("说明", "Statement", widget="textarea")


class OrderMending(Input):
    text: str = asked("改什么", "What is to be mended", widget="textarea")
    until: date = asked("改到哪天", "By which day", widget="date")


class Annul(Input):
    text: str = asked("理由（申请人会看到）", "Reason (the applicant reads it)", widget="textarea")
    document: str = asked("决定书文号", "Number of the written decision", max_length=80)


@performs("grant")
def grant(step: Step, given: Input) -> None:
    """The part was granted on the promise: the time for checking runs."""
    step.commitment.due = _day(step, CHECK_WITHIN)


@performs("lapse")
def lapse(step: Step, given: Input) -> None:
    """Nothing was granted."""
    step.commitment.due = None


def _day(step: Step, limit: Limit) -> date | None:
    at = runs_out(limit, at=step.at).due_at
    return calendar().local_day(at) if at else None


@performs("check_data")
def check_data(step: Step, given: Input) -> None:
    """Compare what was promised with what registers and licences hold; what they cannot tell stays for the site."""
    proven = proven_by_data(step.commitment, step.part, at=step.at)
    step.target = "kept" if proven else "to_check"
    step.text = str(Words("共享数据已经证明。", "Shared data prove it.") if proven else Words("共享数据不能证明，将到现场核查。", "Shared data cannot tell; it will be checked on site."))
    step.events.append(CommitmentChecked(step.commitment.pk, "data", True if proven else None))


@performs("check_on_site", CheckOnSite)
def check_on_site(step: Step, given: CheckOnSite) -> None:
    """Look at the place itself, the second time after mending."""
    met = given.finding is Finding.MET
    step.target = "kept" if met else "not_met"
    step.commitment.due = None
    step.text, step.photos = given.text, given.photos
    step.events.append(CommitmentChecked(step.commitment.pk, "on_site", met))


@performs("state_case", Telling)
def state_case(step: Step, given: Telling) -> None:
    """The applicant is heard."""
    step.text = given.text


@performs("order_mending", OrderMending)
def order_mending(step: Step, given: OrderMending) -> None:
    """What is to be mended, and by when."""
    if given.until <= today(step.at):
        raise Refusal("commitment.until", Words("整改期限应在今天以后。", "The day must lie after today."), field="until", status=422)
    step.commitment.due, step.text = given.until, given.text


@performs("report_mended", Telling)
def report_mended(step: Step, given: Telling) -> None:
    """Mended in time; Conflict after the last day."""
    if step.commitment.due and today(step.at) > step.commitment.due:
        raise Conflict("commitment.mended_too_late", Words("已过整改期限。", "The time for mending is over."))
    step.text = given.text


@performs("annul", Annul)
def annul(step: Step, given: Annul) -> None:
    """Not mended in time, or not met again: what was granted on the promise is annulled. Conflict while there is still time, or before mending was ordered."""
    row = step.commitment
    if row.state == "not_met" and not _ordered_to_mend(step):
        words = Words("还没有责令整改：能改的先责令限期整改；明知不符而承诺的，认定虚假承诺。", "Mending was not ordered yet: order it first; a promise that was knowingly false is found false.")
        raise Conflict("commitment.mending_first", words)
    if row.state == "mending" and row.due and today(step.at) <= row.due:
        raise Conflict("commitment.still_time", Words("整改期限还没有到。", "There is still time to mend it."))
    _end_licence(step, Annulment.BROKEN_COMMITMENT, given)


def _ordered_to_mend(step: Step) -> bool:
    """第一次核查不符与整改后复查仍不符，都是“核查不符”：分得清的只有过程。"""
    return Event.objects.filter(matter=step.part.pk, kind=CommitmentMoved.kind, payload__commitment=str(step.commitment.pk), payload__action="order_mending").exists()


@performs("find_false", Annul)
def find_false(step: Step, given: Annul) -> None:
    """Knowingly false: annulled, and on record until it is repaired."""
    _end_licence(step, Annulment.FRAUD, given)


def _end_licence(step: Step, reason: Annulment, given: Annul) -> None:
    """撤销：由发证机关的负责人作出；已经先注销、过期的不再撤。"""
    row, part = step.commitment, step.part
    row.due, step.text = _day(step, APPEAL_WITHIN), given.text
    licence = Licence.objects.filter(pk=part.licence).first() if part.licence else None
    if licence is not None and licence.state in ("in_force", "suspended"):
        act_on_licence(licence.pk, "annul", {"reason": reason, "document": given.document, "text": given.text}, by=step.by, at=step.at)


@performs("appeal", Telling)
def appeal(step: Step, given: Telling) -> None:
    """Within sixty days of the annulment."""
    if step.commitment.due and today(step.at) > step.commitment.due:
        raise Conflict("commitment.appeal_too_late", Words("已过申诉期限，仍可依法复议或诉讼。", "The time for appeals is over; reconsideration and litigation remain."))
    step.commitment.due, step.text = None, given.text


@performs("uphold", Telling)
def uphold(step: Step, given: Telling) -> None:
    """The decision stands, with reasons."""
    step.text = given.text


@performs("reverse", Telling)
def reverse(step: Step, given: Telling) -> None:
    """It was wrong: a licence of the same content is issued, and the record is clean."""
    step.text = given.text
    if step.part.licence:
        step.part.licence = issue_again(step.part, at=step.at)
