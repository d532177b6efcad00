"""Programs read life events and trades without signing in, and ask them; personal answers are posted, never put in an address."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.bundles.conftest import SHOP
from tests.cast import Cast

ROOT = "/api/v1/bundles"


@pytest.fixture
def ask(cast: Cast) -> Any:
    """GET, or POST where there is a body; the answer as JSON."""

    def run(path: str = "", body: Any = None, status: int = 200, **query: str) -> Any:
        client = Client()
        answer = client.get(f"{ROOT}{path}", query) if body is None else client.post(f"{ROOT}{path}", body, content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()

    return run


def test_the_list_filters_by_kind_audience_phase_and_item(ask: Any) -> None:
    assert len(ask(kind="trade")) == 13 and {each["kind"] for each in ask(kind="trade")} == {"trade"}
    assert {each["slug"] for each in ask(audience="person", phase="old_age")} == {"retirement"}
    assert "restaurant" in {each["slug"] for each in ask(item="signboard")} and ask(item="no-such") == []


def test_one_has_its_contents_and_the_items_in_force(ask: Any) -> None:
    found = ask("/restaurant")
    assert found["contents"]["name"]["en"] == "Opening a restaurant" and found["department"]["code"] == "shichang"
    assert {each["part"]: each["slug"] for each in found["items"]}["fire-promise"] == "fire-check"
    assert ask("/no-such", status=404)["code"] == "bundle.not_found"


SMALL = {"shop_area": 60, "seats": 20, "chain": False, "open_fire": True, "outdoor_sign": False, "uses_tank_water": False}
LARGE: dict[str, Any] = {
    "shop_area": 800, "seats": 300, "chain": False, "open_fire": True, "outdoor_sign": False, "on_dishonesty_list": False, "by_commitment": False, "raw_food": False,
    "pastry": False, "uses_tank_water": False, "has_automatic_fire_system": True, "uses_gas": True, "daily_drain_tonnes": 60, "cooks_on_site": True,
}  # fmt: skip


def walk(ask: Any, answers: dict[str, Any], slug: str = "restaurant", wants: list[str] | None = None) -> tuple[list[str], Any]:
    given, asked = dict[str, Any](), list[str]()
    while True:
        found = ask(f"/{slug}/questions", {"answers": given, "wants": wants})
        if found["question"] is None:
            return asked, found
        asked.append(found["question"]["name"])
        given[asked[-1]] = answers[asked[-1]]


def test_a_small_shop_and_a_large_restaurant_get_two_different_exact_lists(ask: Any) -> None:
    (few, small), (many, large) = walk(ask, SMALL), walk(ask, LARGE)
    assert len(few) < len(many) and small["exact"] and large["exact"]
    assert [each["code"] for each in small["parts"] if each["truth"] == "yes"] == ["licence-check", "small-food"]
    assert [each["code"] for each in large["parts"] if each["truth"] == "yes"] == ["licence-check", "food", "fire-inspection", "drainage", "kitchen-waste"]
    assert (small["working_days"], large["working_days"]) == (2, 11)
    assert [way["taken"] for way in large["choices"][0]["ways"]] == [False, True]
    plan = next(each for each in large["materials"] if each["name"]["zh"] == "场所平面和设备布局图")
    assert plan["parts"] == ["food", "fire-inspection"] and plan["sort"] == "bring"


def test_optional_parts_are_wished_for_before_anything_is_asked(ask: Any) -> None:
    first = ask("/retirement/questions", {})
    assert first["wishes"] == ["elsewhere", "card"] and first["question"] is None and not first["exact"]
    second = ask("/retirement/questions", {"wants": ["card"]})
    assert second["wishes"] == [] and second["question"] and {each["code"]: each["truth"] for each in second["parts"]}["elsewhere"] == "no"


WRONG = {
    "a question that there is not": ({"answers": {"nonsense": 1}}, "bundle.no_question"),
    "a fact that is never asked": ({"answers": {"today": "2020-01-01"}}, "bundle.no_question"),
    "a number as text": ({"answers": {"shop_area": "60"}}, "bundle.answer"),
    "yes as a number": ({"answers": {"chain": 1}}, "bundle.answer"),
    "a number beyond its bounds": ({"answers": {"shop_area": 10**9}}, "bundle.answer"),
    "a choice that there is not": ({"answers": {"premises": "castle"}}, "bundle.answer"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_answers_that_do_not_fit_are_refused_with_the_question(ask: Any, wrong: str) -> None:
    body, code = WRONG[wrong]
    assert ask("/restaurant/questions", body, status=422)["code"] == code


@pytest.fixture
def say(cast: Cast) -> Any:
    """Send as a member of the cast; the body of the answer, whose status is checked."""

    def run(who: str, path: str, given: dict[str, Any] | None = None, status: int = 200) -> Any:
        client = Client()
        client.force_login(cast.account({"editor": "mu.bianlu", "publisher": "ding.fabu", "handler": "luo.lixing"}[who]))
        answer = client.get(f"{ROOT}{path}") if given is None else client.post(f"{ROOT}{path}", given, content_type="application/json")
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return run


DRAFT = {"slug": "small-shop", "department": "shichang", "contents": SHOP}


def test_a_life_event_is_written_submitted_returned_and_published_by_another(say: Any, ask: Any) -> None:
    assert say("editor", "/drafts", DRAFT)["contents"]["name"]["zh"] == "开小店一件事"
    say("editor", "/drafts/small-shop/submit", {})
    assert say("publisher", "/drafts/small-shop/return", {"text": "名称不清楚"})["answer"] == "名称不清楚"
    say("editor", "/drafts/small-shop/submit", {})
    assert say("editor", "/drafts/small-shop/publish", {}, 403)["code"] == "bundle.not_publisher"
    assert say("publisher", "/drafts/small-shop/publish", {})["number"] == 1 and ask("/small-shop")["number"] == 1
    assert say("publisher", "/drafts") == [] and say("handler", "/drafts", status=404)["code"] == "bundle.not_found"


def test_a_draft_is_dropped_and_a_fault_in_it_is_told_with_its_place(say: Any) -> None:
    say("editor", "/drafts", DRAFT)
    assert say("editor", "/drafts/small-shop")["mine"] and say("editor", "/drafts/small-shop/drop", {}) == []
    broken = {**DRAFT, "contents": {**SHOP, "parts": [{"code": "one", "item": "no-such"}]}}
    assert say("editor", "/drafts", broken, 422)["field"] == "parts[1].item"
