"""The terminal without a script: signed in by the keypad, one thing on each screen, the same draft as on the phone, and nobody remembered after a minute."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.applications.public import Application, Channel, Stage, begin, filling, save
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import agree, privacy_notice, withdraw_consent
from gongban.kernel.actors import Actor
from gongban.outcome.ratings.public import Invitation, ServiceRating
from gongban.web.kiosk import signing_in, terminal
from tests.applications.conftest import plain
from tests.cast import Cast

PHONE, CODE = "13000000051", "123456"


class Clock:
    """The seconds of the server, to be moved on."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(terminal, "time", made)
    return made


@pytest.fixture
def screen(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A terminal at which Chen has signed in."""
    agree(cast.account(cast.chen), privacy_notice().version, by=cast.chen, at=timezone.now())
    return signed_in(cast, monkeypatch)


def signed_in(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Phone and code by the keypad; what the carrier and the code's secret do is tested with people."""
    monkeypatch.setattr(signing_in, "send_code", lambda typed, **more: typed)
    monkeypatch.setattr(signing_in, "sign_in_with", lambda phone, code, at: cast.account(cast.chen))
    client = Client()
    client.post("/kiosk/sign-in/", {"phone": PHONE})
    client.post("/kiosk/code/", {"code": CODE})
    return client


def shown(client: Client, where: str, **query: str) -> str:
    answer = client.get(where, query, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def go_through(client: Client, pk: str) -> str:
    """Answer screen after screen by touching, until the papers or the check."""
    for _turn in range(60):
        here = shown(client, f"/kiosk/{pk}/")
        fact = re.search(r'name="fact" value="(\w+)"', here)
        if fact is None:
            return here
        row = Application.objects.get(pk=pk)
        asked = filling(row, at=timezone.now()).wanted.declarations()[fact.group(1)]
        value = plain(asked)
        text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value).replace("-", "") if "八位数字" in here else str(value)
        client.post(f"/kiosk/{pk}/", {"fact": asked.name, "typed": text})
    raise AssertionError("the screens do not end")


# ---- the keypad


@pytest.mark.parametrize(("typed", "key", "then"), [("130", "1", "1301"), ("130", "back", "13"), ("130", "clear", ""), ("13000000051", "9", "13000000051"), ("13x<0", "1", "1301"), ("", "<", "")])
def test_keys_type_without_a_script_and_nothing_but_digits(clock: Clock, cast: Cast, typed: str, key: str, then: str) -> None:
    answer = Client().post("/kiosk/sign-in/", {"phone": typed, "press": key})
    assert f'name="phone" value="{then}"' in answer.content.decode()


def test_a_number_that_is_none_is_told_on_the_same_screen(cast: Cast) -> None:
    answer = Client().post("/kiosk/sign-in/", {"phone": "12"})
    assert answer.status_code in (400, 422) and 'role="alert"' in answer.content.decode()


def test_a_resident_who_has_not_agreed_reads_the_notice_at_the_terminal(cast: Cast, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    withdraw_consent(cast.account(cast.chen), by=cast.chen, at=timezone.now())
    client = signed_in(cast, monkeypatch)
    assert client.get("/kiosk/items/")["Location"].startswith("/kiosk/consent/")
    assert "怎样使用您的信息" in shown(client, "/kiosk/consent/")
    client.post("/kiosk/consent/", {"agree": "1", "version": privacy_notice().version})
    assert "您要办什么" in shown(client, "/kiosk/items/")


# ---- being forgotten


def test_after_a_minute_without_a_touch_the_server_knows_nobody(screen: Client, clock: Clock) -> None:
    assert "陈**，您要办什么" in shown(screen, "/kiosk/items/")
    key = screen.session.session_key
    clock.now += terminal.SECONDS + terminal.GRACE + 1
    assert screen.get("/kiosk/items/")["Location"] == "/kiosk/"
    assert not screen.session.exists(key) and "您要办什么" not in shown(screen, "/kiosk/")


def test_i_am_still_here_begins_the_minute_anew(screen: Client, clock: Clock) -> None:
    for _minute in range(3):
        clock.now += terminal.SECONDS - 5
        assert screen.post("/kiosk/here/").status_code == 204
    assert "您要办什么" in shown(screen, "/kiosk/items/")


def test_the_session_of_a_terminal_ends_with_the_minute_on_every_other_page_too(screen: Client) -> None:
    assert 0 < screen.session.get_expiry_age() <= terminal.SECONDS + terminal.GRACE


@pytest.mark.parametrize("how", ["over", "leave"])
def test_leaving_wipes_the_session_and_tells_the_browser_to_forget(screen: Client, how: str) -> None:
    key = screen.session.session_key
    answer = screen.get("/kiosk/over/") if how == "over" else screen.post("/kiosk/leave/")
    assert answer.status_code == 302 and "cache" in answer["Clear-Site-Data"] and not screen.session.exists(key)
    assert screen.get("/kiosk/items/")["Location"] == "/kiosk/"


def test_nothing_is_kept_by_the_browser(screen: Client) -> None:
    for where in ("/kiosk/", "/kiosk/items/", "/kiosk/sign-in/"):
        assert "no-store" in screen.get(where)["Cache-Control"]


def test_who_is_signed_in_elsewhere_is_nobody_at_the_terminal(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.account(cast.chen), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/kiosk/items/")["Location"] == "/kiosk/"


# ---- doing something


def test_what_terminals_are_meant_for_stands_first(screen: Client) -> None:
    here = shown(screen, "/kiosk/items/")
    assert here.index('value="id-card"') < here.index("全部") < here.index('value="marriage"')


def test_the_draft_begun_on_the_phone_goes_on_here(screen: Client, cast: Cast) -> None:
    phone: Actor = cast.chen.over("phone")
    draft = begin({"subject": "item", "slug": "id-card"}, by=phone, at=timezone.now())
    question = filling(draft, at=timezone.now()).settled.question
    if question:
        save(draft.pk, {"answers": {question.name: plain(question)}}, by=phone, at=timezone.now())
    assert "接着办" in shown(screen, "/kiosk/items/")
    answer = screen.post("/kiosk/begin/", {"subject": "item", "slug": "id-card"})
    assert answer["Location"] == f"/kiosk/{draft.pk}/"
    switched = Event.objects.get(kind="channel_switched")
    assert (switched.payload["before"], switched.payload["after"]) == ("phone", "kiosk")


def test_from_the_first_touch_to_the_number(screen: Client, give_papers: Callable[[Any], None]) -> None:
    pk = screen.post("/kiosk/begin/", {"subject": "item", "slug": "id-card"})["Location"].strip("/").rpartition("/")[2]
    go_through(screen, pk)
    empty = screen.post(f"/kiosk/{pk}/", {"papers": "1"})
    assert empty.status_code == 422 and "材料还没有交" in empty.content.decode()
    give_papers(pk)
    assert "请核对" in shown(screen, f"/kiosk/{pk}/")
    early = screen.post(f"/kiosk/{pk}/check/", {"delivery": "electronic", "together": "1"})
    assert early.status_code == 422 and "请确认所填内容和材料真实" in early.content.decode()
    screen.post(f"/kiosk/{pk}/check/", {"delivery": "electronic", "together": "1", "truthful": "1", "share": "1"})
    made = Application.objects.get(pk=pk)
    assert (made.stage, made.channel) == (Stage.SUBMITTED, Channel.KIOSK)
    receipt = shown(screen, f"/kiosk/{pk}/")
    assert str(made.number) in receipt and "phone.svg" in receipt
    _rates_with_one_touch(screen, pk, receipt)
    assert screen.get(f"/kiosk/{pk}/phone.svg")["Content-Type"] == "image/svg+xml"


@pytest.fixture
def give_papers(cast: Cast) -> Callable[[Any], None]:
    """What is missing is photographed with the phone meanwhile."""

    def give(pk: Any) -> None:
        import io

        from gongban.delivery.applications.public import attach
        from gongban.foundation.files.public import store_document
        from tests.files import papers

        for each in filling(Application.objects.get(pk=pk), at=timezone.now()).materials:
            if each.is_missing:
                kept = store_document(io.BytesIO(papers.pdf()), name="纸.pdf", by=cast.chen, at=timezone.now())
                attach(pk, {"key": each.key, "document": str(kept.pk)}, by=cast.chen.over("phone"), at=timezone.now())

    return give


def _rates_with_one_touch(screen: Client, pk: str, receipt: str) -> None:
    """Five levels, none of them chosen; one touch is enough, and the first touch counts."""
    assert re.findall(r'name="level" value="(\d)"', receipt) == ["5", "4", "3", "2", "1"] and "checked" not in receipt
    asked = Invitation.objects.get(kind="visit")
    assert not ServiceRating.objects.exists() and (asked.channel, asked.account_id) == ("kiosk", None)
    for level in ("4", "1"):
        assert screen.post(f"/kiosk/{pk}/receipt/", {"level": level}).status_code == 302
    assert [each.level for each in ServiceRating.objects.all()] == [4]
    after = shown(screen, f"/kiosk/{pk}/receipt/")
    assert "评价收到了，谢谢。" in after and 'name="level"' not in after


def test_nobody_opens_the_draft_of_somebody_else(screen: Client, cast: Cast) -> None:
    other = begin({"subject": "item", "slug": "id-card"}, by=cast.outsider, at=timezone.now())
    assert screen.get(f"/kiosk/{other.pk}/").status_code == 404
