"""An instruction (批示): given, taken on, reported, sent back, accepted; urged when due; on a case it urges the case and ends with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import Account
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.input import InvalidInput
from gongban.outcome.leading.public import (
    ACTIONS,
    INSTRUCTION,
    Instruction,
    Sought,
    Task,
    act,
    counts,
    give,
    offered,
    task_of,
    tasks,
    thread,
    urge_overdue,
    waiting,
)
from tests.cast import MONDAY, Cast, at

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 6)


@pytest.fixture
def given(cast: Cast) -> Task:
    """A free-standing instruction to 城管局, due on Friday."""
    return handed(cast)


def handed(cast: Cast, **fields: Any) -> Task:
    made = give({"text": "全面排查井盖。", "departments": ["chengguan"], "due_on": DUE, **fields}, by=cast.leader, at=MONDAY)
    return made.tasks.select_related("matter").order_by("pk").first()


def walk(task: Task, *steps: tuple[str, dict[str, Any], Actor]) -> str:
    for minutes, (action, given, by) in enumerate(steps, start=1):
        task = act(task.pk, action, given, by=by, at=MONDAY + timedelta(minutes=minutes))
    return task.matter.state


# ---- the table

def test_every_state_is_reached_every_action_performed_and_told() -> None:
    assert {state.code for state in INSTRUCTION.states} == INSTRUCTION.reachable()
    assert set(INSTRUCTION.actions()) == set(ACTIONS)
    for row in INSTRUCTION.transitions:
        assert row.reason and row.label.en and set(row.who) <= {"holder", "holder_head", "giver", "leader", "office", "system"}


def test_given_taken_on_reported_sent_back_reported_and_accepted(cast: Cast, given: Task) -> None:
    assert walk(given, ("take_on", {}, cast.handler), ("note", {"text": "已排查一半。"}, cast.handler), ("report", {"text": "全部排查完。"}, cast.reviewer)) == "reported"
    assert walk(given, ("send_back", {"text": "数字呢？"}, cast.leader)) == "sent_back"
    assert walk(given, ("report", {"text": "共查 1204 座，换 37 座。"}, cast.head), ("accept", {}, cast.supervisor)) == "done"
    done = task_of(given.pk, cast.leader)
    assert not done.matter.open and done.report == "共查 1204 座，换 37 座。" and done.returns == 1
    kinds = list(Event.objects.filter(matter=given.pk).order_by("seq").values_list("kind", flat=True))
    assert kinds == ["instruction_given", "instruction_taken_on", "instruction_noted", "instruction_reported", "instruction_sent_back",
                     "instruction_reported", "instruction_accepted"]  # fmt: skip
    assert next(line.text for line in thread(done, cast.handler)) == "全面排查井盖。"


# (action, who may in the state that allows it, who may not)
RIGHTS = {
    "take_on": (["handler", "reviewer", "head"], ["leader", "supervisor", "other_handler"]),
    "note": (["handler", "leader", "supervisor"], ["unit_handler"]),
    "urge": (["leader", "supervisor"], ["handler"]),
    "postpone": (["leader", "supervisor", "chief"], ["handler", "head"]),
    "withdraw": (["leader"], ["supervisor", "head"]),
}
GIVEN = {"note": {"text": "x"}, "postpone": {"due_on": date(2026, 3, 9), "text": "等材料"}, "withdraw": {"text": "情况变了"}}


@pytest.mark.parametrize("action", RIGHTS)
def test_who_may_do_what(cast: Cast, given: Task, action: str) -> None:
    allowed, refused = RIGHTS[action]
    for who in refused:
        with pytest.raises((Forbidden, NotFound)):
            act(given.pk, action, GIVEN.get(action, {}), by=getattr(cast, who), at=MONDAY)
    for who in allowed:
        task = handed(cast)
        assert action in {row.action for row in offered(task_of(task.pk, getattr(cast, who)), getattr(cast, who))}
        act(task.pk, action, GIVEN.get(action, {}), by=getattr(cast, who), at=MONDAY)


def test_a_handler_does_not_sign_the_report(cast: Cast, given: Task) -> None:
    walk(given, ("take_on", {}, cast.handler))
    with pytest.raises(Forbidden):
        act(given.pk, "report", {"text": "做完了"}, by=cast.handler, at=MONDAY)


def test_what_is_done_or_withdrawn_stays(cast: Cast, given: Task) -> None:
    walk(given, ("withdraw", {"text": "另行安排"}, cast.leader))
    with pytest.raises(Conflict):
        act(given.pk, "take_on", {}, by=cast.handler, at=MONDAY)


@pytest.mark.parametrize("who", ["supervisor", "chief", "head", "handler", "admin", "chen", "anonymous"])
def test_only_the_leading_group_gives_instructions(cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden):
        give({"text": "x", "departments": ["chengguan"], "due_on": DUE}, by=getattr(cast, who), at=MONDAY)
    assert not Instruction.objects.exists()


@pytest.mark.parametrize(("wrong", "field"), [
    ({"due_on": date(2026, 3, 1)}, "due_on"), ({"departments": []}, "departments"), ({"departments": ["nobody"]}, "departments"), ({"text": " "}, "text"),
    ({"due_on": date(9999, 12, 31)}, "due_on"),
])  # fmt: skip
def test_what_does_not_fit_is_told_at_its_field(cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as told:
        handed(cast, **wrong)
    assert told.value.field == field


# ---- who sees it

def test_a_department_and_its_superior_see_their_own_and_nobody_else_does(cast: Cast, given: Task) -> None:
    unit = handed(cast, departments=["huanwei"])
    seen = {who: set(tasks(getattr(cast, who), Sought(view="all"), MONDAY).values_list("pk", flat=True))
            for who in ("leader", "supervisor", "chief", "handler", "unit_handler", "other_handler", "operator", "admin", "chen")}  # fmt: skip
    both = {given.pk, unit.pk}
    assert seen == {"leader": both, "supervisor": both, "chief": both, "handler": both, "unit_handler": {unit.pk}, "other_handler": set(),
                    "operator": set(), "admin": set(), "chen": set()}  # fmt: skip
    with pytest.raises(NotFound):
        task_of(given.pk, cast.other_handler)
    with pytest.raises(NotFound):
        act(given.pk, "note", {"text": "x"}, by=cast.other_handler, at=MONDAY)


def test_it_waits_for_the_department_then_for_who_gave_it_and_the_office(cast: Cast, given: Task) -> None:
    assert [list(waiting(getattr(cast, who))) for who in ("handler", "leader", "supervisor", "other_handler")] == [[given], [], [], []]
    walk(given, ("take_on", {}, cast.handler), ("report", {"text": "好了"}, cast.reviewer))
    assert [list(waiting(getattr(cast, who))) for who in ("handler", "leader", "supervisor")] == [[], [given], [given]]
    assert counts(cast.leader, MONDAY) == {"waiting": 1, "open": 1, "overdue": 0, "done": 0, "all": 1}


def test_several_departments_each_have_their_own_task_under_one_number(cast: Cast) -> None:
    made = give({"text": "联合整治。", "departments": ["chengguan", "zhujian"], "due_on": DUE}, by=cast.leader, at=MONDAY)
    one, two = made.tasks.order_by("matter__number")
    assert made.number.zh == "批示〔2026〕1号" and one.matter.number.endswith("-1") and two.matter.number.endswith("-2")
    walk(one, ("take_on", {}, cast.handler))
    assert Task.objects.get(pk=two.pk).matter.state == "given"


# ---- the date

def test_it_is_due_at_the_end_of_its_day(given: Task) -> None:
    assert given.matter.due_at == at("2026-03-07 00:00")


def test_what_is_due_is_urged_by_itself_once_for_each_date(cast: Cast, given: Task) -> None:
    assert urge_overdue(at("2026-03-06 23:00")) == 0
    late = at("2026-03-07 00:10")
    assert [urge_overdue(late), urge_overdue(late + timedelta(hours=1))] == [1, 0]
    act(given.pk, "postpone", {"due_on": date(2026, 3, 9), "text": "等材料"}, by=cast.leader, at=late + timedelta(hours=2))
    assert urge_overdue(at("2026-03-09 12:00")) == 0
    assert urge_overdue(at("2026-03-10 00:10")) == 1
    assert Task.objects.get(pk=given.pk).urged == 2


def test_what_is_reported_is_not_urged(cast: Cast, given: Task) -> None:
    walk(given, ("take_on", {}, cast.handler), ("report", {"text": "好了"}, cast.reviewer))
    assert urge_overdue(at("2026-03-20 00:10")) == 0


# ---- on a case

@pytest.fixture
def on_case(cast: Cast) -> tuple[Any, Task]:
    case = cast.bring(cast.report("井盖缺失，有人摔伤。"), "in_progress")
    made = give({"text": "今天补上，举一反三。", "due_on": DUE, "case": case.matter.number}, by=cast.leader, at=cast.later())
    return case, made.tasks.select_related("matter").get()


def test_on_a_case_it_goes_to_the_lead_and_urges_the_case(cast: Cast, on_case: tuple[Any, Task]) -> None:
    case, task = on_case
    case.refresh_from_db()
    urging = case.urgings.get()
    assert case.urged and urging.text == "今天补上，举一反三。" and urging.due_at == task.matter.due_at and str(urging.urged_by_id) == cast.leader.account
    assert task.department_id == "chengguan" and task.urging == urging.pk


def test_it_ends_when_the_case_closes(cast: Cast, on_case: tuple[Any, Task]) -> None:
    case, task = on_case
    cast.bring(case, "closed")
    task.matter.refresh_from_db()
    assert (task.matter.state, task.matter.open) == ("done", False)
    ended = Event.objects.get(matter=task.pk, kind="instruction_ended")
    assert ended.payload["case"] == str(case.pk) and ended.actor_role == "system"


def test_the_report_on_the_case_s_urging_reports_the_instruction(cast: Cast, on_case: tuple[Any, Task]) -> None:
    case, task = on_case
    cast.act(case, "answer_urging", {"text": "已补，周边查过。"}, by=cast.handler)
    task.refresh_from_db(), task.matter.refresh_from_db()
    assert (task.matter.state, task.report) == ("reported", "已补，周边查过。")


def test_the_report_on_the_instruction_reports_on_the_case_s_urging(cast: Cast, on_case: tuple[Any, Task]) -> None:
    case, task = on_case
    act(task.pk, "take_on", {}, by=cast.handler, at=cast.later())
    act(task.pk, "report", {"text": "已补，周边查过。"}, by=cast.member("chengguan", "reviewer"), at=cast.later())
    task.matter.refresh_from_db()
    assert task.matter.state == "reported"
    assert Event.objects.filter(matter=task.pk, kind="instruction_reported").count() == 1
    case.refresh_from_db()
    assert case.urgings.get().report == "已补，周边查过。" and not case.urged


def test_a_case_without_a_lead_needs_a_department(cast: Cast) -> None:
    case = cast.report("井盖缺失。")
    with pytest.raises(Refusal) as told:
        give({"text": "x", "due_on": DUE, "case": case.matter.number}, by=cast.leader, at=cast.later())
    assert told.value.field == "departments"
    case.refresh_from_db()
    assert not case.urged and not case.urgings.exists()


def test_an_unknown_field_is_refused_and_system_gives_nothing(cast: Cast) -> None:
    with pytest.raises(InvalidInput):
        give({"text": "x", "departments": ["chengguan"], "due_on": DUE, "boss": "1"}, by=cast.leader, at=MONDAY)
    with pytest.raises(Forbidden):
        give({"text": "x", "departments": ["chengguan"], "due_on": DUE}, by=SYSTEM, at=MONDAY)


def test_a_deputy_judges_for_the_absent_leader(cast: Cast, given: Task) -> None:
    from gongban.foundation.people.public import actor_of

    deputy = actor_of(Account.objects.get(login="zong.tongchou"), at=MONDAY, for_absent=cast.leader.account)
    walk(given, ("take_on", {}, cast.handler), ("report", {"text": "好了"}, cast.reviewer))
    assert walk(given, ("accept", {}, deputy)) == "done"
