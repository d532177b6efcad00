"""The same idempotency key gives the same answer: in a row, two at once, whatever was answered, and never to anybody else."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import Case
from gongban.foundation.people.public import make_token
from gongban.foundation.programs.models import KeptAnswer
from gongban.foundation.programs.public import Answer, answer_once, forget_answers
from gongban.kernel.errors import Refusal

JSON = "application/json"
REPORT = {"kind": "complaint", "text": "人民路口垃圾桶满了三天没人清。", "lon": 112.7995, "lat": 30.3521}


def program(login: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_token(login, name='test')}"})


def send(client: Client, key: str, body: Any = REPORT, path: str = "/api/v1/cases") -> Any:
    return client.post(path, json.dumps(body), content_type=JSON, headers={"Idempotency-Key": key})


@pytest.mark.django_db
def test_the_same_key_gives_the_same_answer_word_for_word(cast: Any) -> None:
    desk = program("shen.paidan")
    first, again = send(desk, "k-1", {**REPORT, "channel": "hotline"}), send(desk, "k-1", {**REPORT, "channel": "hotline"})
    assert (first.status_code, again.status_code, first.content) == (201, 201, again.content)
    assert first.json()[0]["follow_code"] and again["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first.headers
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_an_action_is_taken_once(cast: Any) -> None:
    case = cast.report()
    path, desk = f"/api/v1/cases/{case.matter.number}/note", program("shen.paidan")
    first, again = (send(desk, "n", {"text": "已电话询问。"}, path) for _ in range(2))
    assert first.content == again.content
    assert case.matter.entries.filter(kind="note").count() == 1


@pytest.mark.django_db
def test_the_same_key_with_another_request_is_refused(cast: Any) -> None:
    desk = program("shen.paidan")
    send(desk, "k")
    for answer in (send(desk, "k", {**REPORT, "text": "另外一件完全不同的事情。"}), send(desk, "k", {"text": "路灯坏了"}, "/api/v1/suggestions")):
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency.other_request")
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_a_refusal_leaves_the_key_free(cast: Any) -> None:
    desk = program("shen.paidan")
    assert send(desk, "k", {**REPORT, "lon": 10.0}).status_code == 400
    assert send(desk, "k").status_code == 201


@pytest.mark.django_db
def test_two_senders_with_the_same_key_do_not_meet(cast: Any) -> None:
    numbers = {send(program(login), "1").json()[0]["number"] for login in ("shen.paidan", "chenxiaoyu")}
    assert len(numbers) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 256, "电话"])
def test_a_key_has_a_shape(key: str) -> None:
    with pytest.raises(Refusal) as refused:
        answer_once("somebody", key, b"asked", lambda: Answer(200, JSON, b"{}"), at=timezone.now())
    assert refused.value.code == "idempotency.key"


@pytest.mark.django_db
def test_what_is_kept_cannot_be_read_in_the_table_and_is_forgotten(cast: Any) -> None:
    answer = send(program("shen.paidan"), "k-13000000044", {**REPORT, "channel": "hotline"}).json()[0]
    row = KeptAnswer.objects.get()
    assert answer["follow_code"] not in row.body and "13000000044" not in f"{row.pk}{row.asked}{row.body}"
    assert forget_answers(at=timezone.now() + timedelta(days=2)) == 0
    assert forget_answers(at=timezone.now() + timedelta(days=4)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_become_one_case_and_one_answer(cast: Any) -> None:
    token, ready = make_token("shen.paidan", name="twice"), Barrier(4)

    def ask(_: int) -> tuple[int, bytes]:
        client = Client(headers={"Authorization": f"Bearer {token}"})
        ready.wait(timeout=20)
        try:
            answer = send(client, "at-once")
            return answer.status_code, answer.content
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(ask, range(4)))
    assert len(answers) == 1 and next(iter(answers))[0] == 201
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_request_that_broke_off_leaves_neither_change_nor_key(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = program("shen.paidan")
    desk.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("gongban.web.api.cases.reading_routes.received_out", lambda one: 1 / 0)
        assert send(desk, "k").status_code == 500
    assert Case.objects.count() == KeptAnswer.objects.count() == 0
    assert send(desk, "k").status_code == 201
