"""Programs read the catalogue without signing in: list, guide, versions, what changed, districts compared, files."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from django.test import Client

from tests.cast import Cast

ROOT = "/api/v1/items"


@pytest.fixture
def ask(cast: Cast) -> Any:
    """GET as a stranger; the body as JSON."""

    def run(path: str, status: int = 200, **query: str) -> Any:
        answer = Client().get(f"{ROOT}{path}", query)
        assert answer.status_code == status, answer.content
        return answer.json()

    return run


def test_the_list_pages_by_cursor_and_filters(ask: Any) -> None:
    first = ask("", limit="5", type="01")
    second = ask("", limit="5", type="01", cursor=first["next"])
    codes = [item["code"] for page in (first, second) for item in page["items"]]
    assert len(codes) == 10 and codes == sorted(set(codes)) and {item["type"] for item in first["items"] + second["items"]} == {"01"}
    assert ask("", words="房产证")["items"][0]["slug"] == "real-estate-transfer"
    assert ask("", 400, cursor="made-up")["code"] == "list.cursor"


def test_a_guide_has_every_element_in_both_languages(ask: Any) -> None:
    found = ask("/food-permit")
    said = found["elements"]
    assert (found["level"], found["department"]["code"], found["number"]) == ("handling", "shichang", 2)
    assert said["name"] == {"zh": "食品经营许可（新办）", "en": "Food business licence, new"} and said["consult"]["zh"] == said["consult"]["en"]
    officer = next(each for each in said["materials"] if each["code"] == "safety-officer")
    assert (officer["condition"], officer["need"]) == ("shop_area > 300 OR chain", "conditional")
    assert ask("/food-permit", district="990102000000")["department"]["code"] == "qu-linjiang"
    assert ask("/no-such-item", 404)["code"] == "item.not_found"


def test_versions_and_what_they_changed(ask: Any) -> None:
    assert [each["number"] for each in ask("/food-permit/versions")] == [2, 1]
    found = ask("/food-permit/changes")
    visits = next(each for each in found["measures"] if each["code"] == "visits")
    assert (found["before"], found["after"], visits["before"], visits["after"]) == (1, 2, 2, 0)
    assert any(each["code"] == "nearby" and each["after"] and not each["before"] for each in found["ways"])
    assert ask("/food-permit/changes", number="1", with_number="1")["changes"] == []


def test_the_comparison_of_districts_names_who_says_what(ask: Any) -> None:
    found = next(each for each in ask("/divided") if each["base"] == "99010002000101")
    limit = next(each for each in found["deviations"] if each["element"] == "limit")
    assert len(found["items"]) == 4 and [len(each["items"]) for each in limit["said"]] == [3, 1]


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl", "jsonld"])
def test_the_whole_catalogue_is_a_file(cast: Cast, form: str) -> None:
    answer = Client().get(f"{ROOT}/files/{form}")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer.status_code == 200 and f"items.{form}" in answer["Content-Disposition"] and len(body) > 5_000
    if form == "jsonl":
        assert {json.loads(line)["slug"] for line in body.splitlines()} >= {"food-permit", "marriage"}


def test_a_package_can_be_carried_away(cast: Cast) -> None:
    answer = Client().get(f"{ROOT}/food-permit/package")
    assert yaml.safe_load(answer.content)["origin"]["city"] == "jiangcheng"


def test_a_list_asks_the_database_as_often_for_five_as_for_fifty(cast: Cast, django_assert_max_num_queries: Any) -> None:
    Client().get(ROOT)
    for limit in (5, 50):
        with django_assert_max_num_queries(7):
            Client().get(ROOT, {"limit": limit})


def test_the_code_lists_of_the_standard_are_told(cast: Cast) -> None:
    found = Client().get("/api/v1/codes/item_types").json()
    assert {"code": "01", "words": {"zh": "行政许可", "en": "Administrative licence"}, "parent": None} in found
