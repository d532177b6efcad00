"""Any counter takes any item, and whoever serves at the outlet hands the result over: the right goes with the place, not with the person who took it in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongban.delivery.applications.public import (
    Application,
    Part,
    application_of,
    begin,
    choose,
    counter_drafts,
    my_applications,
    part_of,
    save,
    taken_on,
    to_collect,
)
from gongban.delivery.outlets.public import Serving, begin_duty
from gongban.foundation.journal.public import Event
from gongban.foundation.people.models import Account, Membership
from gongban.foundation.people.public import actor_of
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, NotFound, Refusal
from tests.applications.conftest import NOW, Desk

HALL, OTHER = "city-centre", "linjiang-centre"
TODAY = date(2027, 1, 4)
CHEN = {"applicant_name": "陈晓雨", "applicant_number": "990101199104120026", "phone": "13000000001"}


def serve(by: Actor, outlet: str, when: Any = NOW) -> None:
    begin_duty(Serving(outlet=outlet, counter="1"), by=by, at=when)


@pytest.fixture
def second(desk: Desk) -> Actor:
    """Another clerk of the service office, who serves at no counter yet."""
    account = Account.objects.create(login="xin.chuangkou", name_zh="新窗口", name_en="Xin Chuangkou", kind="staff")
    Membership.objects.create(account=account, department_id="zhengshuju", role=Role.COUNTER, since=NOW - timedelta(days=30))
    return actor_of(account, at=NOW, channel="counter")


def taken_in(desk: Desk, **chosen: Any) -> Application:
    """A social card that the first clerk takes in at the hall, to be collected at a counter."""
    clerk = desk.cast.clerk
    serve(clerk, HALL)
    draft = begin({"subject": "item", "slug": "social-card", **CHEN}, by=clerk, at=NOW)
    desk.fill(draft, by=clerk)
    choose(draft.pk, {"delivery": "counter", **chosen}, by=clerk, at=NOW)
    return desk.submit(draft, clerk)


def granted(desk: Desk, made: Application) -> Part:
    part = desk.parts(made)["item"]
    desk.grant(part)
    assert part.matter.state == "granted"
    return part


def test_another_clerk_of_the_outlet_hands_the_result_over(desk: Desk, second: Actor) -> None:
    part = granted(desk, taken_in(desk))
    serve(second, HALL)
    assert [row.pk for row in to_collect(second, at=NOW).rows] == [part.pk]
    desk.act(part, "hand_over", {"receipt": "陈晓雨"}, by=second)
    assert part.matter.state == "concluded" and list(to_collect(second, at=NOW).rows) == []
    assert Event.objects.get(kind="result_handed_over", matter=part.pk).actor == second.account


def test_the_clerk_of_the_outlet_chosen_for_collection_hands_it_over(desk: Desk, second: Actor) -> None:
    part = granted(desk, taken_in(desk, collect_at=OTHER))
    serve(second, OTHER)
    assert [row.pk for row in to_collect(second, at=NOW).rows] == [part.pk]
    desk.act(part, "hand_over", by=second)
    assert part.matter.state == "concluded"


def test_what_was_applied_for_online_is_collected_where_the_applicant_chose(desk: Desk, second: Actor) -> None:
    draft = desk.begin("social-card", desk.cast.chen, "item")
    desk.fill(draft, by=desk.cast.chen)
    choose(draft.pk, {"delivery": "counter", "collect_at": OTHER}, by=desk.cast.chen, at=NOW)
    part = granted(desk, desk.submit(draft, desk.cast.chen))
    serve(second, OTHER)
    desk.act(part, "hand_over", by=second)
    assert part.matter.state == "concluded"


@pytest.mark.parametrize("where", [OTHER, ""])
def test_a_clerk_of_another_outlet_or_of_none_sees_and_hands_over_nothing(desk: Desk, second: Actor, where: str) -> None:
    made = taken_in(desk)
    part = granted(desk, made)
    serve(second, where) if where else None
    assert list(to_collect(second, at=NOW).rows) == [] and list(taken_on(TODAY, by=second, at=NOW).rows) == []
    for doing in (lambda: desk.act(part, "hand_over", by=second), lambda: part_of(part.matter.number, by=second), lambda: application_of(made.pk, by=second)):
        with pytest.raises(NotFound):
            doing()


def test_who_serves_elsewhere_tomorrow_has_left_the_outlet_s_results_behind(desk: Desk, second: Actor) -> None:
    part, tomorrow = granted(desk, taken_in(desk)), NOW + timedelta(days=1)
    serve(second, HALL)
    serve(second, OTHER, tomorrow)
    with pytest.raises(NotFound):
        desk.act(part, "hand_over", by=second, when=tomorrow)


def test_a_clerk_who_is_none_any_more_opens_nothing_of_what_they_took_in(desk: Desk) -> None:
    made = taken_in(desk)
    former = actor_of(desk.cast.account(desk.cast.clerk), at=NOW)
    former = Actor(former.account, former.kind)
    with pytest.raises(NotFound):
        application_of(made.pk, by=former)


def test_a_draft_is_the_clerk_s_own_at_the_same_outlet_too(desk: Desk, second: Actor) -> None:
    serve(desk.cast.clerk, HALL)
    serve(second, HALL)
    draft = begin({"subject": "item", "slug": "social-card", **CHEN}, by=desk.cast.clerk, at=NOW)
    assert [row.pk for row in counter_drafts(desk.cast.clerk)] == [draft.pk] and counter_drafts(second) == []
    with pytest.raises(NotFound):
        save(draft.pk, {"answers": {}}, by=second, at=NOW)


def test_the_list_is_of_the_day_and_of_the_outlet_and_one_s_own_where_one_serves_at_none(desk: Desk, second: Actor) -> None:
    made, later = taken_in(desk), NOW + timedelta(days=1)
    serve(second, HALL, later)
    assert [row.pk for row in taken_on(TODAY, by=second, at=later).rows] == [made.pk]
    assert list(taken_on(TODAY + timedelta(days=1), by=second, at=later).rows) == []
    assert [row.pk for row in taken_on(TODAY, by=desk.cast.clerk, at=later).rows] == [made.pk], "the duty of yesterday is over; what one took in oneself stays one's own"
    assert [row.pk for row in my_applications(desk.cast.clerk, at=NOW).rows] == [made.pk]


def test_two_clerks_who_hand_over_the_same_result_do_so_once(desk: Desk, second: Actor) -> None:
    part = granted(desk, taken_in(desk))
    serve(second, HALL)
    desk.act(part, "hand_over", by=desk.cast.clerk)
    with pytest.raises(Conflict, match=r"application\.wrong_state"):
        desk.act(part, "hand_over", by=second)


def test_an_outlet_without_counters_is_named_at_its_field(desk: Desk) -> None:
    draft = desk.begin("social-card", desk.cast.chen, "item")
    with pytest.raises(Refusal) as refused:
        choose(draft.pk, {"delivery": "counter", "collect_at": "no-such-place"}, by=desk.cast.chen, at=NOW)
    assert (refused.value.code, refused.value.field) == ("application.collect_at", "collect_at")
