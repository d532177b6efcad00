"""A mandate: given by whoever is known by their real name, for named items and a time, taken back in one step, and nothing after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as any_of
from hypothesis import settings as limits
from hypothesis import strategies as st

from gongban.delivery.assistance.listeners import tell_of_act, tell_of_mandate
from gongban.delivery.assistance.models import Mandate, Order
from gongban.delivery.assistance.public import (
    Principal,
    acting_for,
    covered,
    covers,
    done_for,
    lay_down,
    mandate_of,
    my_mandates,
    note_act,
    revoke,
)
from gongban.foundation.journal.models import Event
from gongban.foundation.messages.public import inbox
from gongban.foundation.people.models import Membership
from gongban.foundation.people.public import actor_of, end_role
from gongban.kernel.errors import Refusal
from tests.assistance.conftest import FIRM
from tests.cast import MONDAY, Cast, actor, at

pytestmark = pytest.mark.django_db
Give = Callable[..., Mandate]
LATER = MONDAY + timedelta(minutes=5)


def chen_s(cast: Cast) -> Principal:
    return Principal(account=cast.chen.account)


def test_a_mandate_covers_its_items_for_its_time_and_nothing_else(cast: Cast, mandate: Give) -> None:
    made = mandate()
    table = [  # by, item, when, acts, what is found
        (cast.helper, "marriage", LATER, True, "委托包括这个事项，在期限内。"),
        (cast.helper, "marriage", at("2026-05-31 23:59"), True, "委托包括这个事项，在期限内。"),
        (cast.helper, "marriage", at("2026-06-01 00:00"), True, "委托已到期。"),
        (cast.helper, "id-card", LATER, False, "委托不包括这个事项。"),
        (cast.helper, "passport", LATER, False, "这个事项不能由别人代办。"),
        (cast.other_helper, "marriage", LATER, False, "没有这个人给您的委托。"),
        (cast.emma, "marriage", LATER, False, "没有这个人给您的委托。"),
        (cast.anonymous, "marriage", LATER, False, "没有这个人给您的委托。"),
    ]
    found = [(who, item, when, acts, covers(who, chen_s(cast), item, when, acts=acts).reason.zh) for who, item, when, acts, _ in table]
    assert found == table
    assert covers(cast.helper, chen_s(cast), "marriage", LATER, acts=True).mandate == made
    assert covers(cast.helper, Principal(account=cast.zhou.account), "marriage", LATER).mandate is None


def test_help_shows_and_does_not_submit(cast: Cast, mandate: Give) -> None:
    mandate(kind="help")
    assert covers(cast.helper, chen_s(cast), "marriage", LATER).mandate
    assert covers(cast.helper, chen_s(cast), "marriage", LATER, acts=True).reason.zh == "这是帮办的委托，提交要由本人来做。"


def test_a_bundle_covers_its_parts_but_what_is_excluded(cast: Cast, mandate: Give) -> None:
    mandate(by=actor("hedusheng", "web", "92990102MA0000203U"), items=["bundle:restaurant"])
    (acting,) = acting_for(cast.helper, LATER)
    assert {"food-permit", "signboard"} <= acting.items and "fire-check" not in acting.items
    assert acting.principal == Principal(enterprise="92990102MA0000203U") and acting.acts


@pytest.mark.parametrize(("given", "why"), [
    ({"items": []}, "input.too_short"),
    ({"items": ["passport"]}, "mandate.excluded"),
    ({"items": ["bundle:nothing"]}, "mandate.item_unknown"),
    ({"until": date(2026, 3, 1)}, "mandate.until"),
    ({"until": date(2027, 3, 3)}, "mandate.until"),
    ({"assistant": "luo.lixing"}, "mandate.assistant_unknown"),
    ({"assistant": ""}, "mandate.assistant_missing"),
    ({"assistant": "", "name": "林若溪", "phone": "13000000004"}, "mandate.assistant_unknown"),
    ({"assistant": "", "name": "吴浩然", "phone": "13000000006"}, "mandate.assistant_unknown"),
    ({"assistant": "", "name": "陈晓雨", "phone": "13000000001"}, "mandate.oneself"),
])  # fmt: skip
def test_a_mandate_that_does_not_fit_is_not_given(cast: Cast, mandate: Give, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal) as refusal:
        mandate(**given)
    assert refusal.value.code == why and not Mandate.objects.exists()


def test_only_somebody_known_by_their_real_name_gives_one(cast: Cast, mandate: Give) -> None:
    for who, why in ((cast.outsider, "assurance.real_name"), (cast.clerk, "assurance.real_name"), (actor("qiannuo", "web", FIRM), "assurance.legal_person"),
                     (actor("sunkexin", "web", "91990100MA00001029"), "mandate.not_representative")):  # fmt: skip
        with pytest.raises(Refusal) as refusal:
            mandate(by=who)
        assert refusal.value.code == why


def test_another_resident_may_be_trusted_too(cast: Cast, mandate: Give) -> None:
    mandate(assistant="", name="林若溪", phone="13000000003")
    assert covers(actor("linruoxi"), chen_s(cast), "marriage", LATER, acts=True).mandate


def test_the_same_mandate_is_not_given_twice(cast: Cast, mandate: Give) -> None:
    mandate()
    with pytest.raises(Refusal, match=r"mandate\.stands"):
        mandate()
    assert mandate(items=["marriage", "id-card"])


def test_a_mandate_is_taken_back_at_once_without_a_reason(cast: Cast, mandate: Give) -> None:
    made = mandate()
    revoke(made.pk, by=cast.chen, at=LATER)
    assert covers(cast.helper, chen_s(cast), "marriage", LATER).reason.zh == "委托已被收回。"
    assert acting_for(cast.helper, LATER) == []
    with pytest.raises(Refusal, match=r"mandate\.over"):
        note_act(made.pk, "submitted", "X1", by=cast.helper, at=LATER)
    with pytest.raises(Refusal, match=r"mandate\.not_found"):
        mandate_of(made.pk, by=cast.helper, at=LATER)
    with pytest.raises(Refusal, match=r"mandate\.not_found"):
        revoke(made.pk, by=cast.chen, at=LATER)
    assert mandate_of(made.pk, by=cast.chen, at=LATER).state == "revoked", "the person goes on seeing what was"


def test_an_assistant_lays_it_down_and_others_end_nothing(cast: Cast, mandate: Give) -> None:
    made = mandate()
    for act, who in ((revoke, cast.emma), (revoke, cast.helper), (lay_down, cast.other_helper), (lay_down, cast.chen)):
        with pytest.raises(Refusal, match=r"mandate\.not_found"):
            act(made.pk, by=who, at=LATER)
    assert lay_down(made.pk, by=cast.helper, at=LATER).state == "laid_down"


def test_an_assistant_who_is_none_any_more_sees_nothing(cast: Cast, mandate: Give) -> None:
    mandate()
    end_role(Membership.objects.get(account=cast.helper.account, role="assistant").pk, by=cast.admin, at=LATER)
    former = actor_of(cast.account(cast.helper), at=LATER)
    assert acting_for(former, LATER) == [] and covers(former, chen_s(cast), "marriage", LATER).mandate is None


def test_the_condition_for_lists_lets_through_what_mandates_cover(cast: Cast, mandate: Give, order: Callable[..., Order]) -> None:
    made = mandate(items=["marriage"])
    hers, other_item, another = order(), order(item="id-card"), order(by=cast.emma, phone="13000000009")
    condition = covered(cast.helper, LATER, account="account_id", enterprise="enterprise_id", item="item")
    assert set(Order.objects.filter(condition)) == {hers}
    revoke(made.pk, by=cast.chen, at=LATER)
    assert not Order.objects.filter(covered(cast.helper, LATER, account="account_id", enterprise="enterprise_id", item="item")).exists()
    assert {other_item, another} <= set(Order.objects.all())


def test_every_act_is_shown_to_the_person_and_told(cast: Cast, mandate: Give) -> None:
    made = mandate()
    note_act(made.pk, "submitted", "JCB2026-000001", by=cast.helper, at=LATER)
    (deed,) = done_for(cast.chen, LATER).rows
    assert (deed.what, deed.subject, deed.mandate.assistant.login) == ("submitted", "JCB2026-000001", "fu.bangban")
    assert not done_for(cast.emma, LATER).rows
    tell_of_act(Event.objects.get(kind="assistant_acted"))
    assert inbox(cast.chen.account)[0].text.startswith("替您提交了申请")
    assert Event.objects.get(kind="assistant_acted").payload == {"mandate": str(made.pk), "what": "submitted", "subject": "JCB2026-000001"}


# ---- on paper


def test_a_mandate_on_paper_is_entered_with_its_photo_and_the_person_is_told(cast: Cast, on_paper: Give) -> None:
    made = on_paper()
    assert (made.origin, str(made.account_id), str(made.entered_by_id)) == ("paper", cast.chen.account, cast.clerk.account) and made.paper
    tell_of_mandate(Event.objects.get(kind="mandate_given"))
    assert [note.subject for note in inbox(cast.chen.account)] == ["窗口为您录入了一份委托"]
    assert [note.subject for note in inbox(cast.helper.account)] == ["您受托帮人办事"]
    assert [row.pk for row in my_mandates(cast.chen, LATER)] == [made.pk]
    revoke(made.pk, by=cast.chen, at=LATER)


@pytest.mark.parametrize(("given", "why"), [
    ({"principal_number": "990101200105170012"}, "mandate.principal_unknown"),
    ({"principal_number": "123"}, "id_number.malformed"),
    ({"paper": "00000000-0000-4000-8000-000000000000"}, "document.not_found"),
])  # fmt: skip
def test_a_paper_that_does_not_fit_is_not_entered(cast: Cast, on_paper: Give, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal) as refusal:
        on_paper(**given)
    assert refusal.value.code == why and not Mandate.objects.exists()


def test_nobody_enters_a_paper_for_themselves_and_only_clerks_do(cast: Cast, on_paper: Give) -> None:
    with pytest.raises(Refusal, match=r"mandate\.own_entry"):
        on_paper(by=actor("xi.luzhi"), assistant="xi.luzhi")
    with pytest.raises(Refusal, match=r"mandate\.not_clerk"):
        on_paper(by=cast.helper)


# ---- whatever happens


ITEMS = ["marriage", "id-card", "housing-fund-withdraw"]


@limits(max_examples=40, deadline=None)
@any_of(steps=st.lists(st.tuples(st.sampled_from(["give", "revoke", "lay_down", "wait"]), st.sampled_from(ITEMS), st.integers(1, 40)), max_size=8))
def test_what_ended_is_never_covered_again(steps: list[tuple[str, str, int]]) -> None:
    from django.db import transaction

    from gongban.delivery.assistance.public import give

    cast = Cast()
    with transaction.atomic():
        now, standing = MONDAY, {}  # item: the end of its latest mandate
        for step, item, days in steps:
            now += timedelta(minutes=1)
            _take(step, item, days, now, standing, give, cast)
            now += timedelta(days=days) if step == "wait" else timedelta()
            for each in ITEMS:
                found = covers(cast.helper, Principal(account=cast.chen.account), each, now).mandate
                assert bool(found) == (each in standing and now < standing[each]), (steps, each)
        transaction.set_rollback(True)


def _take(step: str, item: str, days: int, now: Any, standing: dict[str, Any], give: Any, cast: Cast) -> None:
    mine = Mandate.objects.filter(state="in_force", until__gt=now, items=[item]).first()
    if step == "give" and mine is None:
        made = give({"kind": "act", "assistant": "fu.bangban", "items": [item], "until": (now + timedelta(days=days)).date()}, by=cast.chen, at=now)
        standing[item] = made.until
    elif step in ("revoke", "lay_down") and mine is not None:
        (revoke if step == "revoke" else lay_down)(mine.pk, by=cast.chen if step == "revoke" else cast.helper, at=now)
        standing.pop(item, None)
