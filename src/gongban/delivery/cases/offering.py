"""Which actions make sense for this person on this case right now? What the table allows, less what has no object."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.publicity import rule_for
from gongban.delivery.cases.rights import may_act, own_part, relations, visible
from gongban.delivery.cases.switches import is_switched_on
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words

Sense = Callable[[Case, Actor], bool]


def offered(case: Case, by: Actor, held: frozenset[str] | None = None) -> list[Transition]:
    """The rows of the table that the actor can use now, in the table's order; `held` spares asking for the relations."""
    known = relations(case, by) if held is None else held
    rows = [row for row in CASE.from_state(case.matter.state) if may_act(row, known)]
    usable = [row for row in rows if is_switched_on(row.action, case, timezone.now())]
    return [row for row in usable if row.action not in SENSE or SENSE[row.action](case, by)]


def offered_on(number: str, *, by: Actor) -> list[Transition]:
    """The same for the case of this number; NotFound when the actor may not see it."""
    case = visible(by).filter(matter__number=number).select_related("matter", "category", "lead").first()
    if case is None:
        raise NotFound("case.not_found", Words(f"没有找到编号为 {number} 的诉求。", f"There is no case {number}."))
    return offered(case, by)


def waits(case: Case, kind: str) -> bool:
    """Whether an application of this kind waits for a decision."""
    return any(each.kind == kind and each.decided_at is None for each in case.applications.all())


def study_is_open(case: Case) -> bool:
    """Whether a joint study was called and has not decided yet."""
    return any(study.decided_at is None for study in case.studies.all())


def may_be_public(case: Case) -> bool:
    """Whether the city's publicity table and the sender's choice leave room for publishing."""
    rule = rule_for(case)
    return rule != "never" and (rule != "sender_choice" or case.wants_public)


def _part_answered(case: Case, by: Actor) -> bool:
    return any(part.share != "lead" and part.state == "answered" for part in case.assignments.all())


def _part(case: Case, by: Actor, state: str) -> bool:
    part = own_part(case, by)
    return part is not None and part.state == state


def _others_answer(case: Case, by: Actor) -> bool:
    return case.lead is not None and (by.account is None or str(case.lead.answered_by_id) != by.account)


def _paused(case: Case) -> bool:
    running = [timer for timer in case.matter.timers.all() if timer.stopped_at is None]
    return any(pause.until is None for timer in running for pause in timer.pauses.all())


SENSE: dict[str, Sense] = {
    "grant_extension": lambda case, by: waits(case, "extension"),
    "refuse_extension": lambda case, by: waits(case, "extension"),
    "ask_extension": lambda case, by: not waits(case, "extension"),
    "ask_exclusion": lambda case, by: not waits(case, "exclusion") and not case.excluded,
    "grant_exclusion": lambda case, by: waits(case, "exclusion"),
    "refuse_exclusion": lambda case, by: waits(case, "exclusion"),
    "call_study": lambda case, by: not study_is_open(case),
    "decide_study": lambda case, by: study_is_open(case),
    "sign_assignment": lambda case, by: _part(case, by, "sent"),
    "answer_assignment": lambda case, by: _part(case, by, "signed"),
    "accept_assignment": _part_answered,
    "send_back_assignment": _part_answered,
    "approve_answer": _others_answer,
    "answer_urging": lambda case, by: any(urging.reported_at is None for urging in case.urgings.all()),
    "escalate": lambda case, by: case.raised_at is None,
    "settle": lambda case, by: case.interim or case.owner_id is None,
    "pause": lambda case, by: not _paused(case),
    "resume": lambda case, by: _paused(case),
    "publish": lambda case, by: case.publicity != "public" and may_be_public(case),
    "keep_private": lambda case, by: case.publicity in ("waiting", "public"),
    "ask_for_more": lambda case, by: case.publicity == "waiting",
}
