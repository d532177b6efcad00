"""Acceptance: accept, answer at once, refuse with the lawful route, hand over to the emergency line, reclassify."""

from __future__ import annotations

from enum import StrEnum

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.checks import category_of, refusal_route
from gongban.delivery.cases.events import Accepted, AnsweredAtOnce, HandedOver, Reclassified, Refused
from gongban.delivery.cases.limits import limits_for
from gongban.delivery.cases.publicity import settle_publicity
from gongban.delivery.cases.terms import Kind, Urgency
from gongban.delivery.cases.timing import told
from gongban.foundation.matters.public import change_limit, open_timers
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class EmergencyLine(StrEnum):
    """The lines that are not 12345."""

    POLICE = "110"
    FIRE = "119"
    AMBULANCE = "120"
    TRAFFIC = "122"


class Accept(Input):
    category: str | None = asked("分类", "Category", widget="category", default=None)


@performs("accept", Accept)
def accept(step: Step, given: Accept) -> None:
    """Take the case in; a category may be named at the same time."""
    if given.category:
        step.case.category = category_of(given.category)
    step.say("", audience="public")
    step.happened(Accepted(step.case.category_id))


class AnswerAtOnce(Input):
    text: str = asked("答复", "Answer", widget="textarea")
    article: str | None = asked("依据的知识条目", "Knowledge article", widget="knowledge", default=None)


@performs("answer_at_once", AnswerAtOnce)
def answer_at_once(step: Step, given: AnswerAtOnce) -> None:
    """Answer from the knowledge base while the person is there, and file."""
    step.case.answer, step.case.knowledge = given.text, given.article or ""
    step.case.closed_at = step.case.filed_at = step.at
    step.say(given.text, audience="parties")
    step.happened(AnsweredAtOnce(given.article))


class Refuse(Input):
    route: str = asked("不予受理的情形", "Why it is not accepted", widget="refusal_route")
    text: str = asked("给反映人的说明", "Explanation for the reporter", widget="textarea", default="")


@performs("refuse", Refuse)
def refuse(step: Step, given: Refuse) -> None:
    """Do not accept, and say why and where to turn (国办函〔2025〕66号)."""
    route = refusal_route(given.route)
    step.case.refusal, step.case.closed_at = given.route, step.at
    said = f"{route['reason']['zh']}{route['route']['zh']}\n{given.text}".strip()
    step.say(said, route=given.route)
    step.happened(Refused(given.route))


class HandOver(Input):
    line: EmergencyLine = asked("紧急线路", "Emergency line", widget="choice")
    text: str = asked("说明", "Note", widget="textarea", default="")


@performs("hand_over", HandOver)
def hand_over(step: Step, given: HandOver) -> None:
    """Hand an emergency to 110, 119, 120 or 122 at once; the case only records that it was done."""
    step.case.closed_at = step.at
    step.say(given.text or f"已移交 {given.line.value}。", line=given.line.value)
    step.happened(HandedOver(given.line.value))


class Reclassify(Input):
    kind: Kind = asked("类型", "Kind", widget="choice")
    urgency: Urgency = asked("紧急程度", "Urgency", widget="choice", default=Urgency.NORMAL)
    category: str | None = asked(
        "分类", "Category", widget="category", default=None,
        hint=Words("时限会按新分类重算，起点不变。", "Limits are computed anew from the same start."),
    )  # fmt: skip


@performs("reclassify", Reclassify)
def reclassify(step: Step, given: Reclassify) -> None:
    """Change kind, urgency or category; running limits are computed anew from their old start."""
    case = step.case
    former_kind, former_category = case.kind, case.category_id
    case.kind, case.urgency = given.kind.value, given.urgency.value
    case.category = category_of(given.category) if given.category else case.category
    settle_publicity(case)
    step.say("", audience="staff")
    step.happened(Reclassified(case.kind, case.urgency, case.category_id, former_kind, former_category))
    _renew_limits(step)


def _renew_limits(step: Step) -> None:
    limits = limits_for(step.case)
    fresh = {"resident": limits.resident, "sign_in": limits.sign_in, "first_contact": limits.first_contact, "holder": limits.holder}
    lead = step.case.lead.pk if step.case.lead else None
    for timer in open_timers(step.matter):
        if timer.subject in (None, lead) and change_limit(timer, fresh[timer.name]):
            step.happened(told(timer, "reclassified"))
