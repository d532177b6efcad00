"""Guided questions on the portal: few are asked, none that is known, and the list that comes out is exact and says why."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db
HERE = "/services/food-permit/questions/"


class Walk:
    """Somebody who answers what is asked, until nothing more is asked."""

    def __init__(self, answers: dict[str, str], here: str = HERE, client: Client | None = None) -> None:
        self.client, self.here, self.given, self.asked = client or Client(), here, dict[str, str](), list[str]()
        while (name := self.question()) and len(self.asked) < 40:
            self.asked.append(name)
            self.given[name] = answers.get(name, "no")
        self.page = self.read()

    def read(self) -> str:
        answer = self.client.get(f"{self.here}?{urlencode(self.given)}")
        assert answer.status_code == 200
        return answer.content.decode()

    def question(self) -> str:
        found = re.search(r'type="submit" name="([a-z0-9_]+)" value="\?"', self.read())
        return found[1] if found else ""

    def list(self, title: str) -> str:
        """What stands under a heading of the list."""
        found = re.search(rf"<h3>\s*{title}.*?</ul>", self.page, re.S)
        return found[0] if found else ""


SMALL = {"shop_area": "40", "serves_meals": "yes"}
LARGE = {"shop_area": "800", **dict.fromkeys(("serves_meals", "chain", "raw_food", "cakes", "open_fire", "tank_water", "loose_food"), "yes")}


def test_a_small_shop_and_a_large_restaurant_get_two_different_exact_lists(cast: Cast) -> None:
    small, large = Walk(SMALL), Walk(LARGE)
    for walk in (small, large):
        assert "问完了，这就是您的清单" in walk.page and "还要看您的回答" not in walk.page
    assert "食品安全管理人员" not in small.list("要带的") and "食品安全管理人员" in large.list("要带的")
    assert "食品经营许可申请书" in small.list("要带的") and "食品经营许可申请书" in large.list("要带的")
    assert "营业执照" in small.list("不用带，我们调取")


def test_no_question_comes_twice_and_none_that_cannot_change_the_list(cast: Cast) -> None:
    walk = Walk(SMALL)
    assert 1 <= len(walk.asked) == len(set(walk.asked)) <= 12
    assert walk.page.count('href="?') == len(walk.asked), "each answer stands beside the list, with the way to change it"


def test_an_answer_can_be_changed_by_its_link(cast: Cast) -> None:
    walk = Walk(SMALL)
    again = re.search(r'href="(\?[^"]*)"[^>]*>改', walk.page)
    assert again
    kept = dict(parse_qsl(again[1].replace("&amp;", "&").lstrip("?")))
    assert len(kept) == len(walk.given) - 1


def test_what_somebody_cannot_say_is_not_asked_again_and_left_uncertain(cast: Cast) -> None:
    first = Walk({}).asked[0]
    page = Client().get(f"{HERE}?{first}=%3F").content.decode()
    assert f'type="submit" name="{first}"' not in page and "说不清" in page
    assert "还要看您的回答" in page or "说不准的" in page


@pytest.mark.parametrize("typed", ["很大", "-5", "1e99", "", "99999999999999999999", "3.7.1"])
def test_what_cannot_be_read_is_asked_once_more_with_a_sentence(cast: Cast, typed: str) -> None:
    answer = Client().get(HERE, {"shop_area": typed})
    assert answer.status_code == 200
    assert ("没看懂" in answer.content.decode()) is bool(typed)


def test_numbers_may_be_typed_as_people_type_them(cast: Cast) -> None:
    page = Client().get(HERE, {"shop_area": "８００"}).content.decode()
    assert "800 平方米" in page and "没看懂" not in page


def test_the_address_takes_rubbish_without_harm(cast: Cast) -> None:
    rubbish: dict[str, Any] = {"nonsense": "x", "shop_area": "<script>", "today": "2020-01-01", "serves_meals": "maybe", "district": "'; --"}
    assert Client().get(HERE, rubbish).status_code in (200, 404)
    assert "<script>" not in Client().get(HERE, {"shop_area": "<script>"}).content.decode().split("</head>")[1].replace("<script src", "")


def test_the_guide_leads_to_the_questions_only_where_there_are_any(cast: Cast) -> None:
    assert "/questions/" in Client().get("/services/food-permit/").content.decode()
    plain = Client().get("/services/business-close/").content.decode()
    page = Client().get("/services/business-close/questions/").content.decode()
    assert ("/questions/" in plain) is ("问完了" not in page)


def test_questions_cost_the_database_little(cast: Cast, django_assert_max_num_queries: Any) -> None:
    Client().get(HERE)
    with django_assert_max_num_queries(10):
        Client().get(HERE, SMALL)
