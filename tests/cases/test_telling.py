"""Who is told what, over which way, in which language; and that nobody is told twice or about old records."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gongban.delivery.cases.listeners import REPORTER_IS_TOLD, STAFF_IS_TOLD, tell_reporters, tell_staff
from gongban.delivery.cases.public import Case
from gongban.foundation.journal.models import Event
from gongban.foundation.journal.public import read_all, seal_all
from gongban.foundation.matters.public import Party
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.public import inbox
from gongban.foundation.people.public import Deputy
from gongban.kernel.actors import Actor
from tests.alone import sealing_alone
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def spread(case: Case) -> None:
    """Let the listeners hear everything that happened to a case, as if it had just been written."""
    for event in Event.objects.filter(matter=case.pk).order_by("seq"):
        event.recorded_at = event.occurred_at
        if event.kind in REPORTER_IS_TOLD:
            tell_reporters(event)
        if event.kind in STAFF_IS_TOLD:
            tell_staff(event)


def told(who: Actor) -> list[str]:
    """Subjects in the inbox of an actor, oldest first."""
    return [note.subject for note in reversed(inbox(str(who.account)))]


def by_phone() -> list[str]:
    return list(Message.objects.filter(way="sms").order_by("told_at").values_list("template", flat=True))


def test_a_reporter_is_told_each_step_on_the_site_and_only_what_matters_by_phone(cast: Cast) -> None:
    case = cast.bring(cast.report(), "filed")
    spread(case)
    assert told(cast.chen) == ["已受理", "已交办", "已办结，请您评价", "已归档"]
    assert by_phone() == ["cases.closed"]


STEPS = [
    ("received", "refuse", {"route": "court"}, "operator", "不予受理", True),
    ("in_progress", "reply", {"text": "正在处理。"}, "handler", "有新回复", False),
    ("in_progress", "ask_reporter", {"text": "是哪一盏？"}, "handler", "请您补充情况", True),
    ("closed", "redo", {"text": "没有解决"}, "operator", "发回重办", True),
    ("received", "keep_private", {"text": "含个人信息"}, "moderator", "不公开显示", False),
]


@pytest.mark.parametrize(("state", "action", "given", "who", "subject", "loud"), STEPS)
def test_what_concerns_a_reporter_reaches_them(
    cast: Cast, state: str, action: str, given: dict[str, Any], who: str, subject: str, loud: bool
) -> None:
    case = cast.bring(cast.report(), state)
    before = len(by_phone())
    cast.act(case, action, given, by=getattr(cast, who))
    spread(case)
    assert told(cast.chen)[-1] == subject
    assert (len(by_phone()) - before > (1 if state == "closed" else 0)) is loud


def test_an_extension_is_told(cast: Cast) -> None:
    case = cast.bring(cast.report(), "in_progress")
    cast.act(case, "ask_extension", {"amount": 1, "text": "等配件"}, by=cast.handler)
    cast.act(case, "grant_extension", {"text": "同意"}, by=cast.dispatcher)
    spread(case)
    assert told(cast.chen)[-1] == "办理时间延长"


def test_after_a_join_the_reporters_of_both_are_told(cast: Cast) -> None:
    first, second = cast.report(), cast.report("同一处路灯不亮，天黑看不见。", by=cast.outsider)
    cast.act(second, "join", {"number": first.matter.number}, by=cast.dispatcher)
    cast.bring(first, "closed")
    spread(second)
    spread(first)
    assert told(cast.outsider) == ["与同一件事合并办理", "已受理", "已交办", "已办结，请您评价"]
    assert told(cast.chen)[-1] == "已办结，请您评价"


def test_the_same_event_is_told_once(cast: Cast) -> None:
    case = cast.bring(cast.report(), "closed")
    spread(case)
    count = Message.objects.count()
    spread(case)
    assert Message.objects.count() == count


def test_words_are_in_the_readers_language(cast: Cast) -> None:
    case = cast.bring(cast.report("The street light is broken.", by=cast.emma, language="en"), "dispatched")
    spread(case)
    notes = inbox(str(cast.emma.account))
    assert notes[0].subject == "Sent to a department"
    assert case.lead and case.lead.department.name_en in notes[0].text


def test_a_caller_without_an_account_is_reached_by_phone_and_led_to_the_follow_page(cast: Cast) -> None:
    case = cast.report(by=cast.operator, channel="hotline", name="张大妈", phone="13000000901")
    cast.bring(case, "closed")
    spread(case)
    assert by_phone() == ["cases.accepted", "cases.dispatched", "cases.closed"]


def test_a_landline_and_an_anonymous_reporter_are_told_nothing(cast: Cast) -> None:
    landline = cast.report(by=cast.operator, channel="hotline", name="张大妈", phone="0551-62345678")
    nameless = cast.report(by=cast.anonymous, kind="inquiry", anonymous=True)
    for case in (landline, nameless):
        spread(cast.bring(case, "closed"))
    assert not Message.objects.filter(template__startswith="cases.", way="sms").exists()


def test_no_text_or_name_of_the_case_stands_in_a_short_message(cast: Cast) -> None:
    case = cast.bring(cast.report("我叫陈晓雨，家住解放路 8 号，路灯坏了。", title="陈晓雨家门口路灯坏了"), "closed")
    spread(case)
    notes = inbox(str(cast.chen.account))
    assert not any("陈晓雨" in note.text or "解放路" in note.text for note in notes)


def test_staff_of_the_department_learn_of_a_new_order_but_not_other_departments(cast: Cast) -> None:
    case = cast.bring(cast.report(), "dispatched")
    spread(case)
    assert told(cast.handler) == told(cast.colleague) == [f"新派单 {case.matter.number}"]
    assert told(cast.other_handler) == told(cast.reviewer) == []


def test_whoever_chases_reaches_the_named_handler_and_the_deputy_only(cast: Cast) -> None:
    Deputy.objects.all().delete()
    case = cast.bring(cast.report(), "in_progress")
    cast.act(case, "assign_handler", {"handler": "luo.lixing"}, by=cast.handler)
    Deputy.objects.create(
        absent=cast.account(cast.handler), deputy=cast.account(cast.reviewer), starts=cast.now, ends=cast.now + timedelta(days=9)
    )
    cast.act(case, "chase", {}, by=cast.chen)
    spread(case)
    chased = f"催办 {case.matter.number}"
    assert (told(cast.handler)[-1], told(cast.reviewer)[-1]) == (chased, chased)
    assert chased not in told(cast.colleague)


def test_an_urging_reaches_the_head_and_a_decided_return_the_unit(cast: Cast) -> None:
    case = cast.bring(cast.report(), "return_asked")
    cast.act(case, "refuse_return", {"text": "属于城管。"}, by=cast.dispatcher)
    cast.act(case, "urge", {"text": "请尽快。"}, by=cast.supervisor)
    spread(case)
    number = case.matter.number
    assert f"督办 {number}" in told(cast.head)
    assert told(cast.handler)[-2:] == [f"不同意退单 {number}", f"督办 {number}"]


def test_nobody_is_told_of_what_they_did_themselves(cast: Cast) -> None:
    case = cast.bring(cast.report(), "accepted")
    cast.act(case, "dispatch", {"department": "zhengshuju"}, by=cast.dispatcher)
    spread(case)
    assert f"新派单 {case.matter.number}" not in told(cast.dispatcher)


def test_imported_records_tell_nobody(cast: Cast) -> None:
    case = cast.bring(cast.report(), "closed")
    for event in Event.objects.filter(matter=case.pk, kind="closed"):
        event.recorded_at = event.occurred_at + timedelta(days=3)
        tell_reporters(event)
    assert told(cast.chen) == []


def test_a_party_whose_account_is_gone_is_not_told(cast: Cast) -> None:
    case = cast.bring(cast.report(), "closed")
    Party.objects.filter(matter=case.pk).update(account=None)
    spread(case)
    assert told(cast.chen) == [] == by_phone()


@pytest.mark.django_db(transaction=True)
def test_the_worker_tells_from_the_sealed_journal(cast: Cast) -> None:
    from django.utils import timezone

    case = cast.report(when=timezone.now())
    cast.act(case, "accept", by=cast.operator)
    with sealing_alone():
        seal_all()
    read_all()
    assert told(cast.chen) == ["已受理"]
