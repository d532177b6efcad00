"""Somebody leaves: who gets what, and what happens to their account."""

from __future__ import annotations

import pytest

from gongban.delivery.cases.public import Case, hand_over, work_of
from gongban.foundation.journal.models import Event
from gongban.foundation.people.models import Membership
from gongban.foundation.people.public import actor_of
from gongban.kernel.errors import Refusal
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db


def held(cast: Cast, text: str) -> Case:
    case = cast.bring(cast.report(text), "in_progress")
    return cast.act(case, "assign_handler", {"handler": "luo.lixing"}, by=cast.head)


@pytest.fixture
def two(cast: Cast) -> tuple[Case, Case]:
    return held(cast, "江边的路灯坏了三盏。"), held(cast, "公园门口的路灯也不亮。")


def test_every_open_case_goes_to_whom_it_was_given_and_the_account_is_closed(cast: Cast, two: tuple[Case, Case]) -> None:
    first, second = two
    done = cast.bring(cast.report("修好了的那一盏灯又闪。"), "filed")
    leaver = cast.account(cast.handler)
    moved = hand_over(leaver, {"chengguan": "qiu.shishi", second.matter.number: "tang.shenhe"}, by=cast.admin, at=cast.later())
    assert moved == 2
    for case, taker in ((first, cast.colleague), (second, cast.reviewer)):
        case.refresh_from_db()
        assert case.lead
        assert (str(case.lead.handler_id), str(case.matter.handler_id)) == (taker.account, taker.account)
        assert Event.objects.filter(matter=case.pk, kind="handler_named").order_by("seq").last().payload == {"handler": taker.account}  # type: ignore[union-attr]
    leaver.refresh_from_db()
    assert (leaver.is_active, leaver.left_at) == (False, cast.now)
    assert not Membership.objects.filter(account=leaver).at(cast.now).exists()
    assert Event.objects.get(kind="handed_over_matters").payload["count"] == 2
    done.refresh_from_db()
    assert Event.objects.filter(matter=done.pk, kind="handler_named").count() == 0


def test_who_has_left_signs_in_no_more_and_acts_for_nobody(cast: Cast) -> None:
    leaver = cast.account(cast.handler)
    hand_over(leaver, {}, by=cast.head, at=MONDAY)
    leaver.refresh_from_db()
    assert actor_of(leaver, at=MONDAY).kind == "anonymous"
    deputy = cast.account(cast.colleague)
    assert actor_of(deputy, at=MONDAY, for_absent=str(leaver.pk)).acting_for is None


@pytest.mark.parametrize(
    ("to", "code"),
    [({}, "hand_over.nobody_named"), ({"chengguan": "feng.juan"}, "hand_over.not_there"), ({"chengguan": "luo.lixing"}, "hand_over.not_there")],
)
def test_without_a_fitting_receiver_nothing_changes(cast: Cast, two: tuple[Case, Case], to: dict[str, str], code: str) -> None:
    leaver = cast.account(cast.handler)
    with pytest.raises(Refusal) as refusal:
        hand_over(leaver, to, by=cast.admin, at=MONDAY)
    assert (refusal.value.code, refusal.value.field) == (code, "chengguan")
    assert len(work_of(leaver)) == 2
    assert cast.account(cast.handler).is_active


@pytest.mark.parametrize("who", ["handler", "colleague", "other_handler", "supervisor", "dispatcher", "chen", "anonymous"])
def test_only_the_administrator_or_their_head_hands_over(cast: Cast, who: str) -> None:
    with pytest.raises(Refusal, match=r"hand_over\."):
        hand_over(cast.account(cast.handler), {"chengguan": "qiu.shishi"}, by=getattr(cast, who), at=MONDAY)
    assert cast.account(cast.handler).is_active


def test_nobody_leaves_twice_and_no_resident_is_handed_over(cast: Cast) -> None:
    hand_over(cast.account(cast.handler), {}, by=cast.admin, at=MONDAY)
    for account in (cast.account(cast.handler), cast.account(cast.chen)):
        with pytest.raises(Refusal, match="not_in_service"):
            hand_over(account, {}, by=cast.admin, at=MONDAY)
