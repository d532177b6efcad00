"""The public list, feed, map and boards: what they show, in which order, at which cost."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from gongban.delivery.cases.public import Case

NUMBER = re.compile(r'href="/cases/(JC\d{8}-\d{6})/"')


def numbers_on(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return NUMBER.findall(answer.content.decode())


def publish(cast: Any, text: str, **fields: Any) -> Case:
    case = cast.report(text, **fields)
    cast.act(case, "publish", by=cast.moderator)
    return case


@pytest.fixture
def many(cast: Any) -> list[Case]:
    """Forty-five public cases, oldest first, three at each moment."""
    found = []
    for n in range(45):
        when = cast.MONDAY + timedelta(hours=n // 3)
        found.append(publish(cast, f"第 {n} 件：路灯不亮，晚上看不见。", when=when))
    return found


def test_pages_follow_each_other_without_gap_or_repeat_and_lead_back(client: Client, many: list[Case]) -> None:
    wanted = [case.matter.number for case in sorted(many, key=lambda case: (case.matter.opened_at, case.pk), reverse=True)]
    seen, address, visited = [], "/cases/", []
    while address:
        page = client.get(address).content.decode()
        seen += NUMBER.findall(page)
        visited.append(NUMBER.findall(page))
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/cases/" + found[1].replace("&amp;", "&") if found else ""
    assert seen == wanted
    back = re.search(r'rel="prev" href="([^"]+)"', page)
    assert back and numbers_on(client, "/cases/" + back[1].replace("&amp;", "&")) == visited[-2]


def test_what_comes_in_meanwhile_moves_nothing_on_the_next_page(client: Client, cast: Any, many: list[Case]) -> None:
    page = client.get("/cases/").content.decode()
    address = "/cases/" + re.search(r'rel="next" href="([^"]+)"', page)[1]  # type: ignore[index]
    before = numbers_on(client, address)
    publish(cast, "新的一件，刚刚收到。", when=cast.MONDAY + timedelta(days=3))
    assert numbers_on(client, address) == before


def test_a_page_costs_the_same_number_of_queries_whatever_it_holds(client: Client, many: list[Case], django_assert_max_num_queries: Any) -> None:
    numbers_on(client, "/cases/")
    with django_assert_max_num_queries(14):
        assert len(numbers_on(client, "/cases/")) == 20


@pytest.mark.parametrize("key", ["n", "nonsense", "n1.2", "p99999999999999999999.00", "n-1.zz", "' OR 1=1"])
def test_a_broken_page_key_is_refused_in_a_sentence(client: Client, cast: Any, key: str) -> None:
    answer = client.get("/cases/", {"from": key})
    assert answer.status_code == 400 and "从第一页看起" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("kind=praise", ["感谢公交司机扶起老人，真好。"]),
        ("category=02", ["感谢公交司机扶起老人，真好。"]),
        ("category=01.01", ["望江路路灯不亮，请来修。"]),
        ("q=路灯", ["望江路路灯不亮，请来修。"]),
        ("q=望江路 路灯", ["望江路路灯不亮，请来修。"]),
        ("q=灯", ["望江路路灯不亮，请来修。"]),
        ("q=没有的词", []),
        ("stage=open", ["望江路路灯不亮，请来修。", "感谢公交司机扶起老人，真好。"]),
        ("stage=closed", []),
        ("board=discover-beauty", []),
        ("days=45065573", ["望江路路灯不亮，请来修。", "感谢公交司机扶起老人，真好。"]),
        ("days=-5", ["望江路路灯不亮，请来修。", "感谢公交司机扶起老人，真好。"]),
        ("days=abc&kind=&stage=nonsense", ["望江路路灯不亮，请来修。", "感谢公交司机扶起老人，真好。"]),
    ],
)
def test_filters_stand_in_the_address(client: Client, cast: Any, query: str, texts: list[str]) -> None:
    publish(cast, "望江路路灯不亮，请来修。", category="01.01.09")
    publish(cast, "感谢公交司机扶起老人，真好。", kind="praise", category="02.01.01")
    found = Case.objects.filter(matter__number__in=numbers_on(client, f"/cases/?{query}"))
    assert sorted(case.text for case in found) == sorted(texts)


def test_a_district_narrows_the_list(client: Client, cast: Any) -> None:
    case = publish(cast, "望江路路灯不亮，请来修。")
    assert numbers_on(client, f"/cases/?district={case.district}") == [case.matter.number]
    assert numbers_on(client, "/cases/?district=990105000000") == []


def test_an_empty_result_says_how_to_go_on(client: Client, cast: Any) -> None:
    assert "没有符合条件的诉求" in client.get("/cases/?q=无此").content.decode()
    assert "还没有公开的诉求" in client.get("/cases/").content.decode()


SURFACES = ["/", "/cases/", "/cases/feed.atom", "/map/cases.geojson", "/boards/environment/", "/map/"]


@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_not_public_stands_on_no_surface(client: Client, cast: Any, surface: str) -> None:
    waiting = cast.report("还没审核的一件，等着公开。")
    private = cast.report("不想公开的一件，请别登。", wants_public=False)
    wrongdoing = cast.report("举报：夜间偷排污水。", kind="report", board="environment")
    content = client.get(surface).content.decode()
    for case in (waiting, private, wrongdoing):
        assert case.matter.number not in content and case.text[:6] not in content


def test_the_feed_is_atom_with_whole_addresses(client: Client, cast: Any, settings: Any) -> None:
    case = publish(cast, "望江路路灯不亮。我叫王小明，电话13000000077。")
    answer = client.get("/cases/feed.atom")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert f"{settings.PUBLIC_URL}/cases/{case.matter.number}/" in text and "13000000077" not in text


def test_the_map_shows_coarse_places_only(client: Client, cast: Any) -> None:
    case = publish(cast, "望江路路灯不亮，请来修。")
    [feature] = json.loads(client.get("/map/cases.geojson").content)["features"]
    lon, lat = feature["geometry"]["coordinates"]
    assert (lon, lat) != (case.lon, case.lat)
    assert abs(lon - case.lon) < 0.005 and abs(lat - case.lat) < 0.005
    assert feature["properties"]["url"] == f"/cases/{case.matter.number}/"


def test_a_category_whose_places_are_hidden_is_not_on_the_map(client: Client, cast: Any) -> None:
    case = publish(cast, "社区里的纠纷，请来看看。", category="12.05.01", address="望江中路 18 号")
    assert json.loads(client.get("/map/cases.geojson").content)["features"] == []
    assert "望江中路" not in client.get(f"/cases/{case.matter.number}/").content.decode()


def test_boundaries_have_the_names_of_districts(client: Client, cast: Any) -> None:
    features = json.loads(client.get("/map/boundaries.geojson").content)["features"]
    assert {"district", "street"} == {each["properties"]["level"] for each in features}
    assert any(each["properties"]["name"] for each in features)


def test_each_board_has_a_page_and_unknown_ones_have_none(client: Client, cast: Any) -> None:
    assert "交通随手拍" in client.get("/boards/").content.decode()
    assert "在这里反映" in client.get("/boards/traffic/").content.decode()
    assert client.get("/boards/none/").status_code == 404


@pytest.mark.parametrize(("typed", "name"), [("望江", "望江"), ("wangjiang", "望江"), ("wj", "望江")])
def test_places_are_found_by_name_pinyin_and_initials(client: Client, cast: Any, typed: str, name: str) -> None:
    found = client.get("/places/search/", {"q": typed}).json()["places"]
    assert found and name in found[0]["name"] and found[0]["lon"]


def test_a_point_is_named_by_what_is_near(client: Client, cast: Any) -> None:
    [place] = client.get("/places/near/", {"lon": "112.7995", "lat": "30.3521"}).json()["places"]
    assert place["name"] and place["detail"]
    answer = client.get("/places/near/", {"lon": "116.4", "lat": "39.9"}, headers={"Accept": "application/json"})
    assert answer.status_code == 400 and answer.json()["code"] == "place.outside"


@pytest.mark.parametrize("path", ["/help/", "/norms/", "/rules/", "/rules/platform/", "/rules/platform/changes/", "/privacy/", "/accessibility/", "/notices/", "/statistics/", "/statistics/?months=3", "/follow/", "/boards/", "/"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_to_read_is_there_in_both_languages(client: Client, cast: Any, path: str, language: str) -> None:
    client.cookies["django_language"] = language
    answer = client.get(path)
    assert answer.status_code == 200
    assert ('lang="en"' if language == "en" else 'lang="zh-CN"') in answer.content.decode()


def test_the_statistics_hide_small_counts(client: Client, cast: Any) -> None:
    publish(cast, "望江路路灯不亮，请来修。")
    page = client.get("/statistics/").content.decode()
    assert "&lt;10" in page
    assert "&lt;10" in client.get("/").content.decode()


def test_the_statistics_come_as_csv_too(client: Client, cast: Any) -> None:
    answer = client.get("/statistics/figures.csv")
    assert answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/csv")


def test_my_cases_are_for_residents_and_only_their_own(client: Client, signed_in: Any, cast: Any) -> None:
    mine = cast.report("我的一件，路灯不亮。")
    other = cast.report("别人的一件，路灯不亮。", by=cast.outsider)
    assert client.get("/my/").headers["Location"].startswith("/login/")
    page = signed_in(cast.chen).get("/my/").content.decode()
    assert mine.matter.number in page and other.matter.number not in page


def test_following_by_number_needs_the_code_unless_the_case_is_public(client: Client, cast: Any) -> None:
    private, public = cast.report("没有公开的一件，请看。"), publish(cast, "已经公开的一件，请看。")
    assert client.post("/follow/", {"number": public.matter.number}).status_code == 302
    refused = client.post("/follow/", {"number": private.matter.number})
    assert refused.status_code == 422 and "不公开" in refused.content.decode()
    wrong = client.post("/follow/", {"number": private.matter.number, "code": "AAAA2222"})
    assert wrong.status_code == 422 and "对不上" in wrong.content.decode() and "AAAA2222" in wrong.content.decode()
