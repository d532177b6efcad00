"""Stories of the loop: returns, studies, solving first, extensions, clocks, redoing, splitting, joining, parts, answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongban.delivery.cases.public import Case
from gongban.foundation.journal.public import read_events
from gongban.foundation.matters.public import Timer
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.outcome.ratings.public import Callback
from tests.cast import Cast, at

OTHERS = ("zhujian", "shuiwu", "jiaotong", "yuanlin")


def timer(case: Case, name: str) -> Timer:
    """The latest timer of a name, as the database has it now."""
    return case.matter.timers.filter(name=name).order_by("started_at", "id").last() or pytest.fail(f"no timer {name}")


def help_with_the_park(cast: Cast, **more: object) -> Case:
    """A help request whose limits are in working days: five for the answer, two working hours to sign."""
    return cast.report("公园步道塌了一块，老人走路危险。", category="01.01.04", **more)


# ---- 退单 · returns


def test_a_granted_return_releases_the_department_is_counted_and_leaves_the_residents_clock_alone(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "return_asked")
    resident = timer(case, "resident").due_at
    cast.act(case, "grant_return", {"text": "确属园林。"}, by=cast.dispatcher)
    assert (case.matter.state, case.lead, case.returns, case.matter.holder_id) == ("accepted", None, 1, None)
    assert timer(case, "holder").stopped_at and timer(case, "resident").due_at == resident and timer(case, "resident").stopped_at is None
    assert cast.bring(case, "accepted") and cast.act(case, "dispatch", {"department": "yuanlin"}, by=cast.dispatcher).hops == 2


def test_while_a_return_waits_only_the_holders_clocks_stand_still(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "return_asked")
    assert (timer(case, "holder").due_at, timer(case, "sign_in").due_at) == (None, None)
    assert timer(case, "resident").due_at is not None


def test_a_refused_return_gives_the_case_back_with_the_time_that_waiting_took(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "dispatched")
    due = timer(case, "sign_in").due_at
    cast.act(case, "ask_return", {"text": "不归我们。"}, by=cast.handler)
    cast.act(case, "refuse_return", {"text": "职责里写明了。"}, by=cast.dispatcher, when=cast.now + timedelta(minutes=30))
    assert (case.matter.state, case.returns) == ("dispatched", 0)
    assert due and timer(case, "sign_in").due_at == due + timedelta(minutes=30)


def test_after_the_time_for_signing_nothing_can_be_returned(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "dispatched")
    late = (timer(case, "sign_in").due_at or cast.now) + timedelta(minutes=1)
    with pytest.raises(Conflict) as refused:
        cast.act(case, "ask_return", {"text": "不归我们。"}, by=cast.handler, when=late)
    assert refused.value.code == "case.return_too_late"
    signed = cast.act(case, "sign_in", by=cast.handler, when=late)
    assert read_events(["signed_in"], signed.pk)[0].payload["in_time"] is False


def test_three_returns_raise_the_case_and_only_a_study_brings_it_on(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "accepted")
    for code in OTHERS[:3]:
        cast.act(case, "dispatch", {"department": code}, by=cast.dispatcher)
        cast.act(case, "ask_return", {"text": "不归我们。"}, by=cast.member(code, "handler"))
        assert case.raised_at is None
        cast.act(case, "grant_return", {"text": "理由成立。"}, by=cast.dispatcher)
    assert case.raised_at == cast.now and read_events(["escalated"], case.pk)[0].payload["because"] == "returns"
    with pytest.raises(Conflict) as refused:
        cast.act(case, "dispatch", {"department": "yuanlin"}, by=cast.dispatcher)
    assert refused.value.code == "case.too_many_hops"
    cast.act(case, "call_study", {"question": "归谁？", "departments": ["yuanlin", "shuiwu"]}, by=cast.dispatcher)
    decided = {"department": "yuanlin", "principle": "field", "conclusion": "公园归园林。"}
    assert cast.act(case, "decide_study", decided, by=cast.dispatcher).lead.department_id == "yuanlin"


# ---- 联席研判、先解决 · joint study, solve first


def test_a_study_needs_a_principle_of_the_city_and_settles_ownership(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "under_study")
    given = {"department": "zhujian", "principle": "benefit", "conclusion": "谁受益谁负责。"}
    with pytest.raises(Refusal) as refused:
        cast.act(case, "decide_study", {**given, "principle": "loudest"}, by=cast.dispatcher)
    assert refused.value.field == "principle"
    cast.act(case, "decide_study", given, by=cast.supervisor)
    assert (case.matter.state, case.matter.holder_id, case.owner_id, case.interim) == ("dispatched", "zhujian", "zhujian", False)
    assert timer(case, "holder").started_at == cast.now


def test_a_study_while_work_goes_on_does_not_stop_it(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    due = timer(case, "holder").due_at
    cast.act(case, "call_study", {"question": "归谁？", "departments": ["chengguan", "zhujian"]}, by=cast.dispatcher)
    assert (case.matter.state, timer(case, "holder").due_at) == ("in_progress", due)
    same = {"department": "chengguan", "principle": "field", "conclusion": "仍由城管办。"}
    cast.act(case, "decide_study", same, by=cast.dispatcher)
    assert (case.matter.state, timer(case, "holder").due_at, case.hops) == ("in_progress", due, 1)


def test_solved_first_settled_afterwards_and_the_work_never_stops(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "accepted")
    cast.act(case, "solve_first", {"department": "chengguan", "text": "先围起来。"}, by=cast.dispatcher)
    assert case.interim and case.owner is None
    cast.act(case, "sign_in", by=cast.handler)
    due = timer(case, "holder").due_at
    cast.act(case, "settle", {"department": "yuanlin", "principle": "territory-first", "text": "园林的设施。"}, by=cast.dispatcher)
    assert (case.matter.state, case.matter.holder_id, case.owner_id, case.interim) == ("in_progress", "chengguan", "yuanlin", False)
    assert timer(case, "holder").due_at == due


# ---- 延期 · extensions


def test_an_extension_asked_before_expiry_moves_the_holders_end_only(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    holder, resident = timer(case, "holder").due_at, timer(case, "resident").due_at
    cast.act(case, "ask_extension", {"amount": 2, "text": "等材料。"}, by=cast.handler)
    assert timer(case, "holder").due_at == holder
    cast.act(case, "grant_extension", {"text": "同意。"}, by=cast.dispatcher)
    assert holder and timer(case, "holder").due_at == holder + timedelta(days=2)  # 星期一到期，后延两个工作日
    assert timer(case, "resident").due_at == resident


def test_after_expiry_no_extension_can_be_asked(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    with pytest.raises(Conflict) as refused:
        late = (timer(case, "holder").due_at or cast.now) + timedelta(minutes=1)
        cast.act(case, "ask_extension", {"amount": 1, "text": "等材料。"}, by=cast.handler, when=late)
    assert refused.value.code == "case.extension_too_late"


@pytest.mark.parametrize(
    ("category", "asked", "fits"),
    [("01.01.04", 5, True), ("01.01.04", 6, False), ("01.01.09", 7, True), ("01.01.09", 8, False)],
    ids=["working days as far as allowed", "one working day more", "natural days as far as working days reach", "one natural day more"],
)
def test_no_extension_goes_beyond_what_the_city_allows_in_whatever_unit(cast: Cast, category: str, asked: int, fits: bool) -> None:
    case = cast.bring(cast.report(category=category), "in_progress")
    if fits:
        assert cast.act(case, "ask_extension", {"amount": asked, "text": "等材料。"}, by=cast.handler).applications.count() == 1
        return
    with pytest.raises(Refusal) as refused:
        cast.act(case, "ask_extension", {"amount": asked, "text": "等材料。"}, by=cast.handler)
    assert (refused.value.code, refused.value.field) == ("case.extension_too_long", "amount")


# ---- 两只钟 · the two clocks (A12)


def test_asking_the_reporter_stops_both_clocks_and_the_answer_lets_both_run_on(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    before = {name: timer(case, name).due_at for name in ("resident", "holder")}
    cast.act(case, "ask_reporter", {"text": "请补一张照片。"}, by=cast.handler)
    assert [timer(case, name).due_at for name in before] == [None, None]
    cast.act(case, "add", {"text": "在北门进去第二张长椅旁。"}, by=cast.chen, when=cast.now + timedelta(days=1))
    assert all(due and timer(case, name).due_at == due + timedelta(days=1) for name, due in before.items())


@pytest.mark.parametrize(("reason", "resident_stands"), [("waiting_for_reporter", True), ("weather", False), ("expert_opinion", False), ("court", False)])
def test_the_residents_clock_stops_only_for_the_residents_own_reasons(cast: Cast, reason: str, resident_stands: bool) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    cast.act(case, "pause", {"reason": reason, "text": "说明。"}, by=cast.dispatcher)
    assert timer(case, "holder").due_at is None
    assert (timer(case, "resident").due_at is None) == resident_stands


def test_a_unit_cannot_stop_its_own_clock(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    with pytest.raises(Forbidden):
        cast.act(case, "pause", {"reason": "weather", "text": "下雨。"}, by=cast.head)


def test_a_new_department_gets_new_time_the_resident_does_not_wait_longer(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "return_asked")
    resident = timer(case, "resident")
    cast.act(case, "grant_return", {"text": "确属园林。"}, by=cast.dispatcher, when=at("2026-03-04 10:00"))
    cast.act(case, "dispatch", {"department": "yuanlin"}, by=cast.dispatcher)
    assert timer(case, "holder").started_at == cast.now and timer(case, "holder").due_at == at("2026-03-11 17:30")
    assert (timer(case, "resident").pk, timer(case, "resident").due_at) == (resident.pk, resident.due_at)


# ---- 办结、重办、复查 · closure, redoing, re-inspection


def test_nobody_approves_the_answer_that_they_wrote(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    cast.act(case, "answer", {"text": "已修好。", "evidence": "照片"}, by=cast.head)
    with pytest.raises(Forbidden) as refused:
        cast.act(case, "approve_answer", by=cast.head)
    assert refused.value.code == "case.own_answer"
    assert cast.act(case, "approve_answer", by=cast.reviewer).matter.state == "closed"


def test_a_small_units_answer_is_reviewed_by_its_superior_but_by_no_other_department(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "answered", department="huanwei")
    with pytest.raises(Forbidden):
        cast.act(case, "approve_answer", by=cast.unit_handler)
    with pytest.raises(Refusal):
        cast.act(case, "approve_answer", by=cast.other_reviewer)
    assert cast.act(case, "approve_answer", by=cast.reviewer).matter.state == "closed"


@pytest.mark.parametrize(("kind", "needed"), [("help", True), ("complaint", True), ("report", True), ("inquiry", False), ("suggestion", False)])
def test_what_was_put_right_needs_evidence(cast: Cast, kind: str, needed: bool) -> None:
    case = cast.bring(cast.report(kind=kind, category="01.01.04"), "in_progress")
    if not needed:
        assert cast.act(case, "answer", {"text": "说明如下。"}, by=cast.handler).matter.state == "answered"
        return
    with pytest.raises(Refusal) as refused:
        cast.act(case, "answer", {"text": "已修好。"}, by=cast.handler)
    assert refused.value.code == "case.evidence_missing"


def test_closing_stops_every_clock_and_says_whether_it_was_in_time(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "closed")
    assert not case.matter.timers.filter(stopped_at__isnull=True).exists()
    assert read_events(["closed"], case.pk)[0].payload["in_time"] is True
    assert case.matter.due_at is None and str(case.reinspect_on) == "2026-03-09"


def test_redoing_goes_back_to_the_same_department_and_the_residents_clock_runs_on_from_its_old_start(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "closed")
    resident = timer(case, "resident")
    cast.act(case, "redo", {"text": "还是坏的。"}, by=cast.operator)
    again = timer(case, "resident")
    assert (case.matter.state, case.matter.holder_id, case.redoings, case.closed_at) == ("dispatched", "chengguan", 1, None)
    assert (again.pk, again.started_at, again.due_at, again.stopped_at) == (resident.pk, resident.started_at, resident.due_at, None)


def test_three_redoings_raise_the_case(cast: Cast) -> None:
    case = help_with_the_park(cast)
    for _ in range(3):
        assert case.raised_at is None
        for action, given, by in (
            ("dispatch", {"department": "chengguan"}, cast.dispatcher), ("sign_in", {}, cast.handler),
            ("answer", {"text": "已修。", "evidence": "照片"}, cast.handler), ("approve_answer", {}, cast.reviewer),
            ("redo", {"text": "没修好。"}, cast.supervisor),
        ):  # fmt: skip
            if action != "dispatch" or case.matter.state == "received":
                cast.act(case, action, given, by=by)
    assert (case.redoings, case.raised_at) == (3, cast.now)


def test_a_failed_re_inspection_reopens_the_case_and_is_counted(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "filed")
    cast.act(case, "reinspect", {"passed": False, "findings": "又塌了。"}, by=cast.supervisor, when=at("2026-03-09 10:00"))
    assert (case.matter.state, case.redoings, case.matter.open, case.reinspect_on) == ("dispatched", 1, True, None)
    assert read_events(["reopened"], case.pk)[0].payload["because"] == "reinspection"
    assert timer(case, "holder").started_at == cast.now


def test_a_passed_re_inspection_leaves_the_case_filed(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "filed")
    cast.act(case, "reinspect", {"passed": True, "findings": "完好。"}, by=cast.operator)
    assert (case.matter.state, case.redoings, case.reinspect_on) == ("filed", 0, None)
    assert not case.matter.timers.filter(stopped_at__isnull=True).exists()


def test_an_exclusion_is_asked_once_at_a_time_and_decided_by_supervision(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "closed")
    cast.act(case, "ask_exclusion", {"text": "恶意。"}, by=cast.reviewer)
    with pytest.raises(Conflict):
        cast.act(case, "ask_exclusion", {"text": "恶意。"}, by=cast.head)
    cast.act(case, "refuse_exclusion", {"text": "查无实据。"}, by=cast.supervisor)
    assert not case.excluded
    cast.act(case, "ask_exclusion", {"text": "另有证据。"}, by=cast.reviewer)
    assert cast.act(case, "grant_exclusion", {"text": "属实。"}, by=cast.supervisor).excluded


# ---- 拆分、并案 · splitting and joining (A13)


def test_a_part_that_says_too_little_is_refused_like_a_report_that_does(cast: Cast) -> None:
    case = cast.report("公园的门坏了，厕所也没有灯。")
    with pytest.raises(Refusal) as refused:
        cast.act(case, "split", {"title": "厕所", "text": "-1"}, by=cast.dispatcher)
    assert (refused.value.status, refused.value.field) == (422, "text")


def test_splitting_makes_a_case_of_its_own_with_the_same_reporter_and_the_same_start(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "accepted")
    cast.act(case, "split", {"title": "公园厕所没有灯", "text": "厕所里没有灯。"}, by=cast.dispatcher)
    part = Case.objects.get(split_from=case.pk)
    assert (part.matter.state, part.matter.title) == ("received", "公园厕所没有灯")
    assert [party.account_id for party in part.matter.parties.all()] == [party.account_id for party in case.matter.parties.all()]
    assert part.matter.timers.get(name="resident").started_at == case.matter.opened_at


def test_after_a_join_every_reporter_is_kept_told_and_asked(cast: Cast) -> None:
    first = cast.bring(help_with_the_park(cast), "dispatched")
    second = cast.report("公园步道塌陷，同一个地方。", by=cast.outsider)
    third = cast.report("电话：步道塌了。", by=cast.operator, channel="hotline", name="老周", phone="13000000002")
    for case in (second, third):
        cast.act(case, "join", {"number": first.matter.number}, by=cast.dispatcher)
        assert (case.matter.state, case.joined_into_id) == ("joined", first.pk)
    assert first.matter.parties.count() == 3
    cast.bring(first, "closed")
    assert Callback.objects.filter(case=first).count() == 3


def test_joining_the_same_reporter_twice_does_not_double_them(cast: Cast) -> None:
    first, second = help_with_the_park(cast), help_with_the_park(cast)
    cast.act(second, "join", {"number": first.matter.number}, by=cast.dispatcher)
    assert first.matter.parties.count() == 1


# ---- 协办、下属 · co-handlers and own units


def test_the_lead_answers_only_after_every_part_was_checked(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "accepted")
    cast.act(case, "dispatch", {"department": "chengguan", "co_handlers": ["zhujian"]}, by=cast.dispatcher)
    cast.act(case, "sign_in", by=cast.handler)
    answer = {"text": "已修好。", "evidence": "照片"}
    for action, by in (("sign_assignment", cast.other_handler), ("answer_assignment", cast.other_handler), ("accept_assignment", cast.handler)):
        with pytest.raises(Conflict) as refused:
            cast.act(case, "answer", answer, by=cast.handler)
        assert refused.value.code == "case.parts_open" and "住建局" in refused.value.words.zh
        cast.act(case, action, {"text": "房屋部分已查。"} if action == "answer_assignment" else {}, by=by)
    assert cast.act(case, "answer", answer, by=cast.handler).matter.state == "answered"


def test_a_part_that_is_sent_back_runs_on_its_old_clock(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "accepted")
    cast.act(case, "dispatch", {"department": "chengguan", "co_handlers": ["zhujian"]}, by=cast.dispatcher)
    part = case.assignments.get(share="co")
    cast.act(case, "sign_assignment", by=cast.other_handler)
    cast.act(case, "answer_assignment", {"text": "查过了。"}, by=cast.other_handler)
    holder = case.matter.timers.get(name="holder", subject=part.pk)
    cast.act(case, "send_back_assignment", {"text": "没有结论。"}, by=cast.handler)
    again = case.matter.timers.get(name="holder", subject=part.pk)
    assert holder.stopped_at and (again.stopped_at, again.due_at, again.started_at) == (None, holder.due_at, holder.started_at)
    assert case.assignments.get(share="co").state == "signed"


def test_a_unit_gets_a_share_of_its_superiors_time(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    cast.act(case, "dispatch_on", {"department": "huanwei", "text": "请现场处理。"}, by=cast.handler)
    unit = case.assignments.get(share="unit")
    share = case.matter.timers.get(name="holder", subject=unit.pk)
    assert (share.amount, share.unit, unit.parent_id) == (3, "working_day", case.lead_id)  # 五个工作日的七成，舍去零头
    assert share.due_at and timer(case, "resident").due_at and share.due_at < timer(case, "resident").due_at


def test_a_case_is_passed_on_only_to_an_own_unit(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    for code in ("zhujian", "chengguan", "wuye"):
        with pytest.raises(Refusal) as refused:
            cast.act(case, "dispatch_on", {"department": code}, by=cast.handler)
        assert refused.value.code == "case.not_own_unit"


# ---- 反映人与督办 · the reporter, supervision


def test_chasing_is_counted_and_withdrawing_stops_everything(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    cast.act(case, "chase", {"text": "快一点。"}, by=cast.chen)
    assert cast.act(case, "chase", by=cast.operator).chases == 2
    cast.act(case, "withdraw", {"text": "自己修好了。"}, by=cast.chen)
    assert (case.matter.state, case.matter.open, case.matter.holder_id) == ("withdrawn", False, None)
    assert not case.matter.timers.filter(stopped_at__isnull=True).exists()


def test_an_urging_ends_in_the_future_and_stays_until_it_is_answered(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    with pytest.raises(Refusal) as refused:
        cast.act(case, "urge", {"text": "请办。", "due_at": cast.MONDAY}, by=cast.supervisor)
    assert refused.value.field == "due_at"
    cast.act(case, "urge", {"text": "请办。", "due_at": at("2026-03-04 17:30")}, by=cast.supervisor)
    assert case.urged and not cast.act(case, "answer_urging", {"text": "已派人。"}, by=cast.handler).urged


def test_reclassifying_counts_the_limits_again_from_the_old_start(cast: Cast) -> None:
    case = cast.bring(help_with_the_park(cast), "in_progress")
    started = timer(case, "resident").started_at
    cast.act(case, "reclassify", {"kind": "complaint", "category": "01.01.04"}, by=cast.dispatcher)
    after = timer(case, "resident")
    assert (after.started_at, after.amount, after.unit) == (started, 10, "working_day")
    cast.act(case, "reclassify", {"kind": "report"}, by=cast.dispatcher)
    assert case.publicity == "never"
