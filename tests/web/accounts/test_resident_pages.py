"""A resident's own pages: consent first, own data masked, enterprises, messages, export and leaving."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from gongban.foundation.messages.public import Address, Way, tell, unread
from gongban.foundation.people.models import Account, Agent, Consent
from gongban.foundation.people.public import has_agreed, privacy_notice
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def chen(client: Client, cast: Cast) -> Client:
    client.force_login(cast.account(cast.chen), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def fresh(client: Client) -> Client:
    """Somebody who has never agreed to anything."""
    account = Account.objects.create(login="resident-x", kind="resident")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


PAGES = ["/account/", "/account/messages/", "/account/delete/", "/consent/"]
ACTIONS = ["/account/reveal/", "/account/language/", "/account/enterprise/", "/account/export/", "/account/delete/", "/consent/withdraw/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_led_to_the_login_and_back(client: Client, page: str) -> None:
    answer = client.get(page)
    assert (answer.status_code, answer.headers["Location"].startswith("/login/?next=")) == (302, True)


@pytest.mark.parametrize("action", ACTIONS)
def test_a_stranger_changes_nothing(client: Client, action: str) -> None:
    before = Account.objects.count()
    assert client.post(action).headers["Location"] == "/login/"
    assert Account.objects.count() == before


@pytest.mark.parametrize("action", [one for one in ACTIONS if one != "/account/delete/"])
def test_nothing_is_changed_by_following_a_link(chen: Client, action: str) -> None:
    assert chen.get(action).status_code == 405


@pytest.mark.parametrize("page", [*PAGES, "/my/"])
def test_staff_are_told_that_these_pages_are_for_residents(client: Client, cast: Cast, page: str) -> None:
    client.force_login(cast.account(cast.handler), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", ["/", "/cases/", "/report/", "/account/", "/my/"])
def test_before_anything_else_the_notice_is_read(fresh: Client, page: str) -> None:
    assert fresh.get(page).headers["Location"].startswith("/consent/?next=")
    assert fresh.get("/privacy/").status_code == 200


def test_a_program_is_told_the_same_in_one_sentence(fresh: Client) -> None:
    answer = fresh.get("/api/v1/my/cases")
    assert (answer.status_code, answer.json()["code"]) == (403, "consent.missing")


def test_agreeing_goes_on_to_where_one_wanted(fresh: Client) -> None:
    page = fresh.get("/consent/?next=/report/").content.decode()
    assert "手机号" in page and privacy_notice().version in page
    answer = fresh.post("/consent/", {"version": privacy_notice().version, "next": "/report/"})
    assert answer.headers["Location"] == "/report/"
    assert fresh.get("/cases/").status_code == 200
    assert Consent.objects.filter(account__login="resident-x").count() == 1


def test_a_version_that_is_no_longer_in_force_is_not_agreed_to(fresh: Client) -> None:
    assert fresh.post("/consent/", {"version": "2020-01-01"}).status_code == 409
    assert not Consent.objects.filter(account__login="resident-x").exists()


def test_refusing_signs_out_and_leaves_the_public_pages(fresh: Client) -> None:
    fresh.post("/consent/", {"refuse": "1"})
    assert fresh.get("/cases/").status_code == 200


def test_withdrawing_signs_out_and_asks_again_next_time(chen: Client, cast: Cast) -> None:
    account = cast.account(cast.chen)
    chen.post("/consent/withdraw/")
    assert not has_agreed(account, privacy_notice().version)
    chen.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    assert chen.get("/account/").headers["Location"].startswith("/consent/")


def test_own_data_are_masked_until_one_asks(chen: Client) -> None:
    masked, clear = chen.get("/account/").content.decode(), chen.post("/account/reveal/").content.decode()
    assert "130****0001" in masked and "13000000001" not in masked and "陈晓雨" not in masked
    assert "13000000001" in clear and "陈晓雨" in clear


def test_own_data_never_lie_in_a_cache(chen: Client) -> None:
    for answer in (chen.get("/account/"), chen.post("/account/reveal/"), chen.post("/account/export/")):
        assert "no-store" in answer.headers["Cache-Control"]


def test_the_export_holds_ones_own_reports_and_nobody_elses(chen: Client, cast: Cast) -> None:
    own, other = cast.report("江边的路灯坏了三盏。"), cast.report("小区门口垃圾没人收。", by=cast.outsider)
    content = json.loads(chen.post("/account/export/").content)
    assert [report["number"] for report in content["reports"]] == [own.matter.number]
    assert other.matter.number not in json.dumps(content)
    assert content["identity"]["phone"] == "+8613000000001"


def test_the_language_is_kept_for_messages_and_pages(chen: Client, cast: Cast) -> None:
    answer = chen.post("/account/language/", {"language": "en"})
    assert answer.cookies["django_language"].value == "en"
    assert cast.account(cast.chen).language == "en"
    chen.post("/account/language/", {"language": "xx"})
    assert cast.account(cast.chen).language == "en"


def test_an_agent_chooses_to_act_for_the_enterprise_and_sees_it_on_every_page(client: Client, cast: Cast) -> None:
    agency = Agent.objects.select_related("account", "enterprise").get(account=cast.agent.account)
    client.force_login(agency.account, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/account/enterprise/", {"enterprise": agency.enterprise_id})
    assert f"您正在以 {agency.enterprise.name_zh} 的名义办理" in client.get("/cases/").content.decode()
    client.post("/account/enterprise/", {"enterprise": ""})
    assert "您正在以" not in client.get("/cases/").content.decode()


def test_nobody_acts_for_an_enterprise_that_is_not_theirs(chen: Client) -> None:
    chen.post("/account/enterprise/", {"enterprise": "91990100MA0000000D"})
    assert not chen.session.get("for_enterprise")


def test_messages_are_read_by_opening_the_page_and_only_ones_own_show(chen: Client, cast: Cast) -> None:
    own, other = str(cast.chen.account), str(cast.outsider.account)
    values = {"number": "JC1", "page": "/cases/JC1/"}
    for account in (own, other):
        tell([Address(Way.IN_APP, account)], "cases.accepted", values | {"number": f"JC-{account[-4:]}"}, key=account, at=MONDAY)
    assert unread(own) == 1
    page = chen.get("/account/messages/").content.decode()
    assert (f"JC-{own[-4:]}" in page, f"JC-{other[-4:]}" in page) == (True, own[-4:] == other[-4:])
    assert (unread(own), unread(other)) == (0, 1)


@pytest.mark.parametrize("key", ["x", "2026-99-99", "2026-03-02T10:00:00"])
def test_a_broken_key_of_a_page_shows_the_first_page(chen: Client, key: str) -> None:
    assert chen.get("/account/messages/", {"from": key}).status_code == 200


def test_leaving_needs_a_tick_and_waits_for_open_reports(chen: Client, cast: Cast) -> None:
    case = cast.report()
    assert chen.post("/account/delete/").status_code == 422
    answer = chen.post("/account/delete/", {"sure": "on"})
    assert (answer.status_code, "没有办完" in answer.content.decode()) == (422, True)
    cast.act(case, "withdraw", by=cast.chen)
    assert chen.post("/account/delete/", {"sure": "on"}).headers["Location"] == "/"
    assert not Account.objects.filter(login="chenxiaoyu").exists()
    assert chen.get("/account/").headers["Location"].startswith("/login/")


def test_the_number_of_queries_of_the_account_page_is_steady(chen: Client, django_assert_max_num_queries: Any) -> None:
    chen.get("/account/")
    with django_assert_max_num_queries(14):
        chen.get("/account/")
