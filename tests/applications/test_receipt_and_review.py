"""Receipt, correction, review and decision by the letter of the law: who may, when, and what the clock says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gongban.delivery.applications.jobs import accept_overdue
from gongban.delivery.applications.public import (
    Application,
    Part,
    Sought,
    Task,
    apply_again,
    count_parts,
    items_in_charge,
    list_parts,
    part_of,
)
from gongban.delivery.licences.public import Share
from gongban.foundation.journal.public import Event
from gongban.foundation.matters.public import Timer
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.input import InvalidInput
from tests.applications.conftest import NOW, Desk
from tests.cast import at

POINT: dict[str, Any] = {"what": "other", "how": "请说明营业时间"}


@pytest.fixture
def part(shop: Desk) -> Part:
    """A signboard: one item, one office."""
    return shop.parts(shop.apply("signboard", subject="item"))["item"]


def timer(part: Part, name: str) -> Timer:
    return part.matter.timers.get(name=name)


def test_five_working_days_are_for_telling_everything_at_once(shop: Desk, part: Part) -> None:
    due = timer(part, "receipt").due_at
    assert due is not None and due <= NOW + timedelta(days=8)
    shop.act(part, "ask_correction", {"points": [POINT]})
    assert part.matter.state == "correcting" and timer(part, "receipt").kept is True


def test_what_nobody_answers_in_five_working_days_is_accepted_as_of_receipt(shop: Desk, part: Part) -> None:
    assert accept_overdue(NOW + timedelta(days=3)) == 0
    assert accept_overdue(NOW + timedelta(days=9)) == 1
    part.refresh_from_db(), part.matter.refresh_from_db()
    assert (part.matter.state, part.accepted_at) == ("in_review", NOW)
    assert timer(part, "promised").started_at == NOW


def test_a_second_correction_asks_only_for_what_was_asked_before(shop: Desk, part: Part) -> None:
    shop.act(part, "ask_correction", {"points": [POINT]})
    shop.act(part, "correct", {"text": "早六点到晚十点"}, by=shop.cook)
    with pytest.raises(Conflict, match=r"application\.told_once"):
        shop.act(part, "ask_correction", {"points": [{"what": "field", "key": "shop_name", "how": "店名不清楚"}]})
    shop.act(part, "ask_correction", {"points": [POINT]})


def test_a_correction_without_what_was_asked_for_is_not_taken(shop: Desk, part: Part) -> None:
    shop.act(part, "ask_correction", {"points": [{"what": "field", "key": "shop_name", "how": "与执照不一致"}]})
    with pytest.raises(Refusal, match=r"application\.still_missing"):
        shop.act(part, "correct", {"text": "好的"}, by=shop.cook)
    shop.act(part, "correct", {"values": {"shop_name": "老渡口面馆"}}, by=shop.cook)
    assert part.matter.state == "received"


def test_all_that_is_still_missing_is_named_at_once(shop: Desk, part: Part) -> None:
    shop.act(part, "ask_correction", {"points": [{"what": "field", "key": "shop_name", "how": "与执照不一致"}, {"what": "other", "how": "写明营业时间"}]})
    with pytest.raises(InvalidInput) as refused:
        shop.act(part, "correct", {}, by=shop.cook)
    assert [(each.field, each.words.zh) for each in refused.value.problems] == [("shop_name", "“店名或单位名称”还没有补。"), ("text", "请在“说明”里写明怎样改好的。")]


def test_what_is_not_for_this_office_says_where_to_go(shop: Desk, part: Part) -> None:
    shop.act(part, "not_accept", {"reason": "室内招牌不用备案", "route": "不用办"})
    assert (part.matter.state, part.matter.open) == ("not_accepted", False)
    assert Event.objects.get(kind="concluded", matter=part.pk).payload["ending"] == "not_accepted"


def test_what_came_to_the_wrong_office_is_handed_on_inside(shop: Desk, part: Part) -> None:
    shop.act(part, "hand_on", {"department": "shichang", "text": "归市场监管"})
    assert part.department_id == part.matter.holder_id == "shichang"
    assert timer(part, "receipt").department_id == "shichang"


def test_a_special_procedure_stops_both_limits(shop: Desk, part: Part) -> None:
    shop.act(part, "accept")
    before = timer(part, "promised").due_at
    shop.act(part, "begin_special", {"procedure": "test", "text": "送检，约五天"})
    assert timer(part, "promised").due_at is None
    shop.act(part, "end_special", when=NOW + timedelta(days=7))
    after = timer(part, "promised").due_at
    assert before and after and after >= before + timedelta(days=4)


def test_the_legal_limit_is_extended_once_and_the_promise_never(shop: Desk) -> None:
    part = shop.parts(shop.apply("food-permit", subject="item"))["item"]
    shop.act(part, "accept")
    promised = timer(part, "promised").due_at
    shop.act(part, "extend", {"amount": 5, "text": "情况复杂"})
    assert timer(part, "promised").due_at == promised
    with pytest.raises(Conflict, match=r"application\.extended_once"):
        shop.act(part, "extend", {"amount": 5, "text": "再延"})


def test_nothing_is_decided_before_every_unit_has_spoken(shop: Desk, part: Part) -> None:
    shop.act(part, "accept")
    with pytest.raises(Conflict, match=r"application\.opinions_missing"):
        shop.act(part, "decide", {"outcome": "granted"})


def test_a_refusal_needs_its_reason_and_tells_the_remedy(shop: Desk, part: Part) -> None:
    shop.review(part)
    with pytest.raises(Refusal, match=r"application\.reason"):
        shop.act(part, "decide", {"outcome": "refused"})
    shop.act(part, "decide", {"outcome": "refused", "reason": "超出建筑外墙"})
    assert (part.matter.state, part.remedy, part.in_time) == ("refused", "both", True)


def test_a_refused_part_is_mended_and_applied_for_again_alone(shop: Desk, part: Part) -> None:
    shop.review(part)
    shop.act(part, "decide", {"outcome": "refused", "reason": "店名与执照不一致"})
    again = apply_again(part.matter.number, {"values": {"shop_name": "老渡口面馆"}}, by=shop.cook, at=NOW)
    shared = Share.objects.filter(matter=again.matter.number, department="chengguan", state="given")
    assert [share.licence.type_id for share in shared if share.licence] == ["business-licence"], "the office looks at the licence for the new number"
    assert (again.attempt, again.matter.state, again.matter.number) == (2, "received", part.matter.number[:-2] + "02")
    with pytest.raises(Conflict, match=r"application\.not_again"):
        apply_again(part.matter.number, {}, by=shop.cook, at=NOW)


def test_the_applicant_withdraws_before_the_decision_and_not_after_it(shop: Desk, part: Part) -> None:
    shop.grant(part)
    with pytest.raises(Conflict, match=r"application\.wrong_state"):
        shop.act(part, "withdraw", by=shop.cook)


def test_late_is_said_of_what_was_decided_after_the_promised_limit(shop: Desk, part: Part) -> None:
    shop.act(part, "accept")
    shop.act(part, "give_opinion", {"opinion": "agreed", "text": "同意"})
    shop.act(part, "decide", {"outcome": "granted"}, when=NOW + timedelta(days=60))
    assert part.in_time is False and Event.objects.get(kind="concluded").payload["in_time"] is False
    assert [row.pk for row in list_parts(shop.office("chengguan"), Sought("done", late=True), at=NOW).rows] == [part.pk]


def test_among_what_is_done_late_leaves_out_what_was_decided_in_time(shop: Desk, part: Part) -> None:
    shop.grant(part)
    office = shop.office("chengguan")
    assert [len(list_parts(office, Sought("done", late=late), at=NOW).rows) for late in (False, True)] == [1, 0]


def test_a_part_that_waits_for_two_opinions_of_a_unit_is_listed_and_counted_once(shop: Desk, part: Part) -> None:
    shop.act(part, "accept")
    office = shop.office("chengguan")
    Task.objects.create(part=part, key="more", name_zh="再看一次", name_en="Once more", department_id="chengguan", opened_at=NOW + timedelta(hours=1))
    assert part.tasks.filter(done_at=None).count() == 2
    assert [row.pk for row in list_parts(office, Sought("review"), at=NOW).rows] == [part.pk] and count_parts(office, Sought("review"), at=NOW) == 1
    assert [pk for pk, _zh, _en in items_in_charge(office, "review")] == [part.item]


def test_items_to_choose_from_are_those_of_which_the_office_has_parts(shop: Desk, part: Part) -> None:
    assert [pk for pk, _zh, _en in items_in_charge(shop.office("chengguan"))] == [part.item]
    assert list(items_in_charge(shop.office("shichang"))) == []
    assert part.item in [pk for pk, _zh, _en in items_in_charge(shop.cast.supervisor)]


@pytest.mark.parametrize("who", ["chen", "outsider", "emma", "operator", "moderator", "other_handler", "anonymous"])
def test_a_number_opens_nothing_to_those_whom_it_does_not_concern(shop: Desk, part: Part, who: str) -> None:
    with pytest.raises(NotFound):
        part_of(part.matter.number, by=getattr(shop.cast, who))
    with pytest.raises(NotFound):
        shop.act(part, "accept", by=getattr(shop.cast, who))


def test_a_handler_accepts_but_does_not_decide(shop: Desk, part: Part) -> None:
    handler = shop.cast.member(part.department_id, "handler")
    shop.act(part, "accept", by=handler)
    shop.act(part, "give_opinion", {"opinion": "agreed", "text": "同意"}, by=handler)
    with pytest.raises(Forbidden):
        shop.act(part, "decide", {"outcome": "granted"}, by=handler)


def test_a_list_shows_what_one_works_on_the_nearest_limit_first(shop: Desk, part: Part) -> None:
    mine = list_parts(shop.office("chengguan"), at=NOW).rows
    assert [row.pk for row in mine] == [part.pk]
    assert list(list_parts(shop.office("shichang"), at=NOW).rows) == []
    assert list(list_parts(shop.office("chengguan"), Sought(late=True), at=NOW).rows) == []


def test_what_is_missing_is_said_all_at_once(shop: Desk) -> None:
    draft = shop.begin("signboard", subject="item")
    with pytest.raises(InvalidInput):
        shop.submit(draft)
    assert Application.objects.get(pk=draft.pk).stage == "draft"
    assert at("2027-01-04 10:00") == NOW
