"""Anybody on the staff proposes an answer, its owner decides; what is in force is found by residents."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.design.knowledge.public import Article, Notice, forget_articles
from gongban.foundation.journal.public import Event

WRITTEN = {"question_zh": "麻石巷的夜灯几点关？", "answer_zh": "晚上十一点关，周末十二点。", "department": "chengguan", "also": "夜灯关灯时间\n几点熄灯"}


@pytest.fixture(autouse=True)
def _fresh(db: None) -> Any:
    forget_articles()
    yield
    forget_articles()


def signed_in(cast: Any, who: str) -> Client:
    client = Client()
    client.force_login(cast.account(getattr(cast, who)), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_from_proposal_to_the_residents_page(cast: Any) -> None:
    operator, reviewer, stranger = (signed_in(cast, who) for who in ("operator", "reviewer", "other_reviewer"))
    assert operator.post("/desk/knowledge/new/", WRITTEN).status_code == 302
    row = Article.objects.get(question_zh=WRITTEN["question_zh"])
    assert (row.standing, row.also) == ("proposed", ["夜灯关灯时间", "几点熄灯"])
    assert row.question_zh not in Client().get("/help/answers/", {"q": "夜灯几点关"}).content.decode()

    assert row.question_zh in reviewer.get("/desk/knowledge/").content.decode()
    assert row.question_zh not in stranger.get("/desk/knowledge/").content.decode()
    assert stranger.post(f"/desk/knowledge/{row.code}/approve/").status_code == 403
    assert reviewer.post(f"/desk/knowledge/{row.code}/approve/").status_code == 302
    assert row.question_zh in Client().get("/help/answers/", {"q": "夜灯几点关"}).content.decode()
    assert "十一点" in Client().get(f"/help/answers/{row.code}/").content.decode()

    assert reviewer.post(f"/desk/knowledge/{row.code}/end/", {"text": "夜灯拆了"}).status_code == 302
    assert Client().get(f"/help/answers/{row.code}/").status_code == 404
    told = list(Event.objects.filter(payload__article=str(row.pk)).order_by("pk").values_list("kind", flat=True))
    assert sorted(told) == ["answer_approved", "answer_ended", "answer_proposed"]


def test_what_does_not_fit_is_said_beside_the_field_and_nothing_is_lost(cast: Any) -> None:
    answer = signed_in(cast, "reviewer").post("/desk/knowledge/new/", {**WRITTEN, "valid_from": "2026-05-01", "valid_until": "2026-04-01"})
    assert answer.status_code == 422
    assert "有效期的结束早于开始" in answer.content.decode()
    assert WRITTEN["answer_zh"] in answer.content.decode()


def test_a_proposal_is_not_declined_without_a_reason(cast: Any) -> None:
    signed_in(cast, "operator").post("/desk/knowledge/new/", WRITTEN)
    row, reviewer = Article.objects.get(question_zh=WRITTEN["question_zh"]), signed_in(cast, "reviewer")
    reviewer.post(f"/desk/knowledge/{row.code}/decline/", {"text": ""})
    row.refresh_from_db()
    assert row.standing == "proposed"
    reviewer.post(f"/desk/knowledge/{row.code}/decline/", {"text": "已有同样的"})
    row.refresh_from_db()
    assert (row.standing, row.decision) == ("declined", "已有同样的")


def test_what_a_specialist_answers_is_proposed_in_masked_words(cast: Any) -> None:
    case = cast.report("我叫王小明，电话13000000123，技改补贴什么时候能申请？", kind="inquiry", by=cast.agent, category=_category_of("jingxin"))
    cast.act(case, "answer_at_once", {"text": "每年三月申请，联系13000000456。"}, by=cast.specialist)
    row = Article.objects.get(matter=case.pk)
    assert (row.standing, row.origin, row.department_id) == ("proposed", "case", "jingxin")
    assert "13000000123" not in row.question_zh and "王小明" not in row.question_zh and "13000000456" not in row.answer_zh


def test_a_notice_is_posted_and_taken_back(cast: Any) -> None:
    operator, given = signed_in(cast, "operator"), {"kind": "water", "title_zh": "今晚停水", "text_zh": "请储水"}
    assert operator.post("/desk/knowledge/notices/new/", {**given, "starts_at": "2035-01-01T08:00", "ends_at": "2035-01-01T07:00"}).status_code == 422
    assert operator.post("/desk/knowledge/notices/new/", {**given, "starts_at": "2035-01-01T08:00", "ends_at": "2035-01-01T18:00"}).status_code == 302
    row = Notice.objects.get(title_zh="今晚停水")
    assert "今晚停水" in Client().get("/notices/").content.decode()
    assert signed_in(cast, "reviewer").post(f"/desk/knowledge/notices/{row.code}/end/").status_code == 403
    operator.post(f"/desk/knowledge/notices/{row.code}/end/")
    assert "今晚停水" not in Client().get("/notices/").content.decode()
    assert row.ends_at > timezone.now()


def _category_of(department: str) -> str:
    from gongban.delivery.cases.public import Category

    return Category.objects.filter(department=department, level=3).order_by("code").values_list("code", flat=True)[0]
