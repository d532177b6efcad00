"""The leading group's pages without scripts: composing, issuing, instructing, carrying out; what stands where for whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.foundation.journal.public import read_all, seal_all
from gongban.foundation.messages.public import inbox
from gongban.outcome.leading.public import Brief, Instruction, Task, draft, give, issue
from tests.alone import sealing_alone
from tests.cast import Cast
from tests.web.workbench.test_pages import signed_in

pytestmark = pytest.mark.django_db
MARCH = {"title": "三月份热线专报", "since": "2026-03-01", "until": "2026-03-31", "figures": ["received", "response"], "tables": ["kinds", "late"],
         "opening": "本月诉求平稳。", "advice": "建议补齐井盖。"}  # fmt: skip


@pytest.fixture
def today(cast: Cast) -> Cast:
    cast.now = timezone.now()
    return cast


def text(answer: Any) -> str:
    return str(answer.content.decode())


def handed(cast: Cast, **fields: Any) -> Task:
    made = give({"text": "全面排查井盖。", "departments": ["chengguan"], "due_on": "2100-01-04", **fields}, by=cast.leader, at=cast.later())
    return made.tasks.select_related("matter").get()


def test_a_supervisor_takes_cases_from_a_list_into_a_brief_looks_at_it_and_issues_it(today: Cast) -> None:
    case, client = today.bring(today.report("江边的井盖松了。", when=today.now), "in_progress"), signed_in(today, "supervisor")
    sent = client.post("/desk/leading/briefs/collect/", {"case": [case.matter.number]})
    assert case.matter.number in text(client.get(sent["Location"]))
    kept = client.post("/desk/leading/briefs/new/", {**MARCH, "cases": case.matter.number})
    shown = text(client.get(kept["Location"]))
    assert "本月诉求平稳" in shown and "江边的井盖松了" in shown and "一、总体情况" in shown and "草稿" in shown
    client.post(f"{kept['Location']}issue/")
    shown = text(client.get(kept["Location"]))
    assert f"专报〔{today.now.year}〕1号" in shown and "/edit/" not in shown
    assert client.get(f"{kept['Location']}edit/").status_code == 409


def test_a_brief_that_does_not_fit_comes_back_with_everything_written(today: Cast) -> None:
    answer = signed_in(today, "supervisor").post("/desk/leading/briefs/new/", {**MARCH, "cases": "JC20260101-999999"})
    assert answer.status_code == 422 and "没有编号为 JC20260101-999999 的诉求" in text(answer) and "本月诉求平稳" in text(answer)
    assert not Brief.objects.exists()


def test_a_draft_is_for_the_office_alone_and_an_issued_one_for_the_leading_group_too(today: Cast) -> None:
    row = draft(MARCH, by=today.chief, at=today.later())
    path = f"/desk/leading/briefs/{row.pk}/"
    assert [signed_in(today, who).get(path).status_code for who in ("chief", "supervisor", "leader", "head", "handler")] == [200, 200, 404, 403, 403]
    issue(row.pk, by=today.chief, at=today.later())
    shown = text(signed_in(today, "leader").get(path))
    assert f"/desk/leading/instructions/new/?brief={row.pk}" in shown
    assert signed_in(today, "handler").get(path).status_code == 403


def test_the_pdf_holds_what_the_page_says_and_its_texts_are_never_program(today: Cast) -> None:
    case = today.bring(today.report("#panic() 井盖松了 $x$ *重* `y`", when=today.now), "closed")
    asked = {**MARCH, "title": "专报 #panic()", "opening": "第一段 #include\n第二段 [x] $", "cases": case.matter.number, "tables": ["kinds", "categories", "districts", "late"]}
    row = draft(asked, by=today.chief, at=today.later())
    for language in ("zh-hans", "en"):
        client = signed_in(today, "chief")
        client.cookies["django_language"] = language
        made = client.get(f"/desk/leading/briefs/{row.pk}/brief.pdf")
        assert made.status_code == 200 and made["Content-Type"] == "application/pdf" and made.content.startswith(b"%PDF")


def test_a_leader_instructs_on_a_brief_and_the_department_finds_it_in_its_queue(today: Cast) -> None:
    row = issue(draft(MARCH, by=today.chief, at=today.later()).pk, by=today.chief, at=today.later())
    client = signed_in(today, "leader")
    assert row.number.zh in text(client.get(f"/desk/leading/instructions/new/?brief={row.pk}"))
    sent = client.post("/desk/leading/instructions/new/", {"text": "月底前补齐井盖。", "departments": ["chengguan"], "due_on": "2100-01-04", "brief": str(row.pk)})
    assert sent.status_code == 302
    task = Task.objects.get()
    for who, path in (("handler", "/desk/"), ("leader", "/desk/leading/?view=open"), ("leader", f"/desk/leading/briefs/{row.pk}/"), ("handler", "/desk/leading/")):
        assert f"/desk/leading/instructions/{task.pk}/" in text(signed_in(today, who).get(path)), (who, path)
    page = text(signed_in(today, "handler").get(f"/desk/leading/instructions/{task.pk}/"))
    assert "月底前补齐井盖" in page and f"/desk/leading/briefs/{row.pk}/" not in page and row.number.zh in page
    assert f"/desk/leading/instructions/{task.pk}/" not in text(signed_in(today, "other_handler").get("/desk/"))


def test_the_count_in_the_menu_is_of_what_waits(today: Cast) -> None:
    handed(today)
    place = '<span>专报与批示</span><span class="badge">1'
    assert place in text(signed_in(today, "handler").get("/desk/")) and place not in text(signed_in(today, "leader").get("/desk/"))


def test_a_department_takes_it_on_and_reports_and_the_supervisor_accepts_it(today: Cast) -> None:
    task = handed(today)
    path = f"/desk/leading/instructions/{task.pk}/"
    signed_in(today, "handler").post(f"{path}do/take_on/")
    reviewer = signed_in(today, "reviewer")
    assert reviewer.post(f"{path}do/report/", {}).status_code == 422
    reviewer.post(f"{path}do/report/", {"text": "共查 1204 座。"})
    assert path in text(signed_in(today, "supervisor").get("/desk/supervision/"))
    signed_in(today, "supervisor").post(f"{path}do/accept/", {})
    task.matter.refresh_from_db()
    assert task.matter.state == "done"
    assert "共查 1204 座" in text(signed_in(today, "handler").get(path))


def test_on_a_case_the_page_of_the_case_shows_it_and_offers_it_to_leaders_only(today: Cast) -> None:
    case = today.bring(today.report("井盖缺失。", when=today.now), "in_progress")
    task = handed(today, case=case.matter.number, departments=[])
    page, offer = f"/desk/cases/{case.matter.number}/", f"/desk/leading/instructions/new/?case={case.matter.number}"
    assert f"/desk/leading/instructions/{task.pk}/" in text(signed_in(today, "handler").get(page))
    assert offer in text(signed_in(today, "leader").get(page)) and offer not in text(signed_in(today, "supervisor").get(page))
    assert case.matter.number in text(signed_in(today, "leader").get(offer))


def test_an_instruction_that_does_not_fit_comes_back_with_everything_written(today: Cast) -> None:
    answer = signed_in(today, "leader").post("/desk/leading/instructions/new/", {"text": "补齐井盖。", "due_on": "2020-01-01", "departments": ["chengguan"]})
    assert answer.status_code == 422 and "不能早于今天" in text(answer) and "补齐井盖" in text(answer)
    assert not Instruction.objects.exists()


@pytest.mark.parametrize("path", ["/desk/leading/", "/desk/leading/instructions/new/", "/desk/leading/briefs/", "/desk/leading/briefs/new/"])
def test_residents_and_strangers_are_sent_to_sign_in(today: Cast, path: str) -> None:
    for client in (Client(), signed_in(today, "chen")):
        assert client.get(path)["Location"].startswith("/desk/login/")


def test_a_longer_list_asks_no_more_of_the_database(today: Cast, django_assert_max_num_queries: Any) -> None:
    handed(today)
    client = signed_in(today, "leader")
    client.get("/desk/leading/?view=open")
    with django_assert_max_num_queries(40) as few:
        client.get("/desk/leading/?view=open")
    for _each in range(3):
        handed(today)
    with django_assert_max_num_queries(len(few)):
        client.get("/desk/leading/?view=open")


def test_english_pages_are_english(today: Cast) -> None:
    task, row = handed(today), draft(MARCH, by=today.chief, at=today.later())
    client = signed_in(today, "chief")
    client.cookies["django_language"] = "en"
    assert f"Instruction {today.now.year}/1" in text(client.get(f"/desk/leading/instructions/{task.pk}/"))
    assert "I. Overall" in text(client.get(f"/desk/leading/briefs/{row.pk}/"))


@pytest.mark.django_db(transaction=True)
def test_everybody_concerned_is_told_once(cast: Cast) -> None:
    from gongban.outcome.leading.public import act

    cast.now = timezone.now()
    task = handed(cast)
    act(task.pk, "take_on", {}, by=cast.handler, at=cast.later())
    act(task.pk, "report", {"text": "好了"}, by=cast.reviewer, at=cast.later())
    act(task.pk, "accept", {}, by=cast.supervisor, at=cast.later())
    with sealing_alone():
        seal_all()
    read_all(), read_all()
    told = {who: [note.subject for note in inbox(str(getattr(cast, who).account))] for who in ("handler", "reviewer", "leader", "supervisor", "other_handler")}
    number = f"批示〔{cast.now.year}〕1号"
    assert told == {"handler": [f"批示已办结 {number}", f"新批示 {number}"], "reviewer": [f"批示已办结 {number}", f"新批示 {number}"],
                    "leader": [f"批示有结果 {number}"], "supervisor": [f"批示有结果 {number}"], "other_handler": []}  # fmt: skip
