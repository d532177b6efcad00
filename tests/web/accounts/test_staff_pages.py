"""Staff pages: own account, acting for a colleague, the administrator's list, start passwords, hand-over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from gongban.foundation.people.models import Account, Deputy, Membership
from gongban.kernel.actors import Actor
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(cast: Cast, who: Actor | Account) -> Client:
    client = Client()
    client.force_login(who if isinstance(who, Account) else cast.account(who), backend=BACKEND)
    return client


@pytest.fixture
def admin(cast: Cast) -> Client:
    return signed_in(cast, cast.admin)


PAGES = ["/desk/account/", "/desk/account/password/", "/desk/account/messages/", "/desk/people/", "/desk/people/add/", "/desk/people/luo.lixing/"]
ADMINISTRATORS = ["/desk/people/add/", "/desk/people/luo.lixing/lock/", "/desk/people/luo.lixing/password/", "/desk/people/luo.lixing/roles/"]


@pytest.mark.parametrize("page", PAGES)
def test_strangers_and_residents_are_led_to_the_staffs_login(client: Client, cast: Cast, page: str) -> None:
    for visitor in (client, signed_in(cast, cast.chen)):
        assert visitor.get(page).headers["Location"].startswith("/desk/login/?next=")


@pytest.mark.parametrize("action", ADMINISTRATORS)
@pytest.mark.parametrize("who", ["handler", "head", "supervisor", "dispatcher"])
def test_only_an_administrator_looks_after_accounts(cast: Cast, action: str, who: str) -> None:
    assert signed_in(cast, getattr(cast, who)).post(action, {"login": "xin.ren", "name_zh": "辛仁"}).status_code == 403
    assert cast.account(cast.handler).is_active


def test_everybody_is_found_by_department_and_name(admin: Client) -> None:
    page = admin.get("/desk/people/", {"department": "chengguan"}).content.decode()
    assert "罗立行" in page and "冯居安" not in page
    assert "冯居安" in admin.get("/desk/people/", {"q": "居安"}).content.decode()
    assert "没有找到人员" in admin.get("/desk/people/", {"q": "没有这个人"}).content.decode()


def test_a_head_sees_their_own_department_only(cast: Cast) -> None:
    head = signed_in(cast, cast.head)
    page = head.get("/desk/people/").content.decode()
    assert "罗立行" in page and "冯居安" not in page and "新增工作人员" not in page
    assert head.get("/desk/people/feng.juan/").status_code == 404
    assert head.get("/desk/people/feng.juan/hand-over/").status_code == 404


def test_a_new_colleague_signs_in_once_with_the_start_password_and_must_change_it(admin: Client) -> None:
    page = admin.post("/desk/people/add/", {"login": "xin.ren", "name_zh": "辛仁"}).content.decode()
    found = re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", page)
    assert found
    assert found[0] not in admin.get("/desk/people/xin.ren/").content.decode()
    colleague = Client()
    colleague.post("/desk/login/", {"username": "xin.ren", "password": found[0]})
    assert colleague.get("/desk/").headers["Location"].startswith("/desk/account/password/")
    given = {"former": found[0], "fresh": "九盏路灯沿着江边亮", "again": "九盏路灯沿着江边亮x"}
    assert colleague.post("/desk/account/password/", given).status_code == 422
    given = {"former": found[0], "fresh": "nine lamps along the river", "again": "nine lamps along the river"}
    assert colleague.post("/desk/account/password/", given).status_code == 302
    assert colleague.get("/desk/account/").status_code == 200


def test_a_start_password_that_is_a_week_old_opens_nothing(admin: Client) -> None:
    page = admin.post("/desk/people/luo.lixing/password/").content.decode()
    password = re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", page)
    assert password
    Account.objects.filter(login="luo.lixing").update(start_password_until="2026-01-01T00:00Z")
    answer = Client().post("/desk/login/", {"username": "luo.lixing", "password": password[0]})
    assert (answer.status_code, "已过期" in answer.content.decode()) == (422, True)


def test_roles_are_given_and_ended(admin: Client) -> None:
    role = {"department": "chengguan", "role": "reviewer", "until": "2099-01-01"}
    assert admin.post("/desk/people/qiu.shishi/roles/", role).status_code == 302
    assert admin.post("/desk/people/qiu.shishi/roles/", role).status_code == 422
    held = Membership.objects.get(account__login="qiu.shishi", role="reviewer")
    assert admin.post(f"/desk/people/luo.lixing/roles/{held.pk}/end/").status_code == 404
    assert admin.post(f"/desk/people/qiu.shishi/roles/{held.pk}/end/").status_code == 302
    held.refresh_from_db()
    assert held.until and held.until.year < 2099


@pytest.mark.parametrize("role", [{}, {"department": "chengguan"}, {"department": "x", "role": "handler"}, {"department": "chengguan", "role": "king"},
                                  {"department": "chengguan", "role": "reviewer", "until": "2020-01-01"}])
def test_a_role_that_makes_no_sense_is_refused_beside_its_field(admin: Client, role: dict[str, str]) -> None:
    before = Membership.objects.count()
    assert admin.post("/desk/people/qiu.shishi/roles/", role).status_code == 422
    assert Membership.objects.count() == before


def test_locking_ends_the_sessions_of_that_account_at_once(admin: Client, cast: Cast) -> None:
    target = signed_in(cast, cast.handler)
    assert target.get("/desk/account/").status_code == 200
    admin.post("/desk/people/luo.lixing/lock/")
    assert target.get("/desk/account/").headers["Location"].startswith("/desk/login/")
    admin.post("/desk/people/luo.lixing/lock/", {"unlock": "1"})
    assert cast.account(cast.handler).is_active


def test_a_deputy_acts_for_a_colleague_with_a_banner_until_they_go_back(cast: Cast) -> None:
    deputy = signed_in(cast, cast.colleague)
    assert Deputy.objects.filter(absent__login="luo.lixing", deputy__login="qiu.shishi").exists()
    deputy.post("/desk/account/act-for/", {"absent": "luo.lixing"})
    assert "您正在代 罗立行 办理" in deputy.get("/desk/account/").content.decode()
    deputy.post("/desk/account/act-for/", {"absent": ""})
    assert "您正在代" not in deputy.get("/desk/account/").content.decode()


@pytest.mark.parametrize("absent", ["feng.juan", "admin", "chenxiaoyu", "nobody"])
def test_nobody_acts_for_somebody_who_did_not_ask_them(cast: Cast, absent: str) -> None:
    stranger = signed_in(cast, cast.handler)
    stranger.post("/desk/account/act-for/", {"absent": absent})
    assert "for_absent" not in stranger.session


def test_a_deputy_is_arranged_and_ended_on_ones_own_page(cast: Cast) -> None:
    own = signed_in(cast, cast.handler)
    Deputy.objects.all().delete()
    given = {"deputy": "qiu.shishi", "starts": "2099-03-02T09:00", "ends": "2099-03-06T18:00"}
    assert own.post("/desk/people/luo.lixing/deputies/", given).headers["Location"] == "/desk/account/"
    made = Deputy.objects.get()
    assert made.starts.isoformat() == "2099-03-02T01:00:00+00:00"
    assert own.post("/desk/people/luo.lixing/deputies/", given | {"ends": "2098-01-01T00:00"}).status_code == 422
    stranger = signed_in(cast, cast.other_handler)
    assert stranger.post(f"/desk/people/luo.lixing/deputies/{made.pk}/end/").status_code == 403
    own.post(f"/desk/people/luo.lixing/deputies/{made.pk}/end/")
    made.refresh_from_db()
    assert made.ends.year < 2099


def test_hand_over_asks_for_a_receiver_for_each_department_and_then_closes_the_account(admin: Client, cast: Cast) -> None:
    case = cast.bring(cast.report(), "in_progress")
    cast.act(case, "assign_handler", {"handler": "luo.lixing"}, by=cast.head)
    assert case.matter.number in admin.get("/desk/people/luo.lixing/hand-over/").content.decode()
    assert admin.post("/desk/people/luo.lixing/hand-over/", {"sure": "on"}).status_code == 422
    assert admin.post("/desk/people/luo.lixing/hand-over/", {"to-chengguan": "qiu.shishi"}).status_code == 422
    assert cast.account(cast.handler).is_active
    admin.post("/desk/people/luo.lixing/hand-over/", {"to-chengguan": "qiu.shishi", "sure": "on"})
    assert not cast.account(cast.handler).is_active
    case.refresh_from_db()
    assert case.lead and case.lead.handler and case.lead.handler.login == "qiu.shishi"


def test_changing_the_password_ends_other_sessions_but_not_this_one(cast: Cast) -> None:
    account = cast.account(cast.handler)
    account.set_password("the former phrase")
    account.save()
    here, there = signed_in(cast, account), signed_in(cast, account)
    given = {"former": "the former phrase", "fresh": "nine lamps along the river", "again": "nine lamps along the river"}
    assert here.post("/desk/account/password/", given).status_code == 302
    assert here.get("/desk/account/").status_code == 200
    assert there.get("/desk/account/").headers["Location"].startswith("/desk/login/")


def test_the_list_asks_the_database_a_steady_number_of_times(admin: Client, django_assert_max_num_queries: Any) -> None:
    admin.get("/desk/people/")
    with django_assert_max_num_queries(25):
        admin.get("/desk/people/")
