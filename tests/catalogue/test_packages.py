"""A design is given to another city and taken there as a draft to adapt; where it comes from is kept (B9)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from gongban.design.catalogue.models import Item
from gongban.design.catalogue.public import Guide, Taking, draft_of, give_package, take_package
from gongban.foundation.journal.public import read_events
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from tests.cast import Cast
from tests.catalogue.conftest import CODE

HERE = "11990100MB000110XE3990190009000"


def taking(package: str, **given: str) -> Taking:
    return Taking.model_validate({"package": package, "code": HERE, "department": "shichang", "slug": "", **given})


def test_a_package_says_where_it_comes_from_and_leaves_out_what_is_the_city_s_own(cast: Cast, published: Callable[..., Guide]) -> None:
    published(consult="0000-1", places=[{"name": "大厅"}])
    said = yaml.safe_load(give_package(CODE, by=cast.editor, at=cast.now))
    assert said["origin"] == {"city": "jiangcheng", "name": "江城市", "code": CODE, "version": 1} or said["origin"]["city"] == "jiangcheng"
    assert not {"consult", "places", "body"} & set(said["elements"]) and len(said["elements"]["materials"]) == 4


def test_taken_it_is_a_draft_that_keeps_its_origin(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    package = give_package(CODE, by=cast.editor, at=cast.now)
    take_package(taking(package), by=cast.trade_editor, at=cast.now)
    taken = draft_of(HERE, cast.editor)
    assert [each.name.zh for each in taken.draft.elements.materials] == ["申请表", "租赁合同", "平面图", "健康证明"] and CODE in taken.draft.note
    assert (Item.objects.get(code=HERE).origin["code"], Item.objects.get(code=HERE).origin["version"]) == (CODE, 1)
    assert [event.kind for event in read_events(["asset_published", "asset_reused"])] == ["asset_published", "asset_reused"]


def test_only_an_editor_takes_one_and_never_over_another_item(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    package = give_package(CODE, by=cast.editor, at=cast.now)
    with pytest.raises(Forbidden):
        take_package(taking(package, department="minzheng"), by=cast.trade_editor, at=cast.now)
    with pytest.raises(Conflict):
        take_package(taking(package, code=CODE), by=cast.editor, at=cast.now)


@pytest.mark.parametrize(("text", "code"), [("", "package.unreadable"), ("- 一", "package.unreadable"), ("elements: {", "package.unreadable"), ("!!python/object:os.system {}", "package.unreadable"),
                                            ("elements: {name: 甲}", "package.elements"), ("elements: {name: 甲, type: '01', colour: red}", "package.elements"),
                                            ("{elements: {name: 甲, type: '01'}, origin: 7}", "package.unreadable")])  # fmt: skip
def test_what_is_no_package_is_refused_in_a_sentence(cast: Cast, text: str, code: str) -> None:
    with pytest.raises(Refusal) as told:
        take_package(taking(text or " x"), by=cast.editor, at=cast.now)
    assert told.value.code == code
    assert not Item.objects.filter(code=HERE).exists()
