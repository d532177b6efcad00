"""Decisions and endings: granted or refused with reason and remedy, paid, handed over; withdrawn or terminated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from pydantic import Field as Limited

from gongban.delivery.applications.acting import Step, performs
from gongban.delivery.applications.contents import DETAILS, opened, sealed
from gongban.delivery.applications.events import Decided, FeePaid, ResultHandedOver, Terminated, Withdrawn
from gongban.delivery.applications.flow import DECIDING, decided_by_diagram
from gongban.delivery.applications.licensing import check_fields, found_for, issue_for
from gongban.delivery.applications.models import Part, Payment
from gongban.delivery.applications.paying import ask_for_payment
from gongban.delivery.applications.terms import Outcome, Remedy, Termination
from gongban.foundation.matters.public import open_timers
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

CREDIT_CODE = "credit_code"  # 设立登记的，给企业的代码与证照的内容一起填 · given with the fields of the licence by which an enterprise is founded


class Decide(Input):
    outcome: Outcome = asked("决定", "Decision", widget="choice")
    reason: str = asked("理由（申请人会看到）", "Reason (the applicant reads it)", widget="textarea", default="")
    remedy: Remedy = asked("救济途径", "Remedy", widget="choice", default=Remedy.BOTH)
    document: str = asked("决定书文号", "Number of the written decision", default="", max_length=80)
    fields: dict[str, str] = Limited(default={}, max_length=60)  # of the licence, by code


class HandOver(Input):
    receipt: str = asked("签收人或运单号", "Received by, or the consignment's number", default="", max_length=80)


class Terminate(Input):
    reason: Termination = asked("为什么终止", "Why it ends", widget="choice")
    text: str = asked("说明（申请人会看到）", "Explanation (the applicant reads it)", widget="textarea", max_length=1000)


@performs("decide", Decide)
def decide(step: Step, given: Decide) -> None:
    """Decide once every step of the review is done. Refusal without a reason for a no; Conflict names the units that are still at it."""
    part = step.part
    _check_reviewed(step)
    _check_reason(given)
    part.outcome, part.reason, part.document = given.outcome, given.reason, given.document
    part.remedy = given.remedy if given.outcome is Outcome.REFUSED else ""
    part.decided_at, part.decided_by_id = step.at, step.by.account  # type: ignore[assignment]
    part.in_time = _in_time(step)
    step.goes_to(_target(part.fee, given.outcome))
    if given.outcome is Outcome.GRANTED:
        _grant(step, given.fields)
    step.say(given.reason, outcome=given.outcome.value, document=given.document)
    step.happened(*decided_by_diagram(part, given.outcome, step.at))
    step.happened(Decided(given.outcome, part.item, part.department_id, part.in_time, part.fee))


def foresee(part: Part, given: Mapping[str, Any], *, by: Actor, at: datetime) -> dict[str, str]:
    """What a grant would have the licence say, without deciding; empty for a refusal or where no licence is issued. InvalidInput and Refusal as `decide`."""
    said = Decide.read(given)
    _check_reason(said)
    if said.outcome is not Outcome.GRANTED:
        return {}
    with transaction.atomic():  # 企业设立了才看得到证上写什么，看过就当没有 · seen only once the enterprise is there; undone at once
        found_for(part, said.fields.get(CREDIT_CODE, ""), by=by, at=at)
        foreseen = check_fields(part, said.fields, at=at)
        transaction.set_rollback(True)
    part.application.refresh_from_db(fields=["founded"])
    return foreseen


def _check_reason(given: Decide) -> None:
    if given.outcome is Outcome.REFUSED and not given.reason:
        raise Refusal("application.reason", Words("不予的要写明理由。", "A refusal needs a reason."), field="reason", status=422)


def _grant(step: Step, fields: dict[str, str]) -> None:
    """Issue the licence; where a fee is due, keep what it will say and issue it once that is paid."""
    part = step.part
    found_for(part, fields.get(CREDIT_CODE, ""), by=step.by, at=step.at)
    if part.fee:
        part.licence_fields = sealed(check_fields(part, fields, at=step.at), DETAILS)
        ask_for_payment(part, step.at)
    else:
        part.licence = issue_for(part, fields, at=step.at)


def _check_reviewed(step: Step) -> None:
    open_ = list(step.part.tasks.filter(done_at__isnull=True).exclude(outcomes__overlap=sorted(DECIDING)).select_related("department").order_by("opened_at"))
    if open_:
        zh, en = "、".join(each.department.name_zh for each in open_), ", ".join(each.department.name_en for each in open_)
        raise Conflict("application.opinions_missing", Words(f"还有单位没有提交审查意见：{zh}。", f"These units have not given their opinion yet: {en}."))


def _in_time(step: Step) -> bool | None:
    """Whether the promised limit is kept; None where nothing was promised."""
    timer = open_timers(step.matter, ["promised"]).first()
    return None if timer is None else timer.due_at is None or step.at <= timer.due_at


def _target(fee: int, outcome: Outcome) -> str:
    if outcome is Outcome.REFUSED:
        return "refused"
    return "awaiting_payment" if fee else "granted"


@performs("pay")
def pay(step: Step, given: Input) -> None:
    """The payment channel has reported the fee as paid."""
    payment = Payment.objects.get(part=step.part)
    step.part.paid_at = payment.paid_at = step.at
    payment.save()
    step.part.licence = issue_for(step.part, opened(step.part.licence_fields, DETAILS), at=step.at)
    step.say("", amount=payment.amount)
    step.happened(FeePaid(payment.pk, payment.amount))


@performs("hand_over", HandOver)
def hand_over(step: Step, given: HandOver) -> None:
    """The result is in the applicant's hands."""
    part = step.part
    part.handed_over_at = step.at
    step.say(given.receipt, delivery=part.application.delivery)
    step.happened(ResultHandedOver(part.application.delivery, part.licence))


@performs("withdraw")
def withdraw(step: Step, given: Input) -> None:
    """The applicant takes it back, before it is decided."""
    step.say("")
    step.part.tasks.filter(done_at__isnull=True).delete()
    step.happened(Withdrawn(step.matter.state))


@performs("terminate", Terminate)
def terminate(step: Step, given: Terminate) -> None:
    """The handling ends without a decision, for a reason that the applicant reads."""
    step.part.reason = given.text
    step.part.tasks.filter(done_at__isnull=True).delete()
    step.say(given.text, reason=given.reason)
    step.happened(Terminated(given.reason))
