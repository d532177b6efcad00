"""When something goes wrong: broken connections, faults of ours, too much at once; always in the words of the standard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client, override_settings

from gongban.delivery.cases.public import Case
from gongban.exchange.open311 import keys
from tests.cast import Cast
from tests.exchange.open311.asking import BASE, a_key, read
from tests.exchange.open311.test_sending import LIGHT, a_photo

pytestmark = pytest.mark.django_db


def send_with(key: str, idempotency: str, **more: Any) -> Any:
    return Client().post(f"{BASE}/requests.json", {**LIGHT, "api_key": key, **more}, headers={"Idempotency-Key": idempotency})


def test_what_is_sent_again_with_the_same_key_stays_one_request_with_one_answer(cast: Cast) -> None:
    key = a_key()
    first, again = (send_with(key, "7f1c", media=a_photo()) for _ in range(2))
    assert first.json() == again.json() and again.headers["Idempotent-Replayed"] == "true" and Case.objects.count() == 1
    assert send_with(a_key(), "7f1c", media=a_photo()).json() == first.json(), "another api_key of the same account"
    assert send_with(a_key("shen.paidan"), "7f1c", media=a_photo()).json() != first.json() and Case.objects.count() == 2


def test_the_same_key_for_something_else_is_refused_and_a_refusal_uses_no_key_up(cast: Cast) -> None:
    key = a_key()
    assert send_with(key, "one", lat="x").status_code == 400 and send_with(key, "one").status_code == 200
    (error,) = read(send_with(key, "one", description="另一件事：井盖松了。"), "json", 400)
    assert "idempotency.other_request" in error["description"] and Case.objects.count() == 1


@pytest.mark.parametrize(("fault", "status"), [(ZeroDivisionError, 500), (OperationalError, 503)])
def test_a_fault_of_ours_is_told_without_a_trace(cast: Cast, monkeypatch: pytest.MonkeyPatch, fault: type[Exception], status: int) -> None:
    def broken(*given: Any, **named: Any) -> Any:
        raise fault("secret detail")

    monkeypatch.setattr("gongban.exchange.open311.views.services", broken)
    client = Client(raise_request_exception=False)
    assert read(client.get(f"{BASE}/services.json"), "json", status)[0]["code"] == status
    answer = client.get(f"{BASE}/services.xml")
    assert ElementTree.fromstring(answer.content).findtext("error/code") == str(status) and "secret" not in answer.content.decode()


@override_settings(UPLOAD_LIMIT=2_000)
def test_a_photo_that_is_too_large_is_refused_while_it_comes_in(cast: Cast) -> None:
    answer = Client().post(f"{BASE}/requests.json", {**LIGHT, "api_key": a_key(), "media": SimpleUploadedFile("a.jpg", b"x" * 5_000, "image/jpeg")})
    assert "file.too_large" in read(answer, "json", 413)[0]["description"] and Case.objects.count() == 0


def test_a_resident_who_has_not_agreed_to_the_notice_yet_reads_as_everybody(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.account(cast.outsider), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"{BASE}/services.json").status_code == 200


def test_strangers_read_sixty_lists_a_minute_and_programs_as_many_as_their_key_allows(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "LISTS_PER_MINUTE", 2)
    monkeypatch.setattr(keys, "MINUTE", timedelta(days=20_000))  # no span ends while the test runs
    assert [Client().get(f"{BASE}/{name}.json").status_code for name in ("requests", "servicerequestupdates", "requests")] == [200, 200, 429]
    assert Client().get(f"{BASE}/requests.json", {"api_key": "gb_guessed"}).status_code == 429, "a guessed key is no key"
    assert Client().get(f"{BASE}/requests.json", {"api_key": a_key()}).status_code == 200
    assert Client().get(f"{BASE}/services.json").status_code == 200, "only lists are counted"
