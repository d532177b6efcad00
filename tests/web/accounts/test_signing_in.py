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

pytestmark = pytest.mark.django_db


def last_code(home: Any) -> str:
    for told in Message.objects.filter(state="waiting"):
        deliver(told.pk, at=timezone.now())
    lines = (Path(home) / "outbox" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    return str(json.loads(lines[-1])["values"]["code"])


def test_a_resident_signs_in_with_the_code_that_was_sent(client: Client, settings: Any) -> None:
    before = Resident.objects.count()
    assert client.post("/login/?next=/cases/", {"phone": "130 0000 9901"}).headers["Location"] == "/login/code/"
    answer = client.post("/login/code/", {"code": last_code(settings.HOME)})
    assert (answer.status_code, Resident.objects.count()) == (302, before + 1)
    assert client.get("/login/code/").headers["Location"] == "/login/"


def test_a_wrong_code_is_said_beside_the_field_and_signs_nobody_in(client: Client) -> None:
    before = Account.objects.count()
    client.post("/login/", {"phone": "13000009901"})
    answer = client.post("/login/code/", {"code": "x"})
    assert (answer.status_code, Account.objects.count()) == (422, before)
    assert "验证码不对" in answer.content.decode()


def test_staff_sign_in_with_their_password_and_go_on_where_they_wanted(client: Client) -> None:
    account = Account(login="wang", kind="staff")
    account.set_password("a long enough phrase")
    account.save(force_insert=True)
    wrong = client.post("/desk/login/", {"username": "wang", "password": "no"})
    assert (wrong.status_code, "用户名或口令不对" in wrong.content.decode()) == (422, True)
    right = {"username": "wang", "password": "a long enough phrase", "next": "/desk/cases/1/"}
    assert client.post("/desk/login/", right).headers["Location"] == "/desk/cases/1/"
    assert client.post("/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/desk/login/?next=/desk/login/"])
def test_nobody_is_sent_to_another_site_or_round_in_circles(client: Client, elsewhere: str) -> None:
    account = Account(login="wang", kind="staff")
    account.set_password("a long enough phrase")
    account.save(force_insert=True)
    given = {"username": "wang", "password": "a long enough phrase", "next": elsewhere}
    assert client.post("/desk/login/", given).headers["Location"] == "/desk/"
