"""Signing in and out, for residents and for staff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.foundation.messages.models import Message
from gongban.foundation.messages.public import deliver
from gongban.foundation.people.public import Account, Resident
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough phrase"


def last_code(home: Any) -> str:
    for told in Message.objects.filter(state="waiting"):
        deliver(told.pk, at=timezone.now())
    lines = (Path(home) / "outbox" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    return str(json.loads(lines[-1])["values"]["code"])


def staff(login: str) -> Account:
    account = Account(login=login, kind="staff", name_zh="王")
    account.set_password(PASSWORD)
    account.save(force_insert=True)
    return account


def test_a_resident_signs_in_with_the_code_that_was_sent(client: Client, settings: Any) -> None:
    before = Resident.objects.count()
    assert client.post("/login/?next=/cases/", {"phone": "130 0000 9901"}).headers["Location"] == "/login/code/"
    answer = client.post("/login/code/", {"code": last_code(settings.HOME)})
    assert (answer.status_code, Resident.objects.count()) == (302, before + 1)
    assert client.get("/cases/").headers["Location"] == "/consent/?next=%2Fcases%2F"


def test_a_wrong_code_is_said_beside_the_field_and_signs_nobody_in(client: Client) -> None:
    before = Account.objects.count()
    client.post("/login/", {"phone": "13000009901"})
    answer = client.post("/login/code/", {"code": "x"})
    assert (answer.status_code, Account.objects.count()) == (422, before)
    assert "验证码不对" in answer.content.decode()


def test_staff_sign_in_with_their_password_and_go_on_where_they_wanted(client: Client) -> None:
    staff("wang")
    wrong = client.post("/desk/login/", {"username": "wang", "password": "no"})
    assert (wrong.status_code, "用户名或口令不对" in wrong.content.decode()) == (422, True)
    right = {"username": "wang", "password": PASSWORD, "next": "/desk/cases/1/"}
    assert client.post("/desk/login/", right).headers["Location"] == "/desk/cases/1/"
    assert client.post("/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_after_five_failures_the_account_is_locked_with_a_clear_sentence_even_for_the_right_password(client: Client) -> None:
    staff("wang")
    for _ in range(4):
        assert client.post("/desk/login/", {"username": "wang", "password": "no"}).status_code == 422
    locked = client.post("/desk/login/", {"username": "wang", "password": "no"})
    assert (locked.status_code, "锁定 15 分钟" in locked.content.decode()) == (429, True)
    assert client.post("/desk/login/", {"username": "wang", "password": PASSWORD}).status_code == 429
    staff("zhao")
    assert client.post("/desk/login/", {"username": "zhao", "password": PASSWORD}).status_code == 302


def test_the_session_is_a_new_one_after_signing_in(client: Client) -> None:
    staff("wang")
    client.get("/login/")
    before = client.session.session_key
    client.post("/desk/login/", {"username": "wang", "password": PASSWORD})
    assert client.session.session_key != before


def test_a_resident_does_not_sign_in_with_a_password(client: Client, cast: Cast) -> None:
    account = cast.account(cast.chen)
    account.set_password(PASSWORD)
    account.save()
    assert client.post("/desk/login/", {"username": account.login, "password": PASSWORD}).status_code == 422


def test_a_code_does_not_work_twice_nor_in_another_browser(client: Client, settings: Any) -> None:
    client.post("/login/", {"phone": "13000009901"})
    code = last_code(settings.HOME)
    stranger = Client()
    assert stranger.post("/login/code/", {"code": code}).headers["Location"] == "/login/"
    assert client.post("/login/code/", {"code": code}).status_code == 302
    stranger.post("/login/", {"phone": "13000009901"})
    again = stranger.post("/login/code/", {"code": code})
    assert again.headers.get("Location") == "/login/" or again.status_code == 422


def test_what_a_visitor_proved_stays_theirs_after_signing_in(client: Client, settings: Any) -> None:
    session = client.session
    session["proved_parties"] = {"JC1": "p"}
    session.save()
    client.post("/login/", {"phone": "13000009901"})
    client.post("/login/code/", {"code": last_code(settings.HOME)})
    assert client.session["proved_parties"] == {"JC1": "p"}


def test_codes_are_counted_by_address_of_the_network_too(client: Client) -> None:
    for number in range(30):
        assert client.post("/login/", {"phone": f"130000088{number:02d}"}).status_code == 302
    refused = client.post("/login/", {"phone": "13000008899"})
    assert (refused.status_code, "太频繁" in refused.content.decode()) == (422, True)


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/desk/login/?next=/desk/login/"])
def test_nobody_is_sent_to_another_site_or_round_in_circles(client: Client, elsewhere: str) -> None:
    staff("wang")
    given = {"username": "wang", "password": PASSWORD, "next": elsewhere}
    assert client.post("/desk/login/", given).headers["Location"] == "/desk/"
