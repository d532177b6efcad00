"""What is refused at publishing, with its place and a sentence: a table that an official can read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from gongban.design.catalogue.public import (
    Drafting,
    Elements,
    ItemVersion,
    Submission,
    draft_item,
    submit_draft,
    unfit,
)
from gongban.foundation.facts.models import DeclaredFact
from gongban.foundation.facts.public import forget_declared
from gongban.kernel.errors import Refusal
from tests.cast import Cast
from tests.catalogue.conftest import drafting, shop

DAY = date(2026, 3, 2)


def material(condition: str, **more: Any) -> dict[str, Any]:
    return {"materials": [{"code": "lease", "name": "租赁合同", "condition": condition, **more}]}


FAULTS = {  # what is wrong: (elements, place, part of the sentence)
    "an unknown fact": (material("moon_phase = 1"), "materials[1].condition", "没有“moon_phase”这个事实"),
    "a text that is no condition": (material("shop_area >"), "materials[1].condition", "看不懂这里"),
    "a material that nobody is ever asked for": (material("shop_area > 300 AND shop_area < 100"), "materials[1].condition", "永远不成立"),
    "a question that changes nothing": (material("alcohol OR NOT alcohol"), "materials[1].condition", "问不到"),
    "ten thousand clauses": (material(" OR ".join(["chain"] * 2_000)), "materials[1].condition", "条件太多"),
    "nested a thousand deep": (material("(" * 1_000 + "chain" + ")" * 1_000), "materials[1].condition", "套得太深"),
    "facts that go round in a circle": (material("round_one"), "materials[1].condition", "绕成了圈"),
    "a situation that never occurs": (
        {"situations": [{"code": "food", "name": "卖吃的", "condition": "seats < 5 AND seats > 9"}], "materials": []}, "situations[1].condition", "永远不成立",
    ),
    "a requirement that nobody meets": ({"requirements": [{"text": "没有人", "condition": "seats < 5 AND seats > 9"}]}, "requirements[1].condition", "永远不成立"),
    "a material of a situation that there is not": (material("", situations=["gone"]), "materials[1].situations", "没有情形“gone”"),
}  # fmt: skip


@pytest.fixture
def circle(db: None) -> Iterator[None]:
    """Two facts that hang on each other, as no city folder may bring them."""
    for name, formula in (("round_one", "round_two"), ("round_two", "round_one")):
        DeclaredFact.objects.create(name=name, kind="boolean", about="matter", words_zh=name, words_en=name, formula=formula, asked=False)
    forget_declared()
    yield
    forget_declared()


@pytest.mark.parametrize("wrong", FAULTS)
def test_it_is_refused_with_its_place_and_a_sentence(circle: None, wrong: str) -> None:
    change, place, sentence = FAULTS[wrong]
    found = [each for each in unfit(shop(**change), DAY) if each.place == place]
    assert any(sentence in each.words.zh for each in found), found


@pytest.mark.parametrize("condition", ["", "shop_area > 300", "serves_meals AND shop_area > 50", "years_between(born, today) >= 60", "founded < born"])
def test_what_somebody_can_be_asked_for_is_no_fault(db: None, condition: str) -> None:
    assert unfit(shop(**material(condition)), DAY) == []


def test_a_condition_that_would_fill_a_book_is_refused_before_it_is_read(db: None) -> None:
    with pytest.raises(ValueError, match="20000"):
        Elements.model_validate({"name": "甲", "type": "01", **material(" OR ".join(["chain"] * 10_000))})


def test_what_could_be_saved_in_the_draft_is_still_refused_when_it_is_submitted(cast: Cast) -> None:
    given: Drafting = drafting(**material("shop_area > 300 AND shop_area < 100"))
    draft_item(given, by=cast.editor, at=cast.later())
    with pytest.raises(Refusal) as refused:
        submit_draft(Submission(note="改一改"), by=cast.editor, at=cast.later())
    assert (refused.value.code, refused.value.field) == ("item.fault", "materials[1].condition")
    assert "小店开业登记" in refused.value.words.zh and "永远不成立" in refused.value.words.zh


def test_everything_that_the_sample_city_offers_can_be_published(db: None) -> None:
    assert {row.name_zh: found for row in ItemVersion.objects.all() if (found := unfit(row.elements, DAY))} == {}
