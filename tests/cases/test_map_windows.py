"""The map of a window: near cases are gathered, a closer look parts them, nobody learns more than the list tells."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from gongban.delivery.cases import on_map
from gongban.delivery.cases.public import Case, Filter, Window, drawn
from tests.cast import PLACE, Cast

CITY = "112.60,30.20,113.00,30.50"
LON, LAT = PLACE


def publish(cast: Cast, text: str, lon: float = LON, lat: float = LAT, **fields: Any) -> Case:
    case = cast.report(text, lon=lon, lat=lat, **fields)
    cast.act(case, "publish", by=cast.moderator)
    return case


def around(zoom: float, width: float = 0.4) -> Window:
    return Window(LON - width / 2, LAT - width / 2, LON + width / 2, LAT + width / 2, zoom)


@pytest.fixture
def street(cast: Cast) -> list[Case]:
    """Three cases at one corner, two some three hundred metres on, one two kilometres away."""
    places = [(LON, LAT)] * 3 + [(LON + 0.003, LAT)] * 2 + [(LON + 0.02, LAT)]
    return [publish(cast, f"第{n}件：路灯不亮，晚上看不见。", *place) for n, place in enumerate(places)]


def counts(window: Window, wanted: Filter | None = None) -> tuple[list[int], int]:
    """How many cases each group holds, and how many stand alone."""
    found = drawn(wanted or Filter(), window, now=Cast().now)
    return sorted(group.count for group in found.groups), len(found.points)


@pytest.mark.parametrize(("zoom", "expected"), [(9, ([6], 0)), (15.5, ([2, 3], 1))])
def test_a_closer_look_parts_what_is_gathered_from_afar(street: list[Case], zoom: float, expected: Any) -> None:
    assert counts(around(zoom)) == expected


@pytest.mark.parametrize("zoom", [9, 11, 12.5, 14, 16])
def test_every_case_in_the_window_is_drawn_once_however_near_one_looks(street: list[Case], zoom: float) -> None:
    groups, alone = counts(around(zoom))
    assert sum(groups) + alone == len(street)


def test_what_lies_outside_of_the_window_is_not_drawn(street: list[Case]) -> None:
    assert counts(Window(LON + 0.01, LAT - 0.01, LON + 0.03, LAT + 0.01, 15.5)) == ([], 1)


def test_cases_of_one_place_are_named_where_no_closer_look_would_part_them(street: list[Case]) -> None:
    found = drawn(Filter(), around(17), now=Cast().now)
    corner = max(found.groups, key=lambda group: group.count)
    assert {each.number for each in corner.cases} == {case.matter.number for case in street[:3]}
    assert all(group.cases == () for group in drawn(Filter(), around(9), now=Cast().now).groups)


@pytest.mark.parametrize("zoom", [9, 12.5, 14, 17])
def test_neither_a_group_nor_a_point_tells_the_exact_place(cast: Cast, zoom: float) -> None:
    for n in range(2):
        publish(cast, f"第{n}件：路灯不亮。")
    publish(cast, "远处的一件，路灯不亮。", LON + 0.1)
    found = drawn(Filter(), around(zoom), now=cast.now)
    first = {(one.lon, one.lat) for one in (*found.points, *found.groups)}
    Case.objects.filter(lon=LON).update(lon=LON + 0.00001)
    again = drawn(Filter(), around(zoom), now=cast.now)
    assert {(one.lon, one.lat) for one in (*again.points, *again.groups)} == first
    assert (LON, LAT) not in first


@pytest.mark.parametrize("zoom", [9, 17])
def test_places_that_the_city_hides_are_in_no_group_and_in_no_count(cast: Cast, zoom: float) -> None:
    publish(cast, "望江路路灯不亮，请来修。")
    publish(cast, "社区里的纠纷，请来看看。", category="12.05.01")
    assert counts(around(zoom)) == ([], 1)


@pytest.mark.parametrize("zoom", [9, 17])
def test_what_is_not_public_is_in_no_group(cast: Cast, zoom: float) -> None:
    publish(cast, "望江路路灯不亮，请来修。")
    cast.report("还没审核的一件，等着公开。")
    cast.report("举报：夜间偷排污水。", kind="report")
    assert counts(around(zoom)) == ([], 1)


def test_the_filter_of_the_list_holds_on_the_map(cast: Cast) -> None:
    publish(cast, "望江路路灯不亮，请来修。")
    publish(cast, "感谢公交司机扶起老人，真好。", kind="praise")
    assert counts(around(9), Filter(kind="praise")) == ([], 1)
    assert counts(around(17), Filter(words="路灯")) == ([], 1)


@pytest.mark.parametrize("zoom", [9, 15.5])
def test_a_map_costs_two_queries_whatever_lies_there(street: list[Case], zoom: float, django_assert_max_num_queries: Any) -> None:
    counts(around(zoom))
    with django_assert_max_num_queries(2):
        counts(around(zoom))


def test_of_very_many_the_newest_are_drawn_and_the_map_says_so(street: list[Case], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_map, "NEWEST", 4)
    found = client.get("/map/cases.geojson", {"window": CITY, "zoom": "9"}).json()
    assert found["more"] is True and sum(each["properties"]["count"] for each in found["features"]) == 4
    monkeypatch.setattr(on_map, "NEWEST", 6)
    assert client.get("/map/cases.geojson", {"window": CITY, "zoom": "9"}).json()["more"] is False


def test_the_page_of_the_map_gets_groups_and_cases_as_geojson(street: list[Case], client: Client) -> None:
    answer = client.get("/map/cases.geojson", {"window": CITY, "zoom": "16"})
    assert answer.headers["Content-Type"] == "application/geo+json"
    features = json.loads(answer.content)["features"]
    group = next(each["properties"] for each in features if each["properties"].get("count") == 3)
    assert {"number", "title", "state", "open", "url"} == set(group["cases"][0])
    alone = [each["properties"] for each in features if "count" not in each["properties"]]
    assert [one["url"] for one in alone] == [f"/cases/{street[-1].matter.number}/"]


@pytest.mark.parametrize("window", ["x", "1,2,3", "1,2,3,nan", "3,2,1,4", "1,4,3,2", "1,2,3,4,5", "inf,0,1,1"])
def test_a_broken_window_is_refused_in_a_sentence(client: Client, cast: Cast, window: str) -> None:
    answer = client.get("/map/cases.geojson", {"window": window}, headers={"Accept": "application/json"})
    assert answer.status_code == 400 and answer.json()["code"] == "map.window"


@pytest.mark.parametrize("zoom", ["", "nan", "x"])
def test_a_broken_zoom_is_refused_too(client: Client, cast: Cast, zoom: str) -> None:
    assert client.get("/map/cases.geojson", {"window": CITY, "zoom": zoom}).status_code == 400
