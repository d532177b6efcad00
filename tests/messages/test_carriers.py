"""Every carrier passes the same conformance tests, each with a real edge or a fake at the provider's side."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from email import message_from_string
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gongban.foundation.messages.carriers import Carrier, carrier_of
from gongban.foundation.messages.carriers.file import File
from gongban.foundation.messages.carriers.mail import Mail
from gongban.foundation.messages.carriers.sms import Sms
from gongban.foundation.messages.carriers.transport import Answer, Request
from gongban.foundation.messages.carriers.wechat import Wechat
from gongban.foundation.messages.terms import TryLater, Undeliverable, Way
from tests.messages.conformance import Conformance, letter
from tests.messages.smtp_server import Post, post_office


class TestFile(Conformance):
    @pytest.fixture(autouse=True)
    def _home(self, tmp_path: Path, settings: Any) -> None:
        settings.HOME, self.home = tmp_path, tmp_path

    def carrier(self) -> Carrier:
        return File()

    def arrived(self) -> list[str]:
        lines = (self.home / "outbox" / "messages.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["key"] for line in lines]

    def break_down(self, for_good: bool) -> None:
        if for_good:
            pytest.skip("a file refuses nobody for good")
        (self.home / "outbox").write_text("a file where the folder should be")

    def test_only_the_platforms_own_user_may_read_it(self) -> None:
        self.carrier().carry(letter())
        assert File().path.stat().st_mode & 0o077 == 0


class TestMail(Conformance):
    @pytest.fixture(autouse=True)
    def _server(self, settings: Any) -> Iterator[None]:
        with post_office() as self.post:
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", self.post.port, False
            yield

    post: Post

    def carrier(self) -> Carrier:
        return Mail()

    def arrived(self) -> list[str]:
        return self.post.mails

    def break_down(self, for_good: bool) -> None:
        self.post.answer_to_recipient = "550 no such person" if for_good else "451 busy"

    def test_the_mail_has_subject_text_link_and_an_id_that_stays_the_same(self) -> None:
        for _ in range(2):
            self.carrier().carry(letter(to="a@example.org"))
        first, second = (message_from_string(mail, policy=default) for mail in self.post.mails)
        assert first["Subject"] == "已办结"
        assert "http://localhost/cases/1/" in first.get_content()
        assert first["Message-ID"] == second["Message-ID"]

    def test_no_server_at_all_is_to_be_tried_later(self, settings: Any) -> None:
        self.post.shutdown()
        self.post.server_close()
        with pytest.raises(TryLater):
            self.carrier().carry(letter())


class Provider:
    """A provider's side: keeps requests, sends each key once, fails as it is told."""

    def __init__(self, failing: dict[bool, Answer]) -> None:
        self.requests: list[Request] = []
        self.sent: list[str] = []
        self.failing, self.fails = failing, None
        self.known = Answer(200, {})

    fails: bool | None

    def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        if self.fails is not None:
            return self.failing[self.fails]
        body = json.loads(request.body)
        key = body.get("key") or body["client_msg_id"]
        if key in self.sent:
            return self.known
        self.sent.append(key)
        return Answer(200, {"errcode": 0})


class TestSms(Conformance):
    @pytest.fixture(autouse=True)
    def _provider(self) -> None:
        self.provider = Provider({True: Answer(422, {}), False: Answer(503, {})})
        self.provider.known = Answer(409, {"code": "duplicate_key"})

    def carrier(self) -> Carrier:
        return Sms("https://sms.example/send", "city", "secret", transport=self.provider, clock=lambda: 1_772_416_800)

    def arrived(self) -> list[str]:
        return self.provider.sent

    def break_down(self, for_good: bool) -> None:
        self.provider.fails = for_good

    def test_the_provider_can_check_who_asked_and_that_nothing_was_changed(self) -> None:
        self.carrier().carry(letter())
        (asked,) = self.provider.requests
        signed = b"1772416800\n" + asked.body
        assert asked.headers["X-Signature"] == hmac.new(b"secret", signed, hashlib.sha256).hexdigest()
        assert (asked.headers["Idempotency-Key"], asked.headers["X-Account"]) == ("event:1:0:sms", "city")
        assert "secret" not in asked.body.decode()

    @pytest.mark.parametrize(("status", "kind"), [(429, TryLater), (408, TryLater), (500, TryLater), (401, Undeliverable)])
    def test_the_status_tells_whether_to_try_again(self, status: int, kind: type[Exception]) -> None:
        self.provider.failing[True] = Answer(status, {})
        self.provider.fails = True
        with pytest.raises(kind):
            self.carrier().carry(letter())


class TestWechat(Conformance):
    @pytest.fixture(autouse=True)
    def _provider(self) -> None:
        self.provider = Provider({True: Answer(200, {"errcode": 43004}), False: Answer(200, {"errcode": 45009})})

    def carrier(self) -> Carrier:
        return Wechat(lambda: "token 1", {"cases.closed": "T9"}, transport=self.provider)

    def arrived(self) -> list[str]:
        return self.provider.sent

    def break_down(self, for_good: bool) -> None:
        self.provider.fails = for_good

    def test_the_request_names_the_registered_template_and_the_page(self) -> None:
        self.carrier().carry(letter(to="openid-1"))
        (asked,) = self.provider.requests
        body = json.loads(asked.body)
        assert (body["touser"], body["template_id"], body["url"]) == ("openid-1", "T9", "http://localhost/cases/1/")
        assert parse_qs(urlsplit(asked.url).query) == {"access_token": ["token 1"]}

    def test_a_template_that_the_city_has_not_registered_is_undeliverable(self) -> None:
        with pytest.raises(Undeliverable, match="no_template"):
            Wechat(lambda: "", {}, transport=self.provider).carry(letter())


@pytest.mark.parametrize(("name", "kind"), [("file", File), ("mail", Mail), ("sms", Sms)])
def test_the_instance_chooses_the_carrier_of_a_way(name: str, kind: type, settings: Any) -> None:
    settings.MESSAGE_CARRIERS = {"sms": name}
    assert isinstance(carrier_of(Way.SMS), kind)
