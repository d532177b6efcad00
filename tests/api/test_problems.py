"""Whatever goes wrong below /api/ is told as a problem document (RFC 9457) with a stable code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from gongban.foundation.people.public import make_token
from gongban.kernel.errors import TooOften
from gongban.web.site.errors import TITLES
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db
JSON = "application/json"
REPORT = json.dumps({"kind": "complaint", "text": "人民路口垃圾桶满了三天没人清。"})
LISTED = (ROOT / "docs" / "reference" / "problems.md").read_text(encoding="utf-8")

ASKED = [
    ("没有这个地址", lambda c: c.get("/api/v1/nothing"), 404, "not_found"),
    ("没有这种方法", lambda c: c.get("/api/v1/duplicates"), 405, "method.not_allowed"),
    ("不是 JSON 类型", lambda c: c.post("/api/v1/cases", "kind=x", content_type="application/x-www-form-urlencoded"), 415, "request.media_type"),
    ("照片不是表单", lambda c: c.post("/api/v1/photos", "{}", content_type=JSON), 415, "request.media_type"),
    ("不合格的 JSON", lambda c: c.post("/api/v1/cases", "{", content_type=JSON), 400, "request.malformed"),
    ("内容太大", lambda c: c.post("/api/v1/cases", "[" + " " * 3_000_000 + "]", content_type=JSON), 413, "request.too_large"),
    ("参数不对", lambda c: c.get("/api/v1/cases?limit=0"), 422, "input.greater_than_equal"),
    ("翻页标记不对", lambda c: c.get("/api/v1/cases?cursor=abc"), 400, "list.cursor"),
    ("没有登录", lambda c: c.get("/api/v1/cases/mine"), 401, "request.sign_in"),
    ("没有这件诉求", lambda c: c.get("/api/v1/cases/JC-0"), 404, "case.not_found"),
]


@pytest.mark.parametrize(("what", "ask", "status", "code"), ASKED, ids=[row[0] for row in ASKED])
def test_a_fault_is_told_as_a_problem_with_its_code(what: str, ask: Any, status: int, code: str, cast: Any) -> None:
    answer = ask(Client())
    said = answer.json()
    assert (answer.status_code, said["code"], answer["Content-Type"]) == (status, code, "application/problem+json"), said
    assert said["type"] == f"urn:gongban:problem:{code}" and said["status"] == status and said["title"] and said["detail"]
    assert said["words"]["zh"] != said["words"]["en"]


def test_a_wrong_method_is_told_which_ones_fit(cast: Any) -> None:
    assert set(Client().delete("/api/v1/cases")["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}


def test_who_must_sign_in_is_told_how(cast: Any) -> None:
    assert Client().get("/api/v1/cases/mine")["WWW-Authenticate"] == "Bearer"


def test_a_fault_of_ours_shows_nothing_of_itself(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any, **named: Any) -> None:
        raise ValueError("secret 13000000001")

    monkeypatch.setattr("gongban.web.api.cases.reading_routes.browse", broken)
    answer = Client(raise_request_exception=False).get("/api/v1/cases")
    assert (answer.status_code, answer.json()["code"], answer["Content-Type"]) == (500, "failed", "application/problem+json")
    assert b"13000000001" not in answer.content and b"ValueError" not in answer.content


def test_too_often_says_for_how_many_seconds_to_wait(cast: Any) -> None:
    token = make_token("chenxiaoyu", name="eager", per_minute=2)
    program = Client(headers={"Authorization": f"Bearer {token}"})
    first, second, third = (program.get("/api/v1/me") for _ in range(3))
    assert [answer.status_code for answer in (first, second, third)] == [200, 200, 429]
    assert (first["RateLimit-Limit"], first["RateLimit-Remaining"], second["RateLimit-Remaining"]) == ("2", "1", "0")
    assert first["RateLimit-Policy"] == "2;w=60" and 1 <= int(first["RateLimit-Reset"]) <= 60
    assert third.json()["code"] == "too_often" and third["RateLimit-Remaining"] == "0" and 1 <= int(third["Retry-After"]) <= 60


def test_a_channel_has_no_limit_of_its_own_and_a_person_is_told_theirs(cast: Any) -> None:
    channel = Client(headers={"Authorization": f"Bearer {make_token('chenxiaoyu', name='channel')}"})
    assert "RateLimit-Limit" not in channel.post("/api/v1/cases", REPORT, content_type=JSON).headers
    answer = Client().post("/api/v1/suggestions", '{"text": "路灯坏了"}', content_type=JSON)
    assert answer.headers.get("RateLimit-Limit") == "20", answer.content


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 500, 503])
def test_every_status_has_a_title(status: int) -> None:
    assert TITLES[status].zh and TITLES[status].en


@pytest.mark.parametrize("code", [row[3] for row in ASKED if not row[3].startswith("input.")] + ["case.changed", "token.scope", "idempotency.other_request"])
def test_the_code_stands_in_the_reference(code: str) -> None:
    assert f"| `{code}` |" in LISTED


def test_a_wait_is_never_nothing() -> None:
    from datetime import timedelta

    from gongban.foundation.people.allowances import too_often

    refused = too_often(timedelta(milliseconds=1))
    assert isinstance(refused, TooOften) and refused.wait == 1
