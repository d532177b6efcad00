"""What is noticed on the way: a suggestion for the dispatch desk when a case opens, an answer worth keeping."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from gongban.delivery.cases.acting import act
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.publicity import masked
from gongban.delivery.cases.suggesting import Suggestion, kept_form, suggest_for
from gongban.design.knowledge.public import Writing, propose
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.matters.public import Matter
from gongban.foundation.territory.public import city
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal

OPEN_AND_UNOWNED = ("received", "accepted")


@listens("case_opened", later=True)
def offer_departments(event: Event) -> None:
    """Keep with the case what dispatch is offered; dispatch by itself where the city allows it and the suggestion is sure."""
    if event.recorded_at - event.occurred_at > timedelta(days=2):
        return
    matter = Matter.objects.select_for_update().filter(pk=event.matter, state__in=OPEN_AND_UNOWNED).first() if event.matter else None
    case = Case.objects.filter(pk=event.matter, suggestion=[]).first() if matter and event.matter else None
    if matter is None or case is None:
        return
    case.matter = matter
    suggestion = suggest_for(case)
    Case.objects.filter(pk=case.pk).update(suggestion=kept_form(suggestion))
    _dispatch_if_sure(matter.number, suggestion)


@listens("answered_at_once")
def propose_answer(event: Event) -> None:
    """What a policy specialist answers without an article becomes a proposal to the knowledge base, in masked words (A11)."""
    if event.actor_role != "specialist" or event.payload.get("article"):
        return
    case = Case.objects.select_related("matter", "category").get(pk=event.matter)
    owner = case.category.department_id if case.category else None
    if owner:
        written = {"question_zh": case.title_public, "answer_zh": masked(case, case.answer)[:4000], "department": owner, "category": case.category_id}
        propose(Writing.read(written), by=SYSTEM, at=event.occurred_at, matter=case.pk)


def _dispatch_if_sure(number: str, suggestion: Suggestion) -> None:
    """Never by the dictionary; only by what was learned, above the confidence that the city has set."""
    least = city().settings.get("automatic_dispatch_confidence")
    first = suggestion.departments[0] if suggestion.departments else None
    if least is None or first is None or suggestion.method != "learned" or first.score < 100 * float(least):
        return
    why = "".join(reason.zh for reason in first.reasons)
    given = {"department": first.code, "category": first.category or None, "text": f"自动派单（把握 {first.score}／100）：{why}"}
    try:
        act(number, "dispatch", given, by=SYSTEM, at=timezone.now())
    except Refusal:
        return  # 有人先动手了，或部门刚停用：留给派单员 · somebody was faster, or the department has ended: left to the desk
