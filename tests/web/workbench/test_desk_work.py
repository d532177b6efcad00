"""What a member of staff can do on the pages, what they may not see, and that nothing they write is lost."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongban.delivery.cases.public import dossier
from gongban.foundation.journal.public import Event
from tests.cast import Cast
from tests.files.pictures import in_bytes, scene
from tests.web.workbench.test_pages import signed_in


@pytest.fixture
def today(cast: Cast) -> Cast:
    """The cast, with its own time beginning now: pages read the real clock."""
    cast.now = timezone.now()
    return cast


def jpeg() -> io.BytesIO:
    """A photo as a browser sends it."""
    file = io.BytesIO(in_bytes(scene()))
    file.name = "photo.jpg"
    return file


def page_of(case: Any) -> str:
    return f"/desk/cases/{case.matter.number}/"


def do(client: Client, case: Any, action: str, given: dict[str, Any] | None = None) -> Any:
    return client.post(f"{page_of(case)}do/{action}/", given or {})


def state_of(case: Any) -> str:
    case.matter.refresh_from_db()
    return str(case.matter.state)


# ---- actions

def test_a_case_is_dispatched_signed_answered_and_approved_on_the_pages(today: Cast) -> None:
    case = today.report(when=today.now)
    dispatcher, handler, reviewer = (signed_in(today, who) for who in ("dispatcher", "handler", "reviewer"))
    do(dispatcher, case, "dispatch", {"department": "chengguan", "co_handlers": ["zhujian"], "text": "请尽快"})
    assert state_of(case) == "dispatched"
    do(handler, case, "sign_in")
    other = signed_in(today, "other_handler")
    do(other, case, "sign_assignment")
    do(other, case, "answer_assignment", {"text": "本局部分已办"})
    do(handler, case, "accept_assignment", {"department": "zhujian"})
    refused = do(handler, case, "answer", {"text": "已修好"})
    assert refused.status_code == 422 and "证据" in refused.content.decode() and "已修好" in refused.content.decode()
    do(handler, case, "answer", {"text": "已修好", "photos": jpeg()})
    assert state_of(case) == "answered"
    assert do(reviewer, case, "approve_answer").status_code == 302
    assert state_of(case) == "closed"


def test_what_does_not_fit_comes_back_beside_its_field_with_the_photo_kept(today: Cast) -> None:
    case = today.bring(today.report(when=today.now), "in_progress")
    shown = do(signed_in(today, "handler"), case, "reply", {"text": "", "photos": jpeg()})
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "请填写“回复内容”" in text and 'name="photos_kept"' in text


def test_a_file_that_is_no_photo_is_refused_in_a_sentence(today: Cast) -> None:
    case = today.bring(today.report(when=today.now), "in_progress")
    bad = io.BytesIO(b"not a photo at all")
    bad.name = "x.jpg"
    shown = do(signed_in(today, "handler"), case, "reply", {"text": "看照片", "photos": bad})
    assert 400 <= shown.status_code < 500 and "看照片" in shown.content.decode()


def test_a_change_by_somebody_else_is_told_once_before_the_form_counts(today: Cast) -> None:
    case = today.bring(today.report(when=today.now), "in_progress")
    client = signed_in(today, "handler")
    seen = client.get(page_of(case), {"do": "answer"}).context["seen"]
    today.act(case, "chase", {"text": "快点"}, by=today.operator)
    given = {"text": "已修好", "evidence": "照片", "seen": seen}
    told = do(client, case, "answer", given)
    assert told.status_code == 409 and "新的变化" in told.content.decode() and state_of(case) == "in_progress"
    assert do(client, case, "answer", given | {"seen": told.context["seen"]}).status_code == 302
    assert state_of(case) == "answered"


def test_a_draft_is_kept_for_its_writer_until_it_is_sent(today: Cast) -> None:
    case = today.bring(today.report(when=today.now), "in_progress")
    client = signed_in(today, "handler")
    assert client.post(f"{page_of(case)}draft/answer/", {"text": "写到一半", "seen": "x"}).status_code == 204
    assert "写到一半" in client.get(page_of(case), {"do": "answer"}).content.decode()
    assert "写到一半" not in signed_in(today, "colleague").get(page_of(case), {"do": "answer"}).content.decode()
    do(client, case, "answer", {"text": "写完了", "evidence": "照片"})
    assert not case.matter.drafts.exists()


def test_two_people_on_one_case_see_each_other(today: Cast) -> None:
    case = today.bring(today.report(when=today.now), "in_progress")
    signed_in(today, "colleague").post(f"{page_of(case)}presence/", {"writing": "1"})
    answer = signed_in(today, "handler").post(f"{page_of(case)}presence/", {"writing": "0"}).json()
    assert answer == {"others": ["邱实时（正在写）"]}


# ---- what is not theirs

def test_another_department_neither_sees_the_case_nor_its_notes(today: Cast) -> None:
    case = today.bring(today.report(when=today.now), "in_progress")
    today.act(case, "note", {"text": "只给城管局看的话"}, by=today.handler)
    assert "只给城管局看的话" in signed_in(today, "handler").get(page_of(case)).content.decode()
    assert "只给城管局看的话" not in signed_in(today, "supervisor").get(page_of(case)).content.decode()
    assert signed_in(today, "other_handler").get(page_of(case)).status_code == 404
    today.act(case, "add_co_handler", {"departments": ["zhujian"], "text": "请协助"}, by=today.dispatcher)
    seen = signed_in(today, "other_handler").get(page_of(case))
    assert seen.status_code == 200 and "只给城管局看的话" not in seen.content.decode()


def test_looking_at_the_reporter_is_written_down(today: Cast) -> None:
    case = today.bring(today.report(when=today.now, name="陈晓雨", phone="13000000001"), "in_progress")
    client = signed_in(today, "handler")
    assert "13000000001" not in client.get(page_of(case)).content.decode()
    assert "13000000001" in client.post(f"{page_of(case)}reporters/").content.decode()
    assert Event.objects.filter(matter=case.pk, kind="reporter_revealed", actor=today.handler.account).count() == 1


def test_the_reporter_of_wrongdoing_is_hidden_from_the_unit(today: Cast) -> None:
    case = today.bring(today.report("某处有人长期违规倾倒渣土。", kind="report", when=today.now, name="陈晓雨", phone="13000000001"), "in_progress")
    client = signed_in(today, "handler")
    assert "保密" in client.get(page_of(case)).content.decode()
    refused = client.post(f"{page_of(case)}reporters/")
    assert refused.status_code == 403 and "13000000001" not in refused.content.decode()
    assert not Event.objects.filter(matter=case.pk, kind="reporter_revealed").exists()


@pytest.mark.parametrize("path", ["/desk/", "/desk/dispatch/", "/desk/hotline/", "/desk/moderation/", "/desk/callbacks/", "/desk/supervision/",
                                  "/desk/study/", "/desk/statistics/", "/desk/search/?q=x"])  # fmt: skip
def test_strangers_and_residents_are_sent_away(today: Cast, path: str) -> None:
    for client in (Client(), signed_in(today, "chen")):
        sent = client.get(path)
        assert sent.status_code == 302 and sent["Location"].startswith("/desk/login/")


@pytest.mark.parametrize(("who", "path"), [("handler", "/desk/dispatch/"), ("handler", "/desk/hotline/"), ("operator", "/desk/moderation/"),
                                           ("handler", "/desk/callbacks/"), ("dispatcher", "/desk/supervision/")])  # fmt: skip
def test_a_desk_is_closed_to_other_roles(today: Cast, who: str, path: str) -> None:
    assert signed_in(today, who).get(path).status_code == 403


# ---- lists

def test_filters_live_in_the_address_and_a_view_can_be_kept(today: Cast) -> None:
    lamp, noise = today.report("路灯不亮了，请来修。", when=today.now), today.report("夜里施工很吵，睡不着。", kind="complaint", when=today.now)
    client = signed_in(today, "dispatcher")
    found = client.get("/desk/", {"scope": "all", "kind": "complaint"}).content.decode()
    assert noise.matter.number in found and lamp.matter.number not in found
    client.get("/desk/", {"scope": "all", "q": "路灯", "keep": "1"})
    kept = client.get("/desk/?view=saved").content.decode()
    assert lamp.matter.number in kept and noise.matter.number not in kept


def test_the_callers_number_finds_their_cases(today: Cast) -> None:
    case = today.report(when=today.now, phone="13000000001", name="陈晓雨")
    found = signed_in(today, "operator").get("/desk/", {"scope": "all", "q": "130 0000 0001"}).content.decode()
    assert case.matter.number in found


def test_pages_go_forth_and_back_without_a_gap(today: Cast) -> None:
    from gongban.delivery.cases.public import Wanted, sheet, worklist

    numbers = {today.report(f"第{n}处路灯不亮。", when=today.now).matter.number for n in range(7)}
    rows = worklist(today.dispatcher, Wanted(scope="all"), timezone.now())
    first = sheet(rows, size=3)
    second = sheet(rows, first.next, size=3)
    third = sheet(rows, second.next, size=3)
    assert {case.matter.number for page in (first, second, third) for case in page.rows} == numbers
    assert [case.pk for case in sheet(rows, third.previous, size=3).rows] == [case.pk for case in second.rows]
    assert not first.previous and not third.next and not sheet(rows, second.previous, size=3).previous


def test_many_at_once_tell_the_result_of_each(today: Cast) -> None:
    new, gone = today.report(when=today.now), today.bring(today.report(when=today.now), "withdrawn")
    client = signed_in(today, "dispatcher")
    chosen = {"action": "dispatch", "case": [new.matter.number, gone.matter.number]}
    asked = client.post("/desk/bulk/", chosen)
    assert asked.status_code == 200 and "主办部门" in asked.content.decode()
    told = client.post("/desk/bulk/", chosen | {"sure": "1", "department": "chengguan"}).content.decode()
    assert "1 件已完成，1 件没有完成" in told and "已撤回" in told
    assert state_of(new) == "dispatched"


@pytest.mark.parametrize(("who", "path", "most"), [
    ("dispatcher", "/desk/?scope=all", 22), ("handler", "/desk/", 22), ("supervisor", "/desk/supervision/", 22), ("moderator", "/desk/moderation/", 50),
    ("dispatcher", "/desk/dispatch/", 60),
])  # fmt: skip
def test_a_longer_list_asks_no_more_of_the_database(today: Cast, who: str, path: str, most: int) -> None:
    client, asked = signed_in(today, who), []
    for _ in range(2):
        for state in ("received", "accepted", "dispatched", "return_asked", "in_progress", "in_progress"):
            today.bring(today.report(when=today.now), state)
        asked.append(_fewest_queries(client, path))
    assert asked[1] <= asked[0] <= most


def _fewest_queries(client: Client, path: str) -> int:
    """Of four looks: the city's tables are remembered for some seconds only, so that any one look may read them anew."""
    counts = []
    for _ in range(4):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
            counts.append(len(asked))
    return min(counts)


# ---- hotline, callbacks, paper

def test_a_call_is_received_and_private_unless_the_caller_says_otherwise(today: Cast) -> None:
    client = signed_in(today, "operator")
    sent = client.post("/desk/hotline/", {"channel": "hotline", "kind": "help", "urgency": "normal", "text": "楼下路灯坏了，看不见路。", "phone": "13000000002", "name": "周建国", "then": "accept", "open": "1"})
    assert sent.status_code == 302, sent.content.decode()
    case = dossier(sent["Location"].split("/")[-2], by=today.operator).case
    assert (case.channel, case.matter.state, case.publicity) == ("hotline", "accepted", "private") or case.publicity == "never"


def test_a_question_is_answered_at_once_and_filed(today: Cast) -> None:
    client = signed_in(today, "operator")
    given = {"channel": "enterprise_line", "kind": "inquiry", "urgency": "normal", "text": "企业办社保登记要带什么材料？", "phone": "13000000004", "then": "answer_at_once", "open": "1"}
    empty = client.post("/desk/hotline/", given)
    assert empty.status_code == 422 and "社保登记" in empty.content.decode()
    sent = client.post("/desk/hotline/", given | {"answer": "带营业执照和经办人身份证。"})
    assert dossier(sent["Location"].split("/")[-2], by=today.operator).case.matter.state == "filed"


def test_while_the_operator_types_emergencies_earlier_cases_and_near_same_ones_appear(today: Cast) -> None:
    mine = today.report("文庙社区路灯不亮，晚上很黑看不见路。", when=today.now, phone="13000000001")
    client = signed_in(today, "operator")
    found = client.post("/desk/hotline/look/", {"phone": "13000000001", "text": "着火了，有人被困"}).content.decode()
    assert 'name="hand_over_to" value="119"' in found and mine.matter.number in found
    same = client.post("/desk/hotline/look/", {"text": "文庙社区路灯不亮，晚上很黑", "lon": mine.lon, "lat": mine.lat}).content.decode()
    assert "可能是同一件事" in same and mine.matter.number in same


def test_who_sends_a_form_after_the_sign_in_ran_out_comes_back_to_its_page(today: Cast) -> None:
    case = today.report(when=today.now)
    form = f"{page_of(case)}?do=note"
    for came_from, back in ((f"http://testserver{form}", form), ("https://elsewhere.example/desk/", None)):
        sent = Client().post(f"{page_of(case)}do/note/", {"text": "备注"}, headers={"Referer": came_from})
        assert sent["Location"] == (f"/desk/login/?{urlencode({'next': back})}" if back else "/desk/login/")


def test_an_emergency_is_handed_over_from_where_it_is_noticed(today: Cast) -> None:
    client = signed_in(today, "operator")
    sent = client.post("/desk/hotline/", {"channel": "hotline", "kind": "help", "urgency": "normal", "text": "着火了，有人被困", "phone": "13000000002", "hand_over_to": "119", "open": "1"})
    assert dossier(sent["Location"].split("/")[-2], by=today.operator).case.matter.state == "handed_over"


def test_the_thread_tells_a_decision_of_a_study_once(today: Cast) -> None:
    case = today.bring(today.report(when=today.now, phone="13000000001", name="陈晓雨"), "accepted")
    client = signed_in(today, "dispatcher")
    do(client, case, "call_study", {"question": "归谁？", "departments": ["chengguan", "zhujian"]})
    assert state_of(case) == "under_study"
    do(client, case, "decide_study", {"department": "chengguan", "principle": "field", "conclusion": "由城管局牵头", "settles": "on"})
    assert client.get(f"{page_of(case)}order/").content.decode().count("由城管局牵头") == 1


def test_a_callback_that_says_not_solved_sends_the_case_back(today: Cast) -> None:
    from datetime import timedelta

    from gongban.outcome.ratings.public import Callback

    case = today.bring(today.report(when=today.now - timedelta(days=9), phone="13000000001", name="陈晓雨"), "closed")
    asked = Callback.objects.get(case=case)
    client = signed_in(today, "operator")
    assert "13000000001" in client.post(f"/desk/callbacks/{asked.pk}/number/").content.decode()
    empty = client.post(f"/desk/callbacks/{asked.pk}/answer/", {"contacted": "true"})
    assert empty.status_code == 422
    client.post(f"/desk/callbacks/{asked.pk}/try/", {"ending": "no_answer"})
    client.post(f"/desk/callbacks/{asked.pk}/answer/", {"contacted": "true", "solved": "no", "satisfaction": "2", "text": "还是黑的"})
    assert state_of(case) == "dispatched"
    assert "回访评价：未解决" in client.get(page_of(case)).content.decode()


def test_the_work_order_is_printed_without_the_reporters_name(today: Cast) -> None:
    case = today.bring(today.report(when=today.now, phone="13000000001", name="陈晓雨"), "in_progress")
    client = signed_in(today, "handler")
    paper = client.get(f"{page_of(case)}order/").content.decode()
    assert case.matter.number in paper and "陈晓雨" not in paper and "13000000001" not in paper
    pdf = client.get(f"{page_of(case)}order.pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF-")
    assert client.get(f"{page_of(case)}qr.svg").content.count(b"<svg") == 1


def test_moderators_see_marked_words_and_publish(today: Cast) -> None:
    case = today.report("这里的混蛋物业不修路灯，电话13000000001。", when=today.now)
    client = signed_in(today, "moderator")
    shown = client.get(f"/desk/moderation/?case={case.matter.number}").content.decode()
    assert "<mark>混蛋</mark>" in shown
    do(client, case, "publish", {"title_public": "路灯不亮", "text_public": "物业不修路灯。"})
    case.refresh_from_db()
    assert (case.publicity, case.text_public) == ("public", "物业不修路灯。")


def test_an_answer_of_the_knowledge_base_appears_while_the_operator_types(today: Cast) -> None:
    found = signed_in(today, "operator").post("/desk/hotline/look/", {"text": "公积金租房怎么提取"}).content.decode()
    assert "租房怎么提取住房公积金" in found and "用这条答复" in found
