"""What one version changed against another (四减, 三办), and what districts say differently (九要素统一): tables that an official can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongban.design.catalogue.public import (
    Guide,
    change_item,
    compare,
    compare_draft,
    difference,
    divided,
    unified,
)
from gongban.design.catalogue.unifying import NINE, Entered, deviations
from gongban.foundation.facts.public import declared
from gongban.kernel.errors import NotFound
from tests.cast import Cast
from tests.catalogue.conftest import CODE, drafting, shop

MATERIALS = [{"code": "lease", "name": {"zh": "租赁合同", "en": "Lease"}}]
REDUCED = {  # what changed, and what is told: (measure, before, after, sentence)
    "materials": ({"materials": MATERIALS}, 3, 1, "要交的材料减少 2 份（3 → 1）"),
    "steps": ({"steps": [{"name": "受理"}, {"name": "决定"}]}, 4, 2, "环节减少 2 个（4 → 2）"),
    "days": ({"promised_limit": {"amount": 3}}, 10, 3, "承诺时限减少 7 个工作日（10 → 3）"),
    "fees": ({"fees": []}, 1000, 0, "收费减少 10 元（10 → 0）"),
    "visits": ({"visits": 3}, 2, 3, "到现场增加 1 次（2 → 3）"),
}


@pytest.mark.parametrize("code", REDUCED)
def test_a_reduction_is_told_in_words_and_numbers(code: str) -> None:
    change, before, after, told = REDUCED[code]
    found = {each.code: each for each in difference(shop(), shop(**change)).measures}
    assert (found[code].before, found[code].after, found[code].told.zh) == (before, after, told)
    assert all("没有变" in each.told.zh for each in found.values() if each.code != code)


LIMITS = [  # before, after, what can be said
    ({"amount": 10}, {"amount": 10, "unit": "natural_days"}, None),
    ({"amount": 1, "unit": "months"}, {"amount": 10, "unit": "natural_days"}, 20),
    ({"amount": 2, "unit": "hours"}, {"amount": 30, "unit": "minutes"}, 90),
    ({"amount": 5}, {"amount": 0, "unit": "minutes"}, 5),
    ({"amount": 5}, None, None),
]


@pytest.mark.parametrize(("before", "after", "less"), LIMITS)
def test_limits_are_compared_only_where_that_is_honest(before: dict[str, Any], after: dict[str, Any] | None, less: int | None) -> None:
    said = difference(shop(promised_limit=before, legal_limit=None), shop(promised_limit=after, legal_limit=None)).measures
    assert next(each.less for each in said if each.code == "days") == less


def test_what_is_fetched_or_made_here_is_no_material_to_bring() -> None:
    fetched = [{"code": "a", "name": "执照", "source": "licence", "licence": "business-licence"}, {"code": "b", "name": "表", "source": "form"}, {"code": "c", "name": "照片", "need": "optional"}]
    assert next(each.after for each in difference(shop(), shop(materials=fetched)).measures if each.code == "materials") == 0


def test_the_three_ways_are_online_on_the_phone_and_nearby() -> None:
    ways = difference(shop(forms=["1"]), shop(forms=["1", "2", "3"], nearby=True)).ways
    assert [(each.code, each.before, each.after) for each in ways] == [("online", False, True), ("phone", False, True), ("nearby", False, True)]


def test_a_list_is_compared_member_by_member() -> None:
    changes = difference(shop(), shop(materials=[*MATERIALS, {"code": "new", "name": {"zh": "新材料", "en": "New"}}])).changes
    told = {(bool(each.before.zh), bool(each.after.zh)): each for each in changes}
    assert told[False, True].after.zh.startswith("新材料") and sum(1 for each in changes if not each.after.zh) == 3
    assert difference(shop(), shop()).is_empty


def test_conditions_situations_and_amounts_are_told_in_words(db: None) -> None:
    after = shop(fees=[{"name": "工本费", "amount": 1250}], materials=[{"code": "plan", "name": "平面图", "need": "conditional", "condition": "shop_area > 300 OR chain", "situations": ["food"]}])
    told = {each.words.zh: each.after.zh for each in difference(shop(), after, declared()).changes if each.after.zh}
    assert "店面面积多于 300 平方米，或者" in told["材料"] and "卖吃的" in told["材料"] and "shop_area" not in told["材料"]
    assert told["收费"] == "工本费；12.50 元"


def test_a_condition_that_can_no_longer_be_read_is_told_as_it_stands(db: None) -> None:
    after = shop(materials=[{"code": "plan", "name": "平面图", "condition": "moon_phase = 1"}])
    assert any("moon_phase = 1" in each.after.zh for each in difference(shop(), after, declared()).changes)


def test_materials_that_an_import_numbered_are_recognised_by_name() -> None:
    before = [{"code": "m01", "name": "甲"}, {"code": "m02", "name": "乙"}]
    after = [{"code": "m01", "name": "新"}, {"code": "m02", "name": "甲"}, {"code": "m03", "name": "乙"}]
    gone = [each for each in difference(shop(materials=before), shop(materials=after)).changes if each.place == "materials" and not each.after.zh]
    assert gone == []


def test_a_version_is_compared_with_the_one_before_and_the_draft_with_the_published_one(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    first = compare(CODE, at=cast.now)
    assert first.before is None
    published(visits=1)
    change_item(drafting(visits=0), by=cast.editor, at=cast.now)
    visits = [next(each for each in found.difference.measures if each.code == "visits") for found in (compare(CODE, at=cast.now), compare_draft(CODE, by=cast.editor, at=cast.now))]
    assert [(each.before, each.after) for each in visits] == [(2, 1), (1, 0)]
    assert compare(CODE, at=cast.now, number=2, with_number=2).difference.is_empty
    with pytest.raises(NotFound):
        compare(CODE, at=cast.now, number=7)


# ---- 九要素 · nine elements

DIFFERENT: dict[str, dict[str, Any]] = {
    "main_name": {"main_name": "开店铺"}, "sub_name": {"sub_name": "小店"}, "bases": {"bases": [{"title": "某条例"}]}, "requirements": {"requirements": []},
    "situations": {"situations": [], "materials": []}, "materials": {"materials": MATERIALS}, "steps": {"steps": [{"name": "受理"}]},
    "limit": {"promised_limit": {"amount": 9}}, "forms": {"forms": ["1"]},
}  # fmt: skip


@pytest.mark.parametrize("element", NINE)
def test_each_of_the_nine_elements_is_compared(element: str) -> None:
    entered = [Entered("a", "east", shop()), Entered("b", "west", shop()), Entered("c", "south", shop(**DIFFERENT[element]))]
    found = {each.element: each for each in deviations(entered)}
    assert element in found and set(found) <= {element, *(["materials"] if element == "situations" else [])}
    assert found[element].usual == ("a", "b") and found[element].said[1][1] == ("c",)


def test_the_same_list_in_another_order_is_no_difference() -> None:
    other = shop(requirements=[{"text": "符合卫生要求"}, {"text": "有经营场所"}])
    assert deviations([Entered("a", "east", shop()), Entered("b", "west", other)]) == []


def test_the_sample_city_s_food_licence_is_divided_where_its_districts_differ(cast: Cast) -> None:
    found = next(each for each in divided("990100020001") if each.base == "99010002000101")
    assert {each.district for each in found.items} == {"", "990102000000", "990103000000", "990171000000"}
    assert {each.element for each in found.deviations} == {"sub_name", "materials", "steps", "limit"}


def test_an_item_of_one_body_alone_is_divided_nowhere(cast: Cast) -> None:
    assert [len(unified("990700020001").items), unified("990700020001").deviations] == [1, ()]
    with pytest.raises(NotFound):
        unified("000000000000")
