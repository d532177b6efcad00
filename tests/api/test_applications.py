"""Programs apply and decide by the same actions as the pages: begin, fill in, hand in, submit, follow; offices list, read and act."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongban.delivery.applications.public import Application, Part
from gongban.foundation.files.public import Document
from gongban.foundation.people.public import make_token
from tests.api.test_use_the_api import run
from tests.applications.conftest import PAPER, USUAL, Desk
from tests.cast import Cast
from tests.house.source import ROOT as SOURCE_ROOT

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/applications"
ITEM = "signboard"


class Program:
    """A program with the token of an account."""

    def __init__(self, login: str, *scopes: str) -> None:
        self.head = {"Authorization": f"Bearer {make_token(login, name='program', scopes=scopes or ('all',))}"}
        self.client = Client()

    def get(self, path: str = "", status: int = 200, **query: Any) -> Any:
        answer = self.client.get(f"{ROOT}{path}", query, headers=self.head)
        assert answer.status_code == status, answer.content.decode()
        return answer.json() if "json" in answer.headers["Content-Type"] else answer

    def post(self, path: str = "", body: Any = None, status: int = 200, **headers: str) -> Any:
        answer = self.client.post(f"{ROOT}{path}", body or {}, content_type="application/json", headers={**self.head, **headers})
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def send(self, path: str, key: str, data: bytes = PAPER, status: int = 201, **headers: str) -> Any:
        answer = self.client.post(f"{ROOT}{path}", {"key": key, "file": SimpleUploadedFile("图.pdf", data)}, headers={**self.head, **headers})
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    def fill(self, found: Any) -> Any:
        """Answer, fill in and hand in whatever is asked."""
        here = f"/{found['id']}"
        for _turn in range(60):
            if found["wishes"]:
                answers: dict[str, Any] = dict.fromkeys(found["wishes"], True)
            elif found["question"]:
                answers = {found["question"]["name"]: some(found["question"])}
            else:
                answers = {each["name"]: USUAL.get(each["name"], some(each)) for each in found["fields"] if each["missing"]}
            if not answers:
                break
            found = self.post(f"{here}/answers", {"answers": answers})
        for each in found["papers"]:
            if each["missing"]:
                found = self.send(f"{here}/documents", each["key"])
        return found


def some(asked: dict[str, Any]) -> Any:
    if asked["options"]:
        return asked["options"][0]["code"]
    return {"boolean": True, "date": "2026-03-20", "text": "渡口街 8 号"}.get(asked["kind"], 20)


@pytest.fixture
def chen(cast: Cast) -> Program:
    return Program("chenxiaoyu")


@pytest.fixture
def desk(cast: Cast) -> Desk:
    found = Desk(cast)
    found.now = timezone.now()
    return found


def submitted(chen: Program) -> Any:
    found = chen.fill(chen.post("", {"subject": "item", "slug": ITEM}, 201))
    return chen.post(f"/{found['id']}/submit", {"truthful": True, "share": True})


def test_from_the_first_question_to_the_number(chen: Program) -> None:
    found = chen.post("", {"subject": "item", "slug": ITEM}, 201)
    assert found["question"] or found["fields"]
    assert chen.post("", {"subject": "item", "slug": ITEM}, 201)["id"] == found["id"]
    found = chen.fill(found)
    assert found["faults"] == [] and found["needs_nothing"]
    refused = chen.post(f"/{found['id']}/submit", {}, 422)
    assert "truthful" in {each["field"] for each in refused["problems"]}
    chosen = chen.post(f"/{found['id']}/delivery", {"delivery": "counter", "together": False})
    assert chosen["delivery"] == "counter"
    made = chen.post(f"/{found['id']}/submit", {"truthful": True, "share": True})
    assert made["number"] and [each["state"]["code"] for each in made["parts"]] == ["received"]
    assert chen.get(f"/{found['id']}/filling", 409)["code"] == "application.not_a_draft"
    [one] = chen.get("/mine")["applications"]
    assert one["number"] == made["number"]


def test_what_does_not_fit_is_refused_by_its_name_and_nothing_is_kept(chen: Program) -> None:
    found = chen.post("", {"subject": "item", "slug": ITEM}, 201)
    refused = chen.post(f"/{found['id']}/answers", {"answers": {"no_such_fact": 1}}, 422)
    assert (refused["code"], refused["field"]) == ("application.unknown_field", "no_such_fact")
    before = Document.objects.count()
    assert chen.send(f"/{found['id']}/documents", "any", b"MZ" + b"\0" * 500, 422)["code"] == "document.format"
    assert Document.objects.count() == before


def test_the_same_key_gives_the_same_answer_and_uploads_once(chen: Program) -> None:
    found = chen.post("", {"subject": "item", "slug": ITEM}, 201)
    once = {"Idempotency-Key": "upload-1"}
    first = chen.send(f"/{found['id']}/documents", "plan", **once)
    assert chen.send(f"/{found['id']}/documents", "plan", **once) == first and Document.objects.count() == 1
    assert chen.send(f"/{found['id']}/documents", "other", status=422, **once)["code"].startswith("idempotency")


def test_an_application_is_nobody_elses(chen: Program, cast: Cast) -> None:
    made = submitted(chen)
    part, other = made["parts"][0]["number"], Program("wuhaoran")
    for path in (f"/{made['id']}", f"/{made['id']}/filling", f"/parts/{part}"):
        assert other.get(path, 404)["code"] == "application.not_found"
    other.post(f"/parts/{part}/withdraw", {}, 404)
    other.get("/parts", 403)
    assert Program("feng.juan").get("/parts")["parts"] == []  # another office


def test_an_office_lists_reads_and_acts_and_the_applicant_follows(chen: Program, desk: Desk) -> None:
    made = submitted(chen)
    part = Part.objects.get(application=made["id"])
    office = Program(desk.cast.account(desk.office(part.department_id)).login)
    [line] = [each for each in office.get("/parts")["parts"] if each["number"] == part.matter.number]
    assert line["state"]["code"] == "received"
    seen = office.get(f"/parts/{line['number']}")
    assert seen["fields"] and "accept" in seen["actions"]
    point = next(each for each in seen["papers"] if each["has_document"])
    assert office.get(f"/materials/{point['id']}").content == PAPER
    asked = office.post(f"/parts/{line['number']}/ask_correction", {"points": [{"what": "other", "how": "请说明尺寸。"}]})
    assert asked["state"]["code"] == "correcting"
    mine = chen.get(f"/parts/{line['number']}")
    assert mine["to_mend"] == [{"what": "other", "key": "", "how": "请说明尺寸。"}] and "correct" in mine["actions"]
    assert chen.post(f"/parts/{line['number']}/correct", {"text": "四米"})["state"]["code"] == "received"
    assert chen.post(f"/parts/{line['number']}/decide", {"outcome": "granted"}, 403)["code"] == "application.not_allowed"
    assert chen.post(f"/parts/{line['number']}/withdraw")["state"]["code"] == "withdrawn"
    again = chen.post(f"/parts/{line['number']}/again")
    assert (again["attempt"], again["state"]["code"]) == (2, "received")


def test_lists_go_on_by_cursors(chen: Program) -> None:
    for slug in (ITEM, "marriage", "passport"):
        chen.post("", {"subject": "item", "slug": slug}, 201)
    first = chen.get("/mine", limit=2)
    second = chen.get("/mine", limit=2, cursor=first["next"])
    assert [len(first["applications"]), len(second["applications"])] == [2, 1] and not second["next"]
    assert len({each["id"] for page in (first, second) for each in page["applications"]}) == 3


@pytest.mark.parametrize("item", ["503A9E10cdEBa-fa4408FF7D-d5472a89600", "nonsense"])
def test_an_item_that_is_no_id_is_refused_by_its_name(cast: Cast, item: str) -> None:
    assert "item" in str(Program("feng.juan").get("/parts", 422, item=item))


@pytest.mark.parametrize(("scopes", "path", "body", "status"), [
    (("applications:read",), "", {"subject": "item", "slug": ITEM}, 403), (("applications:apply",), "", {"subject": "item", "slug": ITEM}, 201),
    (("cases:read",), "/mine", None, 403), (("applications:read",), "/mine", None, 200),
])  # fmt: skip
def test_a_token_does_what_its_scopes_say(cast: Cast, scopes: tuple[str, ...], path: str, body: Any, status: int) -> None:
    program = Program("chenxiaoyu", *scopes)
    program.get(path, status) if body is None else program.post(path, body, status)


def test_given_up_nothing_is_left(chen: Program) -> None:
    found = chen.post("", {"subject": "item", "slug": ITEM}, 201)
    chen.send(f"/{found['id']}/documents", "plan")
    assert chen.post(f"/{found['id']}/abandon")["stage"] == "abandoned"
    assert not Document.objects.exists() and not Application.objects.get(pk=found["id"]).answers


# ---- the page of instructions


PAGE = (SOURCE_ROOT / "docs" / "how-to" / "apply.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.strip().splitlines() if line.startswith("curl")]


def test_every_command_of_the_how_to_works_in_its_order(chen: Program) -> None:
    known = {"GONGBAN": "/api/v1", "TOKEN": chen.head["Authorization"].removeprefix("Bearer "), "KEY": "plan"}
    assert len(COMMANDS) > 8
    for command in COMMANDS:
        if "/submit" in command:
            chen.fill(chen.get(f"/{known['ID']}/filling"))
        answer = _uploaded(chen, known) if "-F" in command else run(command, known)
        assert answer.status_code in (200, 201), f"{command}\n{answer.content.decode()}"
        found = answer.json()
        known.setdefault("ID", str(found.get("id", "")))
        if found.get("number") and found.get("parts"):
            known["NUMBER"] = found["parts"][0]["number"]


def _uploaded(chen: Program, known: dict[str, str]) -> Any:
    given = {"key": known["KEY"], "file": SimpleUploadedFile("plan.pdf", PAPER)}
    return chen.client.post(f"{ROOT}/{known['ID']}/documents", given, headers=chen.head)
