"""Commitment (告知承诺): the fire check of a restaurant is taken by promise, checked, mended in time once and not in time once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gongban.delivery.applications.public import (
    Commitment,
    Part,
    act_on_commitment,
    apply_again,
    attach,
    commitments_of,
    filling,
    to_check,
)
from gongban.delivery.licences.public import Licence
from gongban.foundation.journal.public import Event
from gongban.foundation.territory.models import Mechanism
from gongban.foundation.territory.public import forget
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.kernel.input import InvalidInput
from tests.applications.conftest import Desk

PROMISE = {"by_commitment": True, "shop_area": 320, "kitchen_area": 90, "seats": 120, "serves_meals": True}


class Fire:
    """A fire check that was granted on a promise, and short ways to go on with it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        made = desk.apply("fire-check", PROMISE, subject="item")
        self.part: Part = desk.parts(made)["item"]
        desk.grant(self.part)
        self.row: Commitment = commitments_of(self.part)[0]

    def do(self, action: str, by: Actor | None = None, days: int = 0, **given: Any) -> str:
        who = by or self.desk.office("xiaofang")
        at = self.desk.now + timedelta(days=days)
        self.row = act_on_commitment(self.row.pk, action, given, by=who, at=at)
        return self.row.state

    def fails(self) -> None:
        self.do("check_on_site", finding="not_met", text="安全出口被堵")

    def ordered(self, days: int = 10) -> None:
        self.fails()
        self.do("order_mending", text="清理安全出口", until=(self.desk.now + timedelta(days=days)).date())

    @property
    def licence(self) -> Licence:
        self.part.refresh_from_db()
        return Licence.objects.get(pk=self.part.licence)

    annulment = {"text": "逾期没有整改到位", "document": "江消撤〔2027〕1号"}


@pytest.fixture
def fire(shop: Desk) -> Fire:
    return Fire(shop)


def test_on_a_promise_the_office_decides_on_the_spot_without_a_review(shop: Desk) -> None:
    part = shop.parts(shop.apply("fire-check", PROMISE, subject="item"))["item"]
    shop.act(part, "accept")
    assert [task.element for task in part.tasks.filter(done_at=None)] == ["decide"]
    assert shop.act(part, "decide", {"outcome": "granted"}).matter.state in ("granted", "concluded")


def test_without_a_promise_both_departments_review_first(shop: Desk) -> None:
    part = shop.parts(shop.apply("fire-check", {**PROMISE, "by_commitment": False}, subject="item"))["item"]
    shop.act(part, "accept")
    assert {task.department_id for task in part.tasks.filter(done_at=None)} == {"xiaofang", "zhujian"}


def test_what_is_promised_is_told_point_by_point_and_checked_within_twenty_working_days(fire: Fire) -> None:
    assert [point["zh"] for point in fire.row.points] and fire.row.state == "to_check"
    assert fire.row.due is not None and fire.row.due > fire.desk.now.date() + timedelta(days=20)
    assert fire.licence.state == "in_force"
    assert Event.objects.filter(kind="commitment_made", matter=fire.part.pk).count() == 1


def test_data_that_cannot_tell_leave_it_to_be_checked_on_site(fire: Fire) -> None:
    assert fire.do("check_data") == "to_check"
    assert fire.do("check_on_site", finding="met", text="与承诺相符") == "kept"
    assert fire.licence.state == "in_force"


def test_mended_in_time_the_licence_stays(fire: Fire) -> None:
    fire.ordered()
    assert fire.do("state_case", by=fire.desk.cook, text="已经在清理") == "mending"
    assert fire.do("report_mended", by=fire.desk.cook, days=3, text="已清理，附照片") == "mended"
    assert fire.do("check_on_site", days=4, finding="met", text="复查合格") == "kept"
    assert fire.licence.state == "in_force"


def test_not_mended_in_time_it_is_annulled_and_may_be_appealed(fire: Fire) -> None:
    fire.ordered()
    with pytest.raises(Conflict, match=r"commitment\.still_time"):
        fire.do("annul", days=5, **fire.annulment)
    with pytest.raises(Conflict, match=r"commitment\.mended_too_late"):
        fire.do("report_mended", by=fire.desk.cook, days=12, text="晚了")
    assert fire.do("annul", days=12, **fire.annulment) == "annulled"
    assert fire.licence.state == "annulled"
    assert fire.do("appeal", by=fire.desk.cook, days=20, text="出口当天已清") == "appealed"
    with pytest.raises(Forbidden):
        fire.do("uphold", days=21, text="自己复核自己")
    assert fire.do("uphold", by=fire.desk.cast.chief, days=21, text="现场照片显示没有清理") == "upheld"


def test_what_can_be_mended_is_ordered_to_be_mended_before_anything_is_annulled(fire: Fire) -> None:
    fire.fails()
    with pytest.raises(Conflict, match=r"commitment\.mending_first"):
        fire.do("annul", **fire.annulment)
    fire.do("order_mending", text="清理安全出口", until=(fire.desk.now + timedelta(days=9)).date())
    fire.do("report_mended", by=fire.desk.cook, days=3, text="已清理")
    with pytest.raises(Conflict, match=r"commitment\.wrong_state"):
        fire.do("annul", days=4, **fire.annulment)
    assert fire.do("check_on_site", days=4, finding="not_met", text="又堵上了") == "not_met"
    assert fire.do("annul", days=5, **fire.annulment) == "annulled"


def test_an_annulment_that_was_wrong_is_put_right_with_a_licence_of_the_same_content(fire: Fire) -> None:
    former = fire.licence
    fire.fails()
    fire.do("find_false", **fire.annulment)
    fire.do("appeal", by=fire.desk.cook, days=1, text="没有隐瞒")
    assert fire.do("reverse", by=fire.desk.cast.chief, days=2, text="认定依据不足") == "reversed"
    assert fire.licence.pk != former.pk and fire.licence.state == "in_force"


def test_who_broke_a_promise_takes_the_ordinary_way_until_it_is_put_right(fire: Fire) -> None:
    fire.fails()
    fire.do("find_false", **fire.annulment)
    draft = fire.desk.begin("fire-check", subject="item")
    found = fire.desk.fill(draft, PROMISE)
    assert [each.code for each in found.faults()] == ["commitment.broken_before"]
    with pytest.raises(InvalidInput, match=r"commitment\.broken_before"):
        fire.desk.submit(draft)


def test_only_the_head_annuls_and_only_the_applicant_is_heard(fire: Fire) -> None:
    fire.fails()
    handler = fire.desk.cast.member("xiaofang", "handler")
    with pytest.raises(Forbidden):
        fire.do("annul", by=handler, **fire.annulment)
    with pytest.raises(Forbidden):
        fire.do("state_case", text="不是申请人")
    assert fire.do("order_mending", by=handler, text="清理", until=(fire.desk.now + timedelta(days=5)).date()) == "mending"


def test_a_unit_sees_what_it_has_to_check_and_no_other_unit_does(fire: Fire) -> None:
    assert [row.pk for row in to_check(fire.desk.office("xiaofang"))] == [fire.row.pk]
    assert list(to_check(fire.desk.office("shichang"))) == []
    assert list(to_check(fire.desk.cook)) == []


def test_a_refused_part_takes_its_promise_with_it(shop: Desk) -> None:
    part = shop.parts(shop.apply("fire-check", PROMISE, subject="item"))["item"]
    shop.review(part)
    shop.act(part, "decide", {"outcome": "refused", "reason": "平面图与实际不符"})
    assert commitments_of(part)[0].state == "lapsed"
    assert apply_again(part.matter.number, {}, by=shop.cook, at=shop.now).commitment == ""


def test_a_promise_stands_for_a_proof_only_where_the_catalogue_says_so(shop: Desk) -> None:
    draft = shop.begin("food-permit", subject="item")
    shop.fill(draft, {"shop_area": 80, "by_commitment": False})
    found = filling(draft, at=shop.now)
    keys = {each.planned.name.zh: each.key for each in found.materials}
    with pytest.raises(Refusal, match=r"commitment\.not_for_this"):
        attach(draft.pk, {"key": keys["场所和设备布局、操作流程图"], "promise": True}, by=shop.cook, at=shop.now)
    attach(draft.pk, {"key": keys["食品安全管理制度"], "promise": True}, by=shop.cook, at=shop.now)
    part = shop.parts(shop.submit(draft))["item"]
    assert [(row.kind, row.material) for row in commitments_of(part)] == [("proof", "rules")]


def test_where_the_city_accepts_no_promises_nobody_is_asked_and_the_ordinary_way_is_taken(shop: Desk) -> None:
    draft = shop.begin("fire-check", subject="item")
    shop.fill(draft, PROMISE)
    Mechanism.objects.filter(code="C6").update(state="off")
    forget()
    part = shop.parts(shop.apply("fire-check", {**PROMISE, "by_commitment": True}, subject="item"))["item"]
    assert part.commitment == "" and list(commitments_of(part)) == []
    forget()
