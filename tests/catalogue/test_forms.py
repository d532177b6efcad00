"""The form of an item is a list of declared facts: asked once in the whole city, filled in where they are held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gongban.design.catalogue.public import Elements, Guide, difference, faults
from gongban.foundation.facts.public import declared
from tests.catalogue.conftest import SHOP

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
