"""Programs write the catalogue as the pages do: into the draft, submitted by one, published by another, switched by district."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.catalogue.conftest import CODE, SHOP

ROOT = "/api/v1/items"
LINJIANG = "990102000000"


@pytest.fixture
def say(cast: Cast) -> Any:
    """Send as a member of the cast; the body of the answer, whose status is checked."""

    def run(who: str, path: str, given: dict[str, Any] | None = None, status: int = 200) -> Any:
        client = Client()
        client.force_login(cast.account({"editor": "mu.bianlu", "publisher": "ding.fabu", "resident": "chenxiaoyu", "handler": "luo.lixing"}[who]))
        answer = client.get(f"{ROOT}{path}") if given is None else client.post(f"{ROOT}{path}", given, content_type="application/json")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return run


def test_an_item_is_written_submitted_published_by_another_and_switched(say: Any) -> None:
    said = say("editor", "/draft/items", {"code": CODE, "department": "shichang", "elements": SHOP, "pilot": [LINJIANG]})
    assert said["elements"]["name"]["zh"] == "小店开业登记" and said["mine"] and not said["stale"]
    assert [each["code"] for each in say("publisher", "/draft")["items"]] == [CODE]
    say("editor", "/draft/submit", {"note": "新增小店"})
    assert say("editor", "/draft/publish", {}, 403)["code"] == "catalogue.not_publisher"
    published = say("publisher", "/draft/publish", {})
    assert published["stage"] == "published" and published["number"] >= 1
    assert say("resident", f"/{CODE}", status=404)["code"] == "item.not_found"
    assert say("resident", f"/{CODE}?district={LINJIANG}")["pilot"] == [LINJIANG]
    switched = say("publisher", f"/{CODE}/switches", {"setting": "on", "number": 1, "reason": "试点有效"})
    assert switched["setting"] == "on" and say("resident", f"/{CODE}")["number"] == 1


def test_a_draft_is_returned_changed_and_dropped(say: Any) -> None:
    say("editor", "/draft/items", {"code": CODE, "department": "shichang", "elements": SHOP})
    say("editor", "/draft/submit", {"note": "新增"})
    assert say("editor", "/draft/items", {"code": CODE, "department": "shichang", "elements": SHOP}, 409)["code"] == "catalogue.submitted"
    assert say("publisher", "/draft/return", {"text": "时限写错"})["stage"] == "draft"
    assert say("editor", "/draft")["answer"] == "时限写错"
    assert say("editor", f"/draft/items/{CODE}/drop", {})["items"] == []


def test_a_fault_in_the_elements_is_a_problem_with_its_place(say: Any) -> None:
    broken = SHOP | {"materials": [{"code": "a", "name": "甲", "condition": "moon = 1"}]}
    assert say("editor", "/draft/items", {"code": CODE, "department": "shichang", "elements": broken}, 422)["field"] == "materials[1].condition"
    assert say("editor", "/draft/items", {"code": CODE, "department": "shichang", "elements": SHOP | {"type": "77"}}, 422)["code"].startswith("input.")


def test_the_draft_is_as_if_it_were_not_there_for_others(say: Any) -> None:
    say("handler", "/draft", status=404)
    say("resident", "/draft", status=403)
