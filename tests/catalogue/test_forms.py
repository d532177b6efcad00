"""The form of an item is a list of declared facts: asked once in the whole city, filled in where they are held."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from gongban.design.catalogue.public import (
    Elements,
    Guide,
    Options,
    Wanted,
    begin_form,
    cells_of,
    difference,
    faults,
    form_of,
    items_of,
    read_cell,
    unfit,
)  # fmt: skip
from gongban.design.catalogue.using import used
from gongban.foundation.facts.public import Held, Source, declared
from gongban.kernel.conditions import Fact, Kind
from gongban.kernel.forms import Form, Known, State
from tests.cast import Cast, at
from tests.catalogue.conftest import SHOP

NOW = at("2027-01-04 10:00")

FAULTS: list[tuple[list[dict[str, Any]], str, str]] = [
    # fields, place of the fault, what is said
    ([{"fact": "shop_size"}], "fields[1].fact", "没有声明过事实“shop_size”"),
    ([{"fact": "shop_name"}, {"fact": "small_catering"}], "fields[2].fact", "算出来的，不用填"),
    ([{"fact": "shop_name"}, {"fact": "shop_name"}], "fields[2].fact", "已经在表里了"),
    ([{"fact": "seats", "condition": "serves meals"}], "fields[1].condition", ""),
]


def shop(**changes: Any) -> Elements:
    return Elements.model_validate(SHOP | changes)


@pytest.mark.parametrize(("fields", "place", "said"), FAULTS)
def test_what_cannot_be_filled_in_is_told_at_its_place(db: None, fields: list[dict[str, Any]], place: str, said: str) -> None:
    (fault,) = faults(shop(fields=fields), declared())
    assert fault.place == place and said in fault.words.zh and fault.words.en


def test_a_field_more_or_less_is_a_difference_in_words(db: None) -> None:
    before, after = shop(fields=[{"fact": "shop_name"}, {"fact": "employees"}]), shop(fields=[{"fact": "shop_name"}, {"fact": "seats", "condition": "serves_meals", "optional": True}])
    told = {(change.before.zh, change.after.zh) for change in difference(before, after, declared()).changes}
    assert told == {("职工", ""), ("", "餐位；选填；做餐饮")}


def test_the_guide_says_what_the_form_asks(published: Callable[..., Guide]) -> None:
    found = published(fields=[{"fact": "shop_name"}, {"fact": "seats", "condition": "serves_meals"}, {"fact": "opening_day", "optional": True, "hint": "没定就不填"}])
    page = Client().get(f"/services/{found.slug or found.code}/").content.decode()
    for said in ("表里要填什么", "店名或单位名称", "餐位", "做餐饮时才填", "没定就不填", "（选填）"):
        assert said in page, said


# ---- 预审规则 · the pre-check

RULE = {"says": {"zh": "餐位太多。", "en": "Too many seats."}, "condition": "seats <= shop_area", "mend": {"zh": "减少餐位。", "en": "Fewer seats."}}
ASKS = [{"fact": "shop_name"}, {"fact": "shop_area"}, {"fact": "seats", "condition": "serves_meals"}]
BAD_RULES: list[tuple[dict[str, Any], str, str]] = [
    # what stands in the rule instead, place of the fault, what is said
    ({"condition": ""}, "prechecks[1].condition", "要写明怎样才算对"),
    ({"condition": "seats <= shop size"}, "prechecks[1].condition", "字符"),
    ({"condition": "seats <= shop_size"}, "prechecks[1].condition", "没有“shop_size”"),
    ({"says": ""}, "prechecks[1].says", "要写明不对时说什么"),
    ({"fields": ["shop_size"]}, "prechecks[1].fields", "没有声明过事实“shop_size”"),
    ({"condition": "seats < 0"}, "prechecks[1].condition", "怎样填都不对"),
    ({"condition": "seats >= 0"}, "prechecks[1].condition", "怎样填都对"),
]


@pytest.mark.parametrize(("changes", "place", "said"), BAD_RULES)
def test_a_rule_that_says_nothing_or_refuses_everybody_is_not_published(cast: Cast, changes: dict[str, Any], place: str, said: str) -> None:
    found = unfit(shop(fields=ASKS, prechecks=[RULE | changes]), date(2026, 11, 27))
    assert [each.place for each in found] == [place] and said in found[0].words.zh and found[0].words.en


def test_fields_that_wait_for_each_other_are_not_published(cast: Cast) -> None:
    rows = [{"fact": "seats", "condition": "shop_area > 50"}, {"fact": "shop_area", "condition": "seats > 5"}]
    (fault,) = [each for each in unfit(shop(fields=rows, materials=[]), date(2026, 11, 27)) if each.place.startswith("fields")]
    assert "互相等着" in fault.words.zh and "→" in fault.words.en


def test_a_rule_more_or_less_is_a_difference_in_words(db: None) -> None:
    told = [(change.before.zh, change.after.zh) for change in difference(shop(), shop(prechecks=[RULE]), declared()).changes]
    assert told == [("", "餐位太多。；要求：餐位最多 店面面积；减少餐位。；改好才能提交")]


def test_a_rule_travels_in_packages_and_tables(published: Callable[..., Guide], cast: Cast) -> None:
    found = published(fields=[{"fact": "shop_area", "section": {"zh": "店面", "en": "The shop"}}, {"fact": "seats"}], prechecks=[RULE | {"severity": "warns"}])
    assert Elements.model_validate(json.loads(json.dumps(found.elements.stored()))) == found.elements
    cells = cells_of(found.elements)
    assert read_cell("prechecks", cells["prechecks"], Options())[0]["severity"] == "warns"


def test_a_formula_that_a_published_rule_uses_stays(published: Callable[..., Guide]) -> None:
    published(fields=ASKS, prechecks=[{"says": "太大。", "condition": "NOT large_catering OR chain"}])
    assert "小店开业登记" in used({"large_catering"})["large_catering"].zh


# ---- 由事项到表 · the form itself


def names(form: Form, state: State) -> list[str]:
    return [field.name for field in form.shown(state)]


def test_what_a_condition_hangs_on_is_asked_first(db: None) -> None:
    form = form_of(shop(fields=ASKS))
    state = form.start()
    assert names(form, state) == ["serves_meals", "shop_name", "shop_area"], "nobody asks whether meals are served, but the seats hang on it"
    assert names(form, form.answer(state, "serves_meals", True))[-1] == "seats"
    assert [section.key for section, _ in form.in_sections()] == ["situation", "form"]


def test_what_a_rule_hangs_on_is_asked_only_while_it_is_open(db: None) -> None:
    rule = {"says": "凉菜间太小。", "condition": "NOT cold_dishes OR cold_room_area >= 5"}
    form = form_of(shop(fields=[{"fact": "shop_name"}], prechecks=[rule]))
    begun = form.start()
    assert names(form, begun) == ["cold_dishes", "shop_name"]
    assert names(form, form.answer(begun, "cold_dishes", False)) == ["cold_dishes", "shop_name"]
    asked = form.answer(begun, "cold_dishes", True)
    assert names(form, asked) == ["cold_dishes", "cold_room_area", "shop_name"]
    assert [each.words.zh for each in form.faults(form.answer(asked, "cold_room_area", 4)) if each.key] == ["凉菜间太小。"]


def test_what_is_held_fills_the_form_with_its_source_and_day(db: None) -> None:
    form = form_of(shop(fields=[{"fact": "employees"}, {"fact": "shop_area"}]))
    moment = datetime(2026, 2, 1, tzinfo=UTC)
    held = {"employees": Held("employees", 46, Source.REGISTER, "社保登记", date(2026, 2, 1), moment, None)}
    state = begin_form(form, held, {"shop_area": 80}, known={"today": date(2026, 11, 27)})
    known = form.held(state)["employees"]
    assert (known.value, known.source.zh, known.source.en, known.as_of) == (46, "社保登记", "social insurance register", date(2026, 2, 1))
    assert form.missing(state) == [] and form.submission(state) == {"employees": 46, "shop_area": 80}
    corrected = begin_form(form, held, {"employees": 50}, known={})
    assert form.submission(corrected) == {"employees": 50}, "who answers says that what is held is wrong"


def test_every_item_of_the_sample_city_has_a_form_that_can_be_filled_in(cast: Cast) -> None:
    for found in items_of(Wanted(), at=NOW):
        assert [each for each in unfit(found.elements, NOW.date()) if each.place.startswith(("fields", "prechecks"))] == [], found.name
        form = form_of(found.elements)
        state = form.start({"today": Known(NOW.date())})
        for _ in range(80):
            missing = form.missing(state)
            if not missing:
                break
            state = form.answer(state, missing[0], plausible(form.fields[missing[0]].fact))
        assert form.missing(state) == [], found.name


def plausible(fact: Fact) -> object:
    match fact.kind:
        case Kind.BOOLEAN:
            return True
        case Kind.CHOICE:
            return fact.options[0].code
        case Kind.DATE:
            return NOW.date()
        case Kind.TEXT:
            return "江边小馆"
    return max(fact.least, min(fact.most, 5))
