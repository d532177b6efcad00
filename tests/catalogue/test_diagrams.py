"""An item carries its process diagram: checked with everything else, frozen with its version, taken along to another city."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
import yaml

from gongban.design.catalogue.public import (
    Elements,
    Guide,
    Submission,
    cells_of,
    difference,
    draft_item,
    give_package,
    json_line,
    said,
    submit_draft,
    unfit,
)
from gongban.kernel.errors import Refusal
from gongban.kernel.process import parallel_sample, standard
from tests.cast import Cast
from tests.catalogue.conftest import CODE, drafting, shop

DAY = date(2026, 11, 27)


def test_a_diagram_that_is_right_is_published_with_its_version(cast: Cast, published: Callable[..., Guide]) -> None:
    assert published(diagram=parallel_sample()).elements.diagram == parallel_sample()


@pytest.mark.parametrize(
    ("diagram", "sentence"),
    [
        (parallel_sample().replace("second_review = 'needed'", "dogs > 3"), "没有“dogs”这个事实"),
        (parallel_sample().replace('gongban:service="notify_applicant"', 'gongban:service="paint_walls"'), "没有“paint_walls”这项自动服务"),
        (standard().replace('id="review" name="审查 | Review" gongban:who="owner"', 'id="review" name="审查 | Review" gongban:who="moon"'), "review：没有“moon”这个单位"),
        (standard().replace("<userTask", "<scriptTask").replace("</userTask", "</scriptTask"), "不能用“scriptTask”"),
        ("hello", "不是完整的 XML"),
    ],
)
def test_a_diagram_that_is_wrong_is_refused_at_publishing_with_its_element_and_a_sentence(cast: Cast, diagram: str, sentence: str) -> None:
    found = [each for each in unfit(shop(diagram=diagram), DAY) if each.place == "diagram"]
    assert any(sentence in each.words.zh for each in found), found


def test_whoever_submits_a_wrong_diagram_is_told_the_element(cast: Cast) -> None:
    draft_item(drafting(diagram=standard().replace('gongban:who="owner"', 'gongban:who="moon"')), by=cast.editor, at=cast.later())
    with pytest.raises(Refusal) as refused:
        submit_draft(Submission(note="改一改"), by=cast.editor, at=cast.later())
    assert (refused.value.code, refused.value.field) == ("item.fault", "diagram") and "moon" in refused.value.words.zh


def test_units_of_the_city_may_be_given_a_step(cast: Cast) -> None:
    assert unfit(shop(diagram=standard().replace('gongban:who="owner"', 'gongban:who="chengguan"')), DAY) == []


def test_a_changed_diagram_is_a_change_said_in_words() -> None:
    (change,) = difference(shop(diagram=standard()), shop(diagram=parallel_sample())).changes
    assert (change.place, change.before.zh, change.after.en.split(":")[0]) == ("diagram", "2 个步骤：审查；决定", "4 steps")
    assert said(shop(), "diagram").zh == ""


def test_the_diagram_travels_in_packages_and_json_and_stays_out_of_tables(cast: Cast, published: Callable[..., Guide]) -> None:
    found = published(diagram=standard())
    assert yaml.safe_load(give_package(CODE, by=cast.editor, at=cast.now))["elements"]["diagram"] == standard()
    assert Elements.model_validate(json.loads(json_line(found))["elements"]).diagram == standard()
    assert "diagram" not in cells_of(found.elements)
