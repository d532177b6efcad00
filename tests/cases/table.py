"""What the test of the lifecycle table needs: who stands in which relation, what each action is given, what must be there first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongban.delivery.cases.public import Case
from gongban.foundation.journal.models import Event
from tests.cast import Cast

MEMBERS = (
    "operator", "dispatcher", "moderator", "supervisor", "admin", "handler", "reviewer", "head", "unit_handler", "other_handler",
    "specialist", "leader", "chen", "outsider", "anonymous", "system",
)  # fmt: skip
LED = ("dispatched", "return_asked", "in_progress", "answered", "closed", "filed")
SHARED = ("dispatched", "return_asked", "in_progress")  # with a co-handler at work
OWNED_BY_SPECIALIST = "07.01.01"


def relations(name: str, state: str) -> set[str]:
    """In which relations a member of the cast stands to the case that `arrive` makes; written down apart from the code under test."""
    if name in ("operator", "dispatcher", "moderator", "supervisor", "leader", "system"):
        return {name}
    led = {"handler": {"lead"}, "reviewer": {"lead", "lead_reviewer"}, "head": {"lead", "lead_reviewer"}}
    others = {"chen": {"reporter"}, "outsider": {"neighbour"}, "specialist": {"specialist"}}
    if name == "other_handler":
        return {"co"} if state in SHARED else set()
    return others.get(name) or (led.get(name, set()) if state in LED else set())


def arrive(cast: Cast, state: str) -> Case:
    """A public case of Chen's in a state, led by chengguan, with zhujian as co-handler while it is worked on."""
    case = cast.report(category=OWNED_BY_SPECIALIST)
    cast.act(case, "publish", by=cast.moderator)
    if state in SHARED:
        cast.bring(case, "dispatched")
        cast.act(case, "add_co_handler", {"departments": ["zhujian"], "text": "请查房屋部分。"}, by=cast.dispatcher)
    if state == "answered":
        cast.bring(case, "in_progress")
        cast.act(case, "ask_extension", {"amount": 1, "text": "等材料。"}, by=cast.handler)
    if state == "filed":
        cast.bring(case, "closed")
        cast.act(case, "urge", {"text": "请说明。"}, by=cast.supervisor)
    return cast.bring(case, state)


def given(cast: Cast, action: str) -> dict[str, Any]:
    """A fitting input of an action."""
    text = {"text": "写给测试的一句话。"}
    inputs: dict[str, dict[str, Any]] = {
        "accept": {}, "sign_in": {}, "resume": {}, "sign_assignment": {}, "publish": {},
        "refuse": {"route": "court"}, "hand_over": {"line": "110"}, "reclassify": {"kind": "complaint"},
        "dispatch": {"department": "chengguan"}, "add_co_handler": {"departments": ["shuiwu"], **text},
        "dispatch_on": {"department": "huanwei"}, "solve_first": {"department": "chengguan", **text},
        "settle": {"department": "chengguan", "principle": "field", **text}, "split": {"title": "另一件事", **text},
        "call_study": {"question": "归谁？", "departments": ["chengguan", "zhujian"]},
        "decide_study": {"department": "shuiwu", "principle": "field", "conclusion": "归水务。"},
        "assign_handler": {"handler": "qiu.shishi"}, "pause": {"reason": "weather", **text}, "ask_extension": {"amount": 1, **text},
        "record_on_site": {"present": "街道、社区", "findings": "已查看。"}, "answer": {"evidence": "有照片。", **text},
        "reinspect": {"passed": True, "findings": "没有反弹。"}, "first_contact": {"reached": True},
        "join": {"number": cast.report("同一件事，路灯不亮。").matter.number} if action == "join" else {},
    }  # fmt: skip
    return inputs.get(action, text)


def _sign_part(cast: Cast, case: Case) -> None:
    cast.act(case, "sign_assignment", by=cast.other_handler)


def _answer_part(cast: Cast, case: Case) -> None:
    _sign_part(cast, case)
    cast.act(case, "answer_assignment", {"text": "房屋部分已查。"}, by=cast.other_handler)


def _accept_part(cast: Cast, case: Case) -> None:
    _answer_part(cast, case)
    cast.act(case, "accept_assignment", by=cast.handler)


def _ask_extension(cast: Cast, case: Case) -> None:
    if case.matter.state == "in_progress":
        cast.act(case, "ask_extension", {"amount": 1, "text": "等材料。"}, by=cast.handler)


def _urge(cast: Cast, case: Case) -> None:
    if case.matter.state != "filed":
        cast.act(case, "urge", {"text": "请三日内办结。"}, by=cast.supervisor)


def _call_study(cast: Cast, case: Case) -> None:
    if case.matter.state != "under_study":
        cast.act(case, "call_study", given(cast, "call_study"), by=cast.dispatcher)


def _ask_exclusion(cast: Cast, case: Case) -> None:
    cast.act(case, "ask_exclusion", {"text": "诉求无依据。"}, by=cast.reviewer)


# 先要有的事 · what must have happened before an action makes sense
BEFORE: dict[str, Callable[[Cast, Case], None]] = {
    "answer_assignment": _sign_part, "accept_assignment": _answer_part, "send_back_assignment": _answer_part, "answer": _accept_part,
    "grant_extension": _ask_extension, "refuse_extension": _ask_extension, "answer_urging": _urge, "decide_study": _call_study,
    "grant_exclusion": _ask_exclusion, "refuse_exclusion": _ask_exclusion,
}  # fmt: skip


def everything(case: Case) -> tuple[Any, ...]:
    """All that an action could change: the rows of the case, its thread, clocks, parties, parts, and its events."""
    matter = case.matter
    rows = (matter.entries, matter.timers, matter.parties, matter.attachments, case.assignments, case.applications, case.studies, case.urgings)
    own = (type(matter).objects.filter(pk=matter.pk), Case.objects.filter(pk=case.pk))
    found = [sorted(map(str, each.values_list())) for each in (*own, *(every.all() for every in rows))]
    return (*found, Event.objects.filter(matter=matter.pk).count())
