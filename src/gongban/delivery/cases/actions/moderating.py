"""Moderation (A2): it decides only what is public, beside the work, and never delays it."""

from __future__ import annotations

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.events import Moderated
from gongban.delivery.cases.publicity import keep_first_line, mask_case, masked, rule_for
from gongban.kernel.errors import Conflict
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Publish(Input):
    title_public: str = asked("公开的标题", "Public title", widget="text", default="")
    text_public: str = asked("公开的正文", "Public text", widget="textarea", default="")


@performs("publish", Publish)
def publish(step: Step, given: Publish) -> None:
    """Make the masked case public, as far as the city's publicity table allows."""
    case = step.case
    rule = rule_for(case)
    if rule == "never" or (rule == "sender_choice" and not case.wants_public):
        raise Conflict("case.never_public", Words("依公开规则，这件诉求不公开。", "By the publicity table this case is not public."))
    mask_case(case)
    if given.title_public:
        case.title_public = masked(case, given.title_public)
    if given.text_public:
        case.text_public = masked(case, given.text_public)
    keep_first_line(case)
    case.publicity, case.moderation_reason = "public", ""
    step.say("", audience="staff")
    step.happened(Moderated("public"))


class KeepPrivate(Input):
    text: str = asked("不公开的理由", "Why it stays private", widget="textarea")


@performs("keep_private", KeepPrivate)
def keep_private(step: Step, given: KeepPrivate) -> None:
    """Keep the case private with a reason that its reporter sees."""
    step.case.publicity, step.case.moderation_reason = "private", given.text
    step.say(given.text, audience="parties")
    step.happened(Moderated("private"))


class AskForMore(Input):
    text: str = asked("公开前需要补充什么", "What is needed before publishing", widget="textarea")


@performs("ask_for_more", AskForMore)
def ask_for_more(step: Step, given: AskForMore) -> None:
    """Ask the reporter for something before the case is published; the work goes on meanwhile."""
    step.case.publicity, step.case.moderation_reason = "waiting", given.text
    step.say(given.text, audience="parties")
    step.happened(Moderated("waiting"))
