"""One form for all parts of a bundle: the same fact is one field, whoever asks it; rules where their part applies."""

from __future__ import annotations

from typing import Any

import pytest

from gongban.design.bundles.public import bundle, form_of_bundle, list_bundles
from gongban.design.catalogue.public import begin_form
from gongban.kernel.conditions import Fact, Kind
from gongban.kernel.forms import Form, State
from tests.bundles.conftest import NOW
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def restaurant(**answers: Any) -> tuple[Form, State]:
    found = bundle("restaurant", at=NOW)
    form = form_of_bundle(found)
    return form, begin_form(form, {}, answers, known={"today": NOW.date(), **found.contents.given})


def names(form: Form, state: State) -> list[str]:
    return [field.name for field in form.shown(state)]


SMALL = {"shop_area": 100, "seats": 40, "chain": False, "outdoor_sign": False}
LARGE = {"shop_area": 600, "seats": 300, "chain": True, "outdoor_sign": True, "on_dishonesty_list": False, "by_commitment": False}


def test_a_fact_that_several_parts_ask_is_one_field(cast: Cast) -> None:
    form, state = restaurant(**LARGE)
    assert names(form, state).count("shop_name") == 1
    assert set(form.wanted_by(state, "shop_name")) == {"licence-check", "food", "fire-inspection", "drainage", "kitchen-waste", "signboard"}
    assert len(form.fields) == len({field.name for field in form.fields.values()})


def test_a_small_shop_is_asked_less_than_a_large_one(cast: Cast) -> None:
    small, large = (set(names(*restaurant(**answers))) for answers in (SMALL, LARGE))
    assert {"kitchen_area", "basins", "food_handlers"} <= small & large
    assert large - small >= {"fire_exits", "extinguishers", "grease_trap", "waste_collector", "sign_text", "safety_officer", "employees"}


def test_what_goes_without_asking_and_what_is_chosen_in_the_guide_are_no_fields(cast: Cast) -> None:
    form, _ = restaurant()
    assert not {"serves_meals", "by_commitment", "today"} & form.fields.keys()


def test_what_decides_the_parts_is_asked_while_it_can_still_decide(cast: Cast) -> None:
    form, state = restaurant()
    assert "shop_area" in names(form, state) and "chain" not in names(form, state)
    assert "chain" in names(*restaurant(shop_area=100, seats=40))
    assert "chain" not in names(*restaurant(shop_area=400, seats=40)), "a large shop takes the full licence, chain or not"


def test_rules_are_told_where_their_part_applies(cast: Cast) -> None:
    form, state = restaurant(**LARGE | {"fire_exits": 1, "extinguishers": 10, "kitchen_area": 700})
    told = {each.words.zh for each in form.faults(state) if each.key}
    assert {"安全出口不够：至少两个。", "灭火器不够：每 50 平方米两具。", "厨房不能比整个店面还大。"} <= told
    form, state = restaurant(**SMALL | {"fire_exits": 1, "kitchen_area": 15})
    assert {each.words.zh for each in form.faults(state) if each.key} == {"厨房太小：要有店面的五分之一。"}


def test_the_same_rule_of_two_parts_is_told_once(cast: Cast) -> None:
    form, _ = restaurant()
    said = [rule.words.zh for rule in form.rules]
    assert len(said) == len(set(said)) and "厨房不能比整个店面还大。" in said


def test_the_form_stands_in_sections(cast: Cast) -> None:
    form, _ = restaurant()
    assert [section.words.zh for section, _ in form.in_sections()] == ["先说说情况", "店面", "厨房和食品", "人员", "联系", "消防", "排水和垃圾", "招牌"]


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
    return max(fact.least, min(fact.most, 60))


def test_the_form_of_every_bundle_of_the_city_can_be_filled_in(cast: Cast) -> None:
    for line in list_bundles(at=NOW):
        found = bundle(line.slug, at=NOW)
        form = form_of_bundle(found)
        state = begin_form(form, {}, {}, known={"today": NOW.date(), **found.contents.given})
        for _ in range(200):
            missing = form.missing(state)
            if not missing:
                break
            state = form.answer(state, missing[0], plausible(form.fields[missing[0]].fact))
        assert form.missing(state) == [], line.slug
