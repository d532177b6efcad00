"""What the pages do, a program does by the same actions, and is told in the same words when it may not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongban.delivery.cases.public import ACTIONS, CASE
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import make_token, revoke_token
from gongban.web.api.application import api

pytestmark = pytest.mark.django_db
REPORT = {"kind": "complaint", "text": "人民路口垃圾桶满了三天没人清。", "lon": 112.7995, "lat": 30.3521}


class Program:
    """A client with a token."""

    def __init__(self, login: str, channel: str = "web") -> None:
        self.client = Client(headers={"Authorization": f"Bearer {make_token(login, name='test', channel=channel)}"})

    def get(self, path: str) -> tuple[int, Any]:
        answer = self.client.get(f"/api/v1{path}")
        return answer.status_code, answer.json()

    def post(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        answer = self.client.post(f"/api/v1{path}", json.dumps(body or {}), content_type="application/json", headers=headers)
        return answer.status_code, answer.json()


@pytest.fixture
def chen(cast) -> Program:
    return Program("chenxiaoyu")


@pytest.fixture
def desk(cast) -> Program:
    return Program("shen.paidan")


def test_a_case_goes_from_report_to_closure_over_the_api(chen, desk) -> None:
    handler, reviewer = Program("luo.lixing"), Program("tang.shenhe")
    status, made = chen.post("/cases", REPORT)
    assert (status, made[0]["state"]["code"]) == (201, "received")
    number = made[0]["number"]
    steps = [
        (desk, "dispatch", {"department": "chengguan"}, "dispatched"),
        (handler, "sign_in", {}, "in_progress"),
        (handler, "answer", {"text": "已清运。", "evidence": "现场照片"}, "answered"),
        (reviewer, "approve_answer", {}, "closed"),
    ]
    for who, action, given, state in steps:
        status, stands = who.post(f"/cases/{number}/{action}", given)
        assert (status, stands["state"]["code"]) == (200, state), stands
    status, seen = chen.get(f"/cases/{number}")
    assert seen["mine"] and seen["state"]["words"] == {"zh": "已办结", "en": "Closed"}
    assert desk.get(f"/cases/{number}/dossier")[1]["parts"][0]["department"] == "chengguan"


def test_every_action_of_the_lifecycle_table_is_an_operation_with_its_schema() -> None:
    paths = api.get_openapi_schema()["paths"]
    for name in CASE.actions():
        operation = paths[f"/api/v1/cases/{{number}}/{name}"]["post"]
        asked = operation["requestBody"]["content"]["application/json"]["schema"]["properties"] if ACTIONS[name].given.model_fields else {}
        assert set(asked) == set(ACTIONS[name].given.model_fields)
        assert {"401", "403", "404", "409", "422", "429"} <= {str(code) for code in operation["responses"]}


def test_a_stranger_reads_what_is_public_and_nothing_else(cast) -> None:
    case = cast.report("小区门口的路灯坏了很久了。")
    stranger = Client()
    assert stranger.get(f"/api/v1/cases/{case.matter.number}").status_code == 404
    assert stranger.get("/api/v1/cases").json()["items"] == []
    cast.act(case, "publish", by=cast.moderator)
    assert stranger.get(f"/api/v1/cases/{case.matter.number}").status_code == 200
    assert [row["number"] for row in stranger.get("/api/v1/cases").json()["items"]] == [case.matter.number]


PROBLEMS = [
    ("没有登录", Client, "/cases/JC-0/chase", {}, 403, "request.forged"),
    ("编号不存在", "chen", "/cases/JC-0/chase", {}, 404, "case.not_found"),
    ("字段没填", "chen", "/cases", {"kind": "complaint"}, 422, "input.missing"),
    ("类型不对", "chen", "/cases", {**REPORT, "kind": "praise?"}, 422, "input.enum"),
    ("多余字段", "chen", "/cases", {**REPORT, "colour": "red"}, 422, "input.extra_forbidden"),
    ("控制字符", "chen", "/cases", {**REPORT, "text": "坏\u0000了很久了"}, 400, "input.control_character"),
    ("城外的坐标", "chen", "/cases", {**REPORT, "lon": 10.0}, 400, "place.outside"),
    ("不是对象", "chen", "/cases", [[1]], 422, "input.reports"),
]


@pytest.mark.parametrize(("what", "who", "path", "body", "status", "code"), PROBLEMS, ids=[row[0] for row in PROBLEMS])
def test_a_problem_has_a_stable_code_and_both_languages(what, who, path, body, status, code, request) -> None:
    given = request.getfixturevalue(who).client if isinstance(who, str) else who(enforce_csrf_checks=True)
    answer = given.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")
    said = answer.json()
    assert (answer.status_code, said["code"]) == (status, code), said
    assert answer["Content-Type"] == "application/problem+json" and said["words"]["zh"] and said["words"]["en"]


def test_rubbish_for_json_is_refused_in_a_sentence(chen) -> None:
    answer = chen.client.post("/api/v1/cases", "{", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "request.malformed")


def test_the_same_source_key_gives_the_same_case(chen) -> None:
    first, again = (chen.post("/cases", {**REPORT, "source_key": "k-1"})[1][0] for _ in range(2))
    assert (first["number"], first["repeated"], again["repeated"]) == (again["number"], False, True)


def test_a_hundred_reports_come_in_at_once_or_not_at_all(chen) -> None:
    assert len(chen.post("/cases", [REPORT] * 100)[1]) == 100
    status, _ = chen.post("/cases", [REPORT, {**REPORT, "lon": 10.0}])
    assert status == 400
    assert len(chen.get("/cases/mine")[1]["items"]) == 20


def test_a_resident_cannot_speak_over_the_hotline(chen) -> None:
    number = chen.post("/cases", {**REPORT, "channel": "hotline"})[1][0]["number"]
    assert chen.get(f"/cases/{number}")[1]["channel"] == "web"


@pytest.mark.parametrize("token", ["gb_wrong", ""])
def test_a_wrong_token_is_told_so(token: str) -> None:
    answer = Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "token.invalid")


def test_a_revoked_token_ends_at_once(chen) -> None:
    assert chen.get("/me")[0] == 200
    assert revoke_token("test", at=timezone.now()) == 1
    assert chen.get("/me")[0] == 401


@pytest.mark.parametrize("name", ["kinds", "states", "categories", "boards", "departments", "refusal_routes", "principles", "channels"])
def test_code_lists_carry_words(name: str) -> None:
    rows = Client().get(f"/api/v1/codes/{name}").json()
    assert rows and all(row["code"] and row["words"]["zh"] for row in rows)


def test_a_session_must_prove_that_a_change_was_meant(cast) -> None:
    from gongban.foundation.people.public import Account

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(Account.objects.get(login="chenxiaoyu"), backend="django.contrib.auth.backends.ModelBackend")
    answer = browser.post("/api/v1/cases", json.dumps(REPORT), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "request.forged")


def test_two_senders_with_the_same_key_get_two_cases(chen, cast) -> None:
    other = Program("wuhaoran")
    for given in ({"headers": {"Idempotency-Key": "1"}, "body": REPORT}, {"headers": {}, "body": {**REPORT, "source_key": "2"}}):
        one, two = (who.post("/cases", given["body"], **given["headers"])[1][0] for who in (chen, other))
        assert one["number"] != two["number"] and not two["repeated"]


def test_each_offered_action_comes_with_its_words_and_its_schema(cast, desk, chen) -> None:
    case = cast.report()
    status, rows = desk.get(f"/cases/{case.matter.number}/actions")
    offered = {row["action"]: row for row in rows}
    assert status == 200 and {"accept", "dispatch", "refuse"} <= set(offered)
    field = offered["dispatch"]["input"]["properties"]["department"]
    assert (field["title"], field["widget"], offered["dispatch"]["label"]["en"]) == ("主办部门", "department", "Dispatch")
    assert {row["action"] for row in chen.get(f"/cases/{case.matter.number}/actions")[1]} == {"add", "chase", "withdraw"}
    assert Program("wuhaoran").get(f"/cases/{case.matter.number}/actions")[0] == 404


def test_near_same_cases_and_a_suggestion_come_with_reasons(cast, desk) -> None:
    cast.now = timezone.now()
    one, other = cast.report("人民路路灯坏了三盏，晚上很黑。"), cast.report("人民路路灯坏了三盏，晚上真黑。", by=cast.outsider)
    near = desk.get(f"/cases/{one.matter.number}/duplicates")[1]
    assert near[0]["number"] == other.matter.number and near[0]["reasons"]
    best = desk.get(f"/cases/{one.matter.number}/suggestion")[1]["departments"][0]
    assert best["because"] and best["reasons"][0]["zh"]
    typed = {"text": "人民路路灯坏了三盏，晚上真黑。", "lon": REPORT["lon"], "lat": REPORT["lat"], "category": "01.01.09"}
    assert desk.post("/suggestions", typed)[1]["departments"][0]["code"] == best["code"]
    assert len(desk.post("/duplicates", typed)[1]) == 2
    assert Program("emmaclarke").post("/duplicates", typed)[1] == []  # neither is public


def test_who_looks_at_a_reporter_is_written_down(cast) -> None:
    case = cast.bring(cast.report(by=cast.operator, channel="hotline", name="王五", phone="13000000077"), "in_progress")
    before = Event.objects.filter(kind="reporter_revealed").count()
    assert Program("luo.lixing").post(f"/cases/{case.matter.number}/reporters")[1] == [{"name": "王五", "phone": "+8613000000077"}]
    assert Event.objects.filter(kind="reporter_revealed").count() == before + 1
    assert Program("feng.juan").post(f"/cases/{case.matter.number}/reporters")[0] == 404


def test_departments_tell_their_duties_and_notices_their_place() -> None:
    rows = {row["code"]: row for row in Client().get("/api/v1/departments").json()}
    assert rows["chengguan"]["duties"] and rows["huanwei"]["parent"] == "chengguan"
    assert Client().get("/api/v1/departments/chengguan").json() == rows["chengguan"]
    assert Client().get("/api/v1/departments/none").status_code == 404
    assert all(one["title"]["zh"] for one in Client().get("/api/v1/notices?coming=true").json())
    assert Client().get("/api/v1/notices?lon=10&lat=10").status_code == 400
