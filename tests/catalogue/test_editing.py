"""An item is written section by section, each step can be taken back; two people may write in it at once; a pilot is the publisher's to choose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from gongban.design.catalogue.public import (
    DeskItem,
    Framing,
    Guide,
    Item,
    ItemVersion,
    Publishing,
    Reason,
    Sought,
    Submission,
    Turning,
    Writing,
    desk_item,
    desk_items,
    draft,
    draft_item,
    end_item,
    frame_item,
    guide,
    publish,
    submit_draft,
    switches_of,
    turn,
    undo_part,
    write_part,
)
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.words import Words
from tests.cast import Cast
from tests.catalogue.conftest import CODE, drafting

LINJIANG, WANGCHUAN = "990102000000", "990103000000"
WHAT = Words("改了办理环节", "Changed the steps")


def write(cast: Cast, what: Words = WHAT, by: Actor | None = None, seen: datetime | None = None, **elements: Any) -> ItemVersion:
    return write_part(CODE, Writing(elements=elements, what=what, seen=seen), by=by or cast.editor, at=cast.later())


def shown(cast: Cast, by: Actor | None = None) -> DeskItem:
    return desk_item(Item.objects.get(code=CODE).pk, by=by or cast.editor, at=cast.now)


def test_a_section_is_written_on_what_holds_and_everything_else_stays(cast: Cast, published: Callable[..., Guide]) -> None:
    before = published()
    write(cast, steps=[{"name": "受理"}, {"name": "决定"}])
    found = shown(cast)
    assert found.drafted and found.former == before and [each.name.zh for each in found.guide.elements.steps] == ["受理", "决定"]
    assert found.guide.elements.materials == before.elements.materials
    assert guide(CODE, at=cast.now).elements == before.elements


def test_each_step_is_taken_back_the_last_first_and_said_in_words(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    write(cast, Words("删除环节“踏勘”", "Deleted the step"), steps=[{"name": "受理"}])
    write(cast, Words("改了到现场次数", "Changed the visits"), visits=0, kiosk=True)
    assert shown(cast).undo == Words("改了到现场次数", "Changed the visits")
    assert undo_part(CODE, by=cast.editor, at=cast.later()).zh == "改了到现场次数"
    assert (shown(cast).guide.elements.visits, shown(cast).guide.elements.kiosk, len(shown(cast).guide.elements.steps)) == (2, False, 1)
    undo_part(CODE, by=cast.editor, at=cast.later())
    assert len(shown(cast).guide.elements.steps) == 4 and not shown(cast).drafted and draft(cast.editor).changes == ()
    with pytest.raises(Refusal) as told:
        undo_part(CODE, by=cast.editor, at=cast.later())
    assert told.value.code == "item.nothing_to_undo"


def test_two_people_may_write_in_one_item_but_not_over_each_other(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    opened = write(cast, visits=1).changed_at
    write(cast, by=cast.trade_editor, steps=[{"name": "受理"}])
    write(cast, seen=opened, forms=["1"])
    with pytest.raises(Conflict) as told:
        write(cast, seen=opened, steps=[])
    assert told.value.code == "item.changed_meanwhile" and len(shown(cast).guide.elements.steps) == 1


def test_a_new_fault_is_refused_at_its_place_and_an_old_one_elsewhere_does_not_stand_in_the_way(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    with pytest.raises(Refusal) as told:
        write(cast, materials=[{"code": "plan", "name": "平面图", "condition": "shop_area >"}])
    assert told.value.field == "materials[1].condition"
    write(cast, situations=[])  # 材料“health”的情形没有了：提交时再说 · told when it is submitted
    write(cast, visits=1)
    with pytest.raises(Refusal) as told:
        submit_draft(Submission(note="改一改"), by=cast.editor, at=cast.later())
    assert told.value.field == "materials[4].situations"


@pytest.mark.parametrize(("who", "error"), [("specialist", NotFound), ("publisher", Forbidden), ("chen", NotFound)])
def test_only_the_editors_of_the_department_write(cast: Cast, published: Callable[..., Guide], who: str, error: type[Exception]) -> None:
    published()
    with pytest.raises(error):
        write(cast, by=getattr(cast, who), visits=1)


def test_what_is_submitted_waits_to_be_returned(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    write(cast, visits=1)
    submit_draft(Submission(note="少跑一次"), by=cast.editor, at=cast.later())
    assert not shown(cast).may_write and shown(cast).stage == "submitted"
    with pytest.raises(Conflict):
        write(cast, visits=0)


def test_the_publisher_lets_it_begin_as_a_pilot_in_one_district(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    write(cast, visits=0)
    submit_draft(Submission(note="少跑两次"), by=cast.editor, at=cast.later())
    publish(Publishing(pilot=[LINJIANG]), by=cast.publisher, at=cast.later())
    here, there = (guide(CODE, at=cast.later(), district=district) for district in (LINJIANG, WANGCHUAN))
    assert (here.number, here.elements.visits, here.pilot) == (2, 0, (LINJIANG,)) and (there.number, there.elements.visits) == (1, 2)
    assert ItemVersion.objects.get(pk=here.version).past == []
    assert [(each.number, each.setting, each.districts) for each in switches_of(here.item, by=cast.publisher)] == [(2, "piloted", (LINJIANG,))]


def test_a_pilot_in_a_district_that_there_is_not_is_refused(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    write(cast, visits=0)
    submit_draft(Submission(note="少跑两次"), by=cast.editor, at=cast.later())
    with pytest.raises(Refusal) as told:
        publish(Publishing(pilot=["990999000000"]), by=cast.publisher, at=cast.later())
    assert told.value.code == "item.district" and draft(cast.publisher).stage == "submitted"


def test_the_owner_the_reason_and_the_pilot_are_said_apart_from_the_elements(cast: Cast, published: Callable[..., Guide]) -> None:
    published()
    frame_item(CODE, Framing(department="weijian", note="职责划转", pilot=[WANGCHUAN]), by=cast.editor, at=cast.later())
    found = shown(cast)
    assert (found.guide.owner.code, found.guide.note, found.guide.pilot) == ("weijian", "职责划转", (WANGCHUAN,))
    with pytest.raises(Forbidden):
        frame_item(CODE, Framing(department="weijian"), by=cast.trade_editor, at=cast.later())


def in_list(cast: Cast, by: Actor | None = None, **sought: str) -> list[str]:
    return [line.code for line in desk_items(Sought(**sought), by=by or cast.editor, at=cast.now, size=100).rows]


def test_the_list_is_of_one_s_own_departments_and_filtered_by_how_items_stand(cast: Cast, published: Callable[..., Guide]) -> None:
    published(pilot=[LINJIANG])
    draft_item(drafting("LOCAL-2", name={"zh": "流动餐车备案", "en": "Food trucks"}), by=cast.trade_editor, at=cast.later())
    end_item("food-permit", Reason(text="并入开饭店"), by=cast.editor, at=cast.later())
    turn("signboard", Turning(setting="off", reason="暂停"), by=cast.publisher, at=cast.later())
    signboard, food = (Item.objects.get(slug=slug, district="").code for slug in ("signboard", "food-permit"))
    assert set(in_list(cast, cast.trade_editor)) < set(in_list(cast)) == set(in_list(cast, cast.publisher))
    assert {each.code for each in Item.objects.filter(current__department="shichang")} <= set(in_list(cast, cast.trade_editor))
    assert set(in_list(cast, state="drafted")) == {"LOCAL-2", food} and in_list(cast, state="piloted") == [CODE] and in_list(cast, state="off") == [signboard]
    assert in_list(cast, words="餐车") == ["LOCAL-2"] and in_list(cast, words="Food trucks") == ["LOCAL-2"] and in_list(cast, words=CODE) == [CODE]
    in_force = set(in_list(cast, state="in_force"))
    assert CODE in in_force and food in in_force and not {signboard, "LOCAL-2"} & in_force
    lines = {line.code: line for line in desk_items(Sought(), by=cast.editor, at=cast.now, size=100).rows}
    assert (lines[food].ending, lines[CODE].districts, lines["LOCAL-2"].number) == (True, (LINJIANG,), None)
    submit_draft(Submission(note="一起"), by=cast.editor, at=cast.later())
    publish(Publishing(), by=cast.publisher, at=cast.later())
    assert in_list(cast, state="ended") == [food]


def test_the_list_goes_on_page_by_page(cast: Cast) -> None:
    first = desk_items(Sought(), by=cast.editor, at=cast.now, size=20)
    second = desk_items(Sought(), by=cast.editor, at=cast.now, size=200, after=first.next)
    assert len(first.rows) == 20 and first.next == first.rows[-1].code < second.rows[0].code and second.next == ""
    with pytest.raises(NotFound):
        desk_items(Sought(), by=cast.specialist, at=cast.now)
