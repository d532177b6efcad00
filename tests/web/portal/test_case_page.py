"""One case on a page: what the public reads, what the reporter reads and may do, what stays hidden."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from gongban.delivery.cases.public import Case

TEXT = "江边步道的路灯坏了三盏。我叫王小明，电话13000000077。"


def page_of(client: Client, case: Case, status: int = 200) -> str:
    answer = client.get(f"/cases/{case.matter.number}/")
    assert answer.status_code == status
    return str(answer.content.decode())


@pytest.fixture
def public_case(cast: Any) -> Case:
    case = cast.report(TEXT, address="望江中路 18 号，联系 13000000078")
    cast.act(case, "accept", by=cast.operator)
    cast.act(case, "publish", by=cast.moderator)
    return case


def test_everybody_reads_a_public_case_without_personal_data(client: Client, public_case: Case) -> None:
    page = page_of(client, public_case)
    assert "江边步道的路灯" in page
    for secret in ("13000000077", "王小明", "13000000078"):
        assert secret not in page


def test_the_reporter_reads_their_own_words(signed_in: Any, cast: Any, public_case: Case) -> None:
    assert "13000000077" in page_of(signed_in(cast.chen), public_case)


@pytest.mark.parametrize("who", ["outsider", "emma"])
def test_a_case_that_is_not_public_is_not_found_by_others(signed_in: Any, cast: Any, who: str) -> None:
    case = cast.report(TEXT)
    page_of(signed_in(getattr(cast, who)), case, 404)
    page_of(Client(), case, 404)
    page_of(signed_in(cast.chen), case)


def test_staff_read_no_more_than_everybody_on_the_residents_pages(signed_in: Any, cast: Any) -> None:
    page_of(signed_in(cast.dispatcher), cast.report(TEXT), 404)


def test_internal_words_reach_nobody_outside(signed_in: Any, cast: Any, public_case: Case) -> None:
    cast.act(public_case, "dispatch", {"department": "chengguan", "text": "内部：此人多次投诉"}, by=cast.dispatcher)
    cast.act(public_case, "sign_in", by=cast.handler)
    cast.act(public_case, "note", {"text": "内部备注不外传"}, by=cast.handler)
    for client in (Client(), signed_in(cast.chen)):
        page = page_of(client, public_case)
        assert "多次投诉" not in page and "不外传" not in page
        assert "已派给主办部门：城管局" in page and "已签收，开始办理" in page


def test_the_page_says_who_has_it_since_when_and_until_when(client: Client, cast: Any, public_case: Case) -> None:
    cast.bring(public_case, "in_progress")
    page = page_of(client, public_case)
    assert "现在由谁办" in page and "城管局" in page and "主办" in page
    assert "答复您的时限" in page and "部门的时限" in page


def test_what_one_asks_of_the_reporter_and_what_they_add_is_not_public(client: Client, signed_in: Any, cast: Any, public_case: Case) -> None:
    cast.bring(public_case, "in_progress")
    cast.act(public_case, "ask_reporter", {"text": "请告诉我们您家门牌"}, by=cast.handler)
    own = signed_in(cast.chen)
    own.post(f"/cases/{public_case.matter.number}/add/", {"text": "我家在三单元"})
    page = page_of(client, public_case)
    assert "您家门牌" not in page and "三单元" not in page
    assert "三单元" in page_of(own, public_case)


def test_the_reporter_adds_photos_chases_and_withdraws(signed_in: Any, cast: Any, photo: Any) -> None:
    case, client = cast.report(TEXT), signed_in(cast.chen)
    address = f"/cases/{case.matter.number}"
    assert client.post(f"{address}/add/", {"text": "又坏了一盏", "photos": [photo()]}).status_code == 302
    assert client.post(f"{address}/chase/", {"text": ""}).status_code == 302
    case.refresh_from_db()
    assert case.chases == 1 and case.matter.attachments.count() == 1
    assert client.post(f"{address}/withdraw/", {"text": ""}).status_code == 302
    assert "已撤回" in page_of(client, case)
    late = client.post(f"{address}/chase/", {"text": "还在吗"})
    assert late.status_code == 409 and "不能进行这项操作" in late.content.decode()


def test_what_was_typed_stays_when_it_is_refused(signed_in: Any, cast: Any) -> None:
    case, client = cast.report(TEXT), signed_in(cast.chen)
    answer = client.post(f"/cases/{case.matter.number}/add/", {"text": "很长" * 2500})
    assert answer.status_code == 422 and "最多" in answer.content.decode() and "很长很长" in answer.content.decode()


@pytest.mark.parametrize("action", ["add", "chase", "withdraw"])
def test_nobody_else_may_do_what_the_reporter_may(signed_in: Any, cast: Any, public_case: Case, action: str) -> None:
    answer = signed_in(cast.outsider).post(f"/cases/{public_case.matter.number}/{action}/", {"text": "x"})
    assert answer.status_code == 403


@pytest.mark.parametrize("action", ["accept", "publish", "dispatch", "redo"])
def test_the_residents_pages_offer_no_way_to_staff_actions(signed_in: Any, cast: Any, public_case: Case, action: str) -> None:
    assert signed_in(cast.dispatcher).post(f"/cases/{public_case.matter.number}/{action}/").status_code == 404


def test_me_too_makes_a_neighbour_a_reporter_once(signed_in: Any, cast: Any, public_case: Case) -> None:
    client, address = signed_in(cast.outsider), f"/cases/{public_case.matter.number}/me_too/"
    assert client.post(address).status_code == 302
    assert public_case.matter.parties.count() == 2
    assert client.post(address).status_code == 403
    assert public_case.matter.number in client.get("/my/").content.decode()


def test_me_too_sends_a_stranger_to_the_login(client: Client, public_case: Case) -> None:
    answer = client.post(f"/cases/{public_case.matter.number}/me_too/")
    assert answer.headers["Location"].startswith("/login/") and public_case.matter.parties.count() == 1


def test_after_closure_the_reporter_is_asked_and_not_solved_sends_it_back(signed_in: Any, cast: Any) -> None:
    case, client = cast.report(TEXT), signed_in(cast.chen)
    cast.bring(case, "closed")
    assert "请您评价" in page_of(client, case)
    answer = client.post(f"/cases/{case.matter.number}/judge/", {"contacted": "yes", "solved": "no", "satisfaction": "2", "text": "还是黑的"})
    assert answer.status_code == 302
    case.matter.refresh_from_db()
    assert case.matter.state == "dispatched"
    page = page_of(client, case)
    assert "反映人评价：未解决" in page and "还是黑的" in page and "请您评价" not in page


def test_a_solved_case_is_filed_and_thanked_for(signed_in: Any, cast: Any) -> None:
    case, client = cast.report(TEXT), signed_in(cast.chen)
    cast.bring(case, "closed")
    client.post(f"/cases/{case.matter.number}/judge/", {"contacted": "yes", "solved": "yes", "satisfaction": "5"})
    case.matter.refresh_from_db()
    assert case.matter.state == "filed"
    again = client.post(f"/cases/{case.matter.number}/judge/", {"solved": "no"})
    assert again.status_code == 409


def test_a_judgement_without_an_answer_says_what_is_missing(signed_in: Any, cast: Any) -> None:
    case, client = cast.report(TEXT), signed_in(cast.chen)
    cast.bring(case, "closed")
    answer = client.post(f"/cases/{case.matter.number}/judge/", {"text": "没选"})
    assert answer.status_code == 422 and "问题解决了吗" in answer.content.decode()


def test_nobody_but_the_reporter_judges(signed_in: Any, cast: Any, public_case: Case) -> None:
    cast.bring(public_case, "closed")
    assert signed_in(cast.outsider).post(f"/cases/{public_case.matter.number}/judge/", {"solved": "yes"}).status_code == 409
    public_case.matter.refresh_from_db()
    assert public_case.matter.state == "closed"


def test_the_page_needs_the_same_number_of_queries_however_long_the_thread(
    signed_in: Any, cast: Any, public_case: Case, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.chen)
    cast.bring(public_case, "in_progress")
    for n in range(12):
        cast.act(public_case, "reply", {"text": f"第 {n} 次回复"}, by=cast.handler)
    page_of(client, public_case)
    with django_assert_max_num_queries(30):
        page_of(client, public_case)


def test_news_is_marked_until_it_is_read(signed_in: Any, cast: Any) -> None:
    case, client = cast.report(TEXT), signed_in(cast.chen)
    assert "有新进展" in client.get("/my/").content.decode()
    page_of(client, case)
    assert "有新进展" not in client.get("/my/").content.decode()
