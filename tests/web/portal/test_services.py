"""Services on the portal: everybody finds an item, reads what it takes in their situation, and what its versions changed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def shown(path: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return text(answer)


def test_every_item_is_reached_by_going_on_from_page_to_page(cast: Cast) -> None:
    seen: list[str] = []
    path = "/services/"
    while path:
        page = Client().get(path).content.decode()
        seen += re.findall(r'href="/services/([^/"?]+)/', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = "/services/" + following[1].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) > 20
    assert f"{len(seen)} 个事项" in shown("/services/")


@pytest.mark.parametrize(("query", "there", "not_there"), [
    ("object=1&theme=生育", "出生医学证明签发", "食品经营许可"),
    ("department=shichang", "食品经营许可", "出生医学证明签发"),
    ("theme=没有这样的主题", "没有这样的事项", "食品经营许可"),
    ("from=zzzz", "没有这样的事项", "食品经营许可"),
])  # fmt: skip
def test_a_filter_stands_in_the_address(cast: Cast, query: str, there: str, not_there: str) -> None:
    page = shown(f"/services/?{query}")
    assert there in page and not_there not in page


def test_a_guide_says_how_long_how_often_what_and_how_much(cast: Cast) -> None:
    page = shown("/services/food-permit/")
    for said in ("3 个工作日", "法定 10个工作日", "要跑几次", "不收费", "都要带的", "有的人要带", "不用带，我们调取", "营业执照 免提交"):
        assert said in page
    assert "食品经营许可申请书 免提交" not in page, "only what is fetched need not be brought"


def test_who_names_a_situation_sees_what_it_takes_and_no_more(cast: Cast) -> None:
    every, bought = shown("/services/real-estate-transfer/"), shown("/services/real-estate-transfer/?situation=purchase")
    assert "赠与合同" in every and "赠与合同" not in bought
    assert shown("/services/real-estate-transfer/?situation=nonsense").count("赠与合同") == every.count("赠与合同")


def test_what_a_version_made_less_is_told_in_numbers(cast: Cast) -> None:
    page = shown("/services/food-permit/changes/")
    assert "从第 1 版到第 2 版" in page and "（10 → 3）" in page and "（2 → 0）" in page
    assert "第 1 版，不是最新的" in shown("/services/food-permit/?version=1")


def test_a_paper_that_some_need_says_who_in_words(cast: Cast) -> None:
    page = shown("/services/food-permit/")
    assert "area_sqm" not in page and " OR " not in page
    assert re.search("面积[^。]{0,12}300[^。]{0,20}或者", page)


def test_an_item_with_one_version_says_that_there_is_no_earlier_one(cast: Cast) -> None:
    assert "还没有更早的版本" in shown("/services/birth-certificate/changes/")


@pytest.mark.parametrize("path", [
    "/services/no-such-item/", "/services/food-permit/?version=99", "/services/food-permit/?version=-1", "/services/food-permit/?version=٣",
    "/services/food-permit/changes/?from=7", "/services/food-permit/changes/?to=x",
])  # fmt: skip
def test_what_there_is_not_is_not_found(cast: Cast, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_the_pages_are_english_for_those_who_read_english(cast: Cast) -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    for path in ("/services/", "/services/food-permit/", "/services/food-permit/changes/"):
        page = client.get(path).content.decode()
        foreign = re.compile(r'<(\w+) lang="zh-CN">.*?</\1>', re.S)  # what stands in one language says so
        left = re.sub("共办|江城|中文", "", re.sub("<[^>]+>", " ", foreign.sub("", page)))
        assert not re.findall("[\u4e00-\u9fff]+", left), path


def test_a_longer_list_asks_no_more_of_the_database(cast: Cast, django_assert_max_num_queries: Any) -> None:
    Client().get("/services/")
    with django_assert_max_num_queries(12):
        Client().get("/services/")
    with django_assert_max_num_queries(12):
        Client().get("/services/food-permit/")
