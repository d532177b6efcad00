"""After closure the city asks the reporter: contacted? solved? satisfied? Not solved is redone, the rest is filed (F1)."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import UUID

import pytest

from gongban.foundation.journal.public import read_events
from gongban.kernel.actors import Actor
from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.errors import Conflict, NotFound
from gongban.kernel.input import InvalidInput
from gongban.outcome.ratings.public import (
    Callback,
    answer,
    callbacks_of,
    due_callbacks,
    lapse_all,
    open_callback,
    record_try,
)
from gongban.outcome.ratings.rules import CallbackRules, first_call, is_sampled
from tests.cast import Cast, at

SOLVED = {"contacted": True, "solved": "yes", "satisfaction": 5}
NOT_SOLVED = {"contacted": False, "solved": "no", "satisfaction": 1, "text": "灯还是不亮。"}
CHINA = WorkingCalendar("Asia/Shanghai", ((time(9), time(17, 30)),))


def closed(cast: Cast, **fields: object) -> Callback:
    case = cast.bring(cast.report(**fields), "closed")  # type: ignore[arg-type]
    return Callback.objects.select_related("case__matter").get(case=case)


def state(callback: Callback) -> str:
    callback.case.matter.refresh_from_db()
    return callback.case.matter.state


# ---- 抽样与时间 · the sample and its times


def test_the_sample_follows_from_the_id_alone_and_has_about_the_share_the_city_sets() -> None:
    rules = CallbackRules({"inquiry": 10, "help": 100, "praise": 0})
    ids = [UUID(int=number) for number in range(5_000)]
    drawn = [is_sampled(each, "inquiry", 0, rules) for each in ids]
    assert drawn == [is_sampled(each, "inquiry", 0, rules) for each in ids]
    assert 400 < sum(drawn) < 600
    assert all(is_sampled(each, "help", 0, rules) for each in ids)
    assert not any(is_sampled(each, "praise", 0, rules) for each in ids)


def test_a_case_that_was_redone_is_always_asked_about_again() -> None:
    assert is_sampled(UUID(int=7), "praise", 1, CallbackRules({"praise": 0}))


@pytest.mark.parametrize(
    ("closed_at", "online", "called_at"),
    [
        ("2026-03-02 10:05", False, "2026-03-03 09:00"),
        ("2026-03-06 17:00", False, "2026-03-09 09:00"),  # 周五办结，周一再打 · closed on a Friday
        ("2026-03-02 10:05", True, "2026-03-05 09:00"),  # 先请本人上网评价两天 · two days to judge online
    ],
)
def test_the_call_is_due_on_the_next_working_day(closed_at: str, online: bool, called_at: str) -> None:
    assert first_call(at(closed_at), online, CHINA, CallbackRules({})) == at(called_at)


# ---- 打电话 · by telephone


def test_closing_puts_the_question_to_the_reporter(cast: Cast) -> None:
    asked = closed(cast)
    assert asked.sampled
    assert not due_callbacks(cast.operator, asked.opened_at).exists()
    assert list(due_callbacks(cast.operator, asked.due_at)) == [asked]


@pytest.mark.parametrize("who", ["handler", "reviewer", "moderator", "chen", "anonymous"])
def test_only_the_desks_see_whom_to_call(cast: Cast, who: str) -> None:
    asked = closed(cast)
    assert not due_callbacks(getattr(cast, who), asked.due_at).exists()


def test_solved_is_written_down_and_filed(cast: Cast) -> None:
    asked = closed(cast)
    answer(asked.pk, SOLVED, by=cast.operator, at=cast.later(days=1))
    case = asked.case
    case.refresh_from_db()
    assert state(asked) == "filed"
    assert (case.reached, case.contacted, case.solved, case.satisfaction) == (True, True, "yes", 5)
    assert {event.kind for event in read_events(["rated", "confirmed", "filed"], case.pk)} == {"rated", "confirmed", "filed"}


def test_partly_solved_is_filed_and_says_so(cast: Cast) -> None:
    asked = closed(cast)
    answer(asked.pk, {"solved": "partly"}, by=cast.operator, at=cast.later(days=1))
    asked.case.refresh_from_db()
    assert (state(asked), asked.case.solved) == ("filed", "partly")


def test_not_solved_goes_back_to_the_department_with_what_the_person_said(cast: Cast) -> None:
    asked = closed(cast)
    answer(asked.pk, NOT_SOLVED, by=cast.operator, at=cast.later(days=1))
    case = asked.case
    case.refresh_from_db()
    assert (state(asked), case.redoings, case.lead.department_id) == ("dispatched", 1, cast.DEPARTMENT)
    assert "灯还是不亮。" in case.lead.reason
    assert read_events(["denied"], case.pk)


def test_after_the_redoing_the_person_is_asked_again(cast: Cast) -> None:
    asked = closed(cast)
    answer(asked.pk, NOT_SOLVED, by=cast.operator, at=cast.later(days=1))
    for step, given, who in (("sign_in", {}, cast.handler), ("answer", {"text": "换了灯。", "evidence": "见照片"}, cast.handler),
                             ("approve_answer", {}, cast.reviewer)):  # fmt: skip
        cast.act(asked.case, step, given, by=who)
    again = Callback.objects.open().get(case=asked.case)
    assert (again.redoing, again.sampled) == (1, True)


def test_three_calls_that_reach_nobody_file_the_case_as_not_reached(cast: Cast) -> None:
    asked = closed(cast)
    for number in range(3):
        assert state(asked) == "closed"
        record_try(asked.pk, {"ending": "no_answer"}, by=cast.operator, at=cast.later(days=1, hours=number))
    asked.refresh_from_db()
    asked.case.refresh_from_db()
    assert (state(asked), asked.standing, asked.tries, asked.case.reached) == ("filed", "unreached", 3, False)
    assert [event.payload["tries"] for event in read_events(["unreached"], asked.case_id)] == [3]
    assert read_events(["filed"], asked.case_id)[0].payload == {"reached": False}


def test_the_next_call_waits_for_four_working_hours(cast: Cast) -> None:
    asked = closed(cast)
    record_try(asked.pk, {"ending": "busy"}, by=cast.operator, at=at("2026-03-03 09:30"))
    asked.refresh_from_db()
    assert asked.due_at == at("2026-03-03 15:00")  # 午休一个半小时不算 · the noon break does not count


def test_who_asks_to_be_called_later_was_reached_and_it_counts_as_no_try(cast: Cast) -> None:
    asked = closed(cast)
    for _ in range(4):
        record_try(asked.pk, {"ending": "later"}, by=cast.operator, at=cast.later(days=1))
    asked.refresh_from_db()
    assert (asked.standing, asked.tries, asked.call_tries.count()) == ("open", 0, 4)


def test_who_does_not_want_to_judge_was_reached_and_the_case_is_filed(cast: Cast) -> None:
    asked = closed(cast)
    record_try(asked.pk, {"ending": "declined"}, by=cast.operator, at=cast.later(days=1))
    asked.refresh_from_db()
    asked.case.refresh_from_db()
    assert (state(asked), asked.standing, asked.case.reached, asked.case.solved) == ("filed", "declined", True, "")


# ---- 网上评价 · online


def test_the_reporter_judges_online_and_is_not_called(cast: Cast) -> None:
    asked = closed(cast)
    mine = open_callback(asked.case, cast.chen)
    assert mine == asked
    answer(asked.pk, SOLVED, by=cast.chen, at=cast.later(hours=1))
    assert state(asked) == "filed"
    assert not due_callbacks(cast.operator, asked.due_at + timedelta(days=9)).exists()


@pytest.mark.parametrize("who", ["outsider", "handler", "reviewer", "anonymous", "specialist"])
def test_nobody_else_judges(cast: Cast, who: str) -> None:
    asked = closed(cast)
    other: Actor = getattr(cast, who)
    assert open_callback(asked.case, other) is None
    with pytest.raises(NotFound):
        answer(asked.pk, SOLVED, by=other, at=cast.later(hours=1))
    assert state(asked) == "closed"


def test_a_question_is_answered_once(cast: Cast) -> None:
    asked = closed(cast)
    answer(asked.pk, SOLVED, by=cast.chen, at=cast.later(hours=1))
    with pytest.raises(Conflict):
        answer(asked.pk, NOT_SOLVED, by=cast.operator, at=cast.later(hours=1))
    assert state(asked) == "filed"


@pytest.mark.parametrize("given", [{}, {"solved": "maybe"}, {"solved": "yes", "satisfaction": 6}, {"solved": "yes", "satisfaction": 0}, {"solved": "yes", "no": 1}])
def test_an_answer_that_does_not_fit_changes_nothing(cast: Cast, given: dict[str, object]) -> None:
    asked = closed(cast)
    with pytest.raises(InvalidInput):
        answer(asked.pk, given, by=cast.operator, at=cast.later(hours=1))
    assert state(asked) == "closed"


# ---- 抽样之外 · outside the sample


def test_outside_the_sample_the_case_is_filed_when_nobody_objects_for_a_week(cast: Cast) -> None:
    asked = closed(cast, kind="praise", text="环卫师傅很负责，谢谢你们。", category=None)
    assert (asked.sampled, asked.lapses_at) == (False, at("2026-03-10 00:00"))
    assert lapse_all(at("2026-03-09 23:59")) == 0
    assert lapse_all(at("2026-03-10 00:00")) == 1
    asked.refresh_from_db()
    assert (state(asked), asked.standing) == ("filed", "lapsed")


def test_outside_the_sample_an_objection_still_sends_it_back(cast: Cast) -> None:
    asked = closed(cast, kind="praise", text="环卫师傅很负责，谢谢你们。", category=None)
    answer(asked.pk, NOT_SOLVED, by=cast.chen, at=cast.later(days=2))
    assert state(asked) == "dispatched"


def test_who_left_neither_phone_nor_account_is_not_called(cast: Cast) -> None:
    asked = closed(cast, kind="report", text="夜里有人偷倒建筑垃圾。", category=None, anonymous=True, by=cast.anonymous)
    assert (asked.sampled, asked.due_at) == (False, None)


# ---- 并案 · several reporters


def joined(cast: Cast) -> tuple[Callback, Callback]:
    case = cast.bring(cast.report(), "in_progress")
    other = cast.report("同一处路灯不亮，请修。", by=cast.outsider)
    cast.act(other, "join", {"number": case.matter.number}, by=cast.dispatcher)
    cast.bring(case, "closed")
    first, second = Callback.objects.filter(case=case).select_related("case__matter").order_by("party__since", "pk")
    return first, second


def test_every_reporter_of_a_joined_case_is_asked_and_it_is_filed_after_the_last(cast: Cast) -> None:
    first, second = joined(cast)
    answer(first.pk, SOLVED, by=cast.chen, at=cast.later(hours=1))
    assert state(first) == "closed"
    answer(second.pk, SOLVED, by=cast.outsider, at=cast.later(hours=1))
    assert state(first) == "filed"


def test_one_reporter_who_says_no_sends_it_back_and_the_other_is_asked_after_the_next_closure(cast: Cast) -> None:
    first, second = joined(cast)
    answer(first.pk, NOT_SOLVED, by=cast.chen, at=cast.later(hours=1))
    second.refresh_from_db()
    assert (state(first), second.standing) == ("dispatched", "dropped")


def test_one_reporter_does_not_read_what_another_said(cast: Cast) -> None:
    first, second = joined(cast)
    assert list(callbacks_of(first.case, cast.chen)) == [first]
    assert list(callbacks_of(first.case, cast.operator)) == [first, second]
    answer(first.pk, {**SOLVED, "text": "我是三楼的，谢谢。"}, by=cast.chen, at=cast.later(hours=1))
    said = first.case.matter.entries.get(kind="called_back")
    assert said.audience == "staff"


# ---- 与其他操作 · beside other actions


@pytest.mark.parametrize(("action", "given", "who"), [("redo", {"text": "复核发现未修"}, "supervisor"), ("file", {}, "operator")])
def test_what_the_desk_decides_itself_ends_the_question(cast: Cast, action: str, given: dict[str, str], who: str) -> None:
    asked = closed(cast)
    cast.act(asked.case, action, given, by=getattr(cast, who))
    asked.refresh_from_db()
    assert asked.standing == "dropped"


def test_the_list_of_calls_takes_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    for _ in range(3):
        closed(cast)
    rows = due_callbacks(cast.operator, cast.now + timedelta(days=30))
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len({(each.case.matter.number, each.party and each.party.role) for each in rows}) == 3
