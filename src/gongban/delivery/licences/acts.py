"""The acts of the table: change, renew, suspend, resume, and the five ways in which a licence ends."""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field as Limited

from gongban.delivery.licences.acting import Step, performs
from gongban.delivery.licences.contents import NAME, checked, opened, sealed
from gongban.delivery.licences.events import LicenceChanged, LicenceRenewed, LicenceResumed, LicenceSuspended
from gongban.delivery.licences.rules import LATEST, last_day
from gongban.delivery.licences.terms import Annulment, Cancellation, Withdrawal
from gongban.delivery.licences.versions import keep_version, move_on
from gongban.foundation.people.public import protect, reveal
from gongban.foundation.territory.public import calendar
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Changing(Input):
    """What a licence is to say from now on; a field left out stays as it is."""

    holder_name: str = asked("持证人姓名或名称", "Name of the holder", default="", max_length=120)
    fields: dict[str, str] = Limited(default={}, max_length=60)
    text: str = asked("变更理由", "Why it changes", widget="textarea", max_length=1000)


@performs("change", Changing)
def change(step: Step, given: Changing) -> None:
    """A new version that says something else; the term stays."""
    licence = step.licence
    former = opened(licence.details)
    fields, name = checked(licence.type, {**former, **given.fields}), given.holder_name or reveal(licence.holder_name, NAME)
    if (fields, name) == (former, reveal(licence.holder_name, NAME)):
        raise Refusal("licence.unchanged", Words("没有改动任何内容。", "Nothing was changed."), status=422)
    licence.details, licence.holder_name = sealed(fields), protect(name, NAME)
    move_on(licence, until=licence.until)
    keep_version(licence, step.at)
    step.because(given.text)
    step.happened(LicenceChanged(licence.version))


class Renewing(Input):
    until: date = asked("延续到哪天", "Until", widget="date")
    text: str = asked("说明", "Note", widget="textarea", default="", max_length=1000)


@performs("renew", Renewing)
def renew(step: Step, given: Renewing) -> None:
    """A new version with a later end, at most one term after the old one."""
    licence = step.licence
    if licence.until is None:
        raise Conflict("licence.no_end", Words("这张证照没有期限，不用延续。", "This licence has no end and needs no renewal."))
    longest = last_day(licence.until + timedelta(days=1), licence.type.months)
    if not licence.until < given.until <= LATEST or (longest is not None and given.until > longest):
        words = Words("新的截止日应晚于原来的，且不超过一个有效期。", "The new end must lie after the old one, by one term at most.")
        raise Refusal("licence.until", words, field="until", status=422)
    move_on(licence, until=given.until)
    keep_version(licence, step.at)
    step.because(given.text)
    step.happened(LicenceRenewed(licence.version, licence.until))


class Reasoned(Input):
    text: str = asked("理由", "Reason", widget="textarea", max_length=1000, hint=Words("持证人会看到。", "The holder reads it."))


@performs("suspend", Reasoned)
def suspend(step: Step, given: Reasoned) -> None:
    """It may not be used until it is resumed."""
    step.because(given.text)
    step.happened(LicenceSuspended(step.licence.type_id))


@performs("resume", Reasoned)
def resume(step: Step, given: Reasoned) -> None:
    """It may be used again."""
    step.because(given.text)
    step.happened(LicenceResumed(step.licence.type_id))


@performs("expire")
def expire(step: Step, given: Input) -> None:
    """Its last day is over; Conflict where it is not."""
    if step.licence.state_on(calendar().local_day(step.at)) != "expired":
        raise Conflict("licence.not_over", Words("有效期还没有过完。", "Its term is not over yet."))


class Annulling(Input):
    reason: Annulment = asked("法定情形", "Ground in law", widget="choice")
    document: str = asked("决定书文号", "Number of the decision", max_length=80)
    text: str = asked("事实和理由", "Facts and reasons", widget="textarea", max_length=1000, hint=Words("持证人会看到。", "The holder reads it."))


@performs("annul", Annulling)
def annul(step: Step, given: Annulling) -> None:
    """It should not have been granted."""
    step.because(given.text, given.reason.value, given.document)


class Withdrawing(Input):
    reason: Withdrawal = asked("法定情形", "Ground in law", widget="choice")
    document: str = asked("决定书文号", "Number of the decision", max_length=80)
    text: str = asked("理由和补偿安排", "Reasons and compensation", widget="textarea", max_length=1000, hint=Words("持证人会看到。", "The holder reads it."))


@performs("withdraw", Withdrawing)
def withdraw(step: Step, given: Withdrawing) -> None:
    """It was lawful; the public interest asks for it back."""
    step.because(given.text, given.reason.value, given.document)


class Revoking(Input):
    document: str = asked("行政处罚决定书文号", "Number of the penalty decision", max_length=80)
    text: str = asked("违法事实和处罚依据", "Offence and legal basis", widget="textarea", max_length=1000, hint=Words("持证人会看到。", "The holder reads it."))


@performs("revoke", Revoking)
def revoke(step: Step, given: Revoking) -> None:
    """A penalty."""
    step.because(given.text, "penalty", given.document)


class Cancelling(Input):
    reason: Cancellation = asked("法定情形", "Ground in law", widget="choice")
    text: str = asked("说明", "Note", widget="textarea", default="", max_length=1000)


@performs("cancel", Cancelling)
def cancel(step: Step, given: Cancelling) -> None:
    """Its end is entered in the register. The reason must be one that its state allows."""
    state = step.licence.state
    needed = {Cancellation.NOT_RENEWED: ("expired",), Cancellation.ENDED_BEFORE: ("annulled", "withdrawn", "revoked")}
    if given.reason in needed and state not in needed[given.reason]:
        words = Words("这个情形与证照现在的状态不符。", "This ground does not fit the state of the licence.")
        raise Refusal("licence.cancel_reason", words, field="reason", status=422)
    step.because(given.text, given.reason.value)
