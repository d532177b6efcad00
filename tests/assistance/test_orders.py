"""Assistance orders: asked for, accepted, paused, resumed, closed or ended; who sees them when, and what is told to the person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gongban.delivery.assistance.listeners import tell_of_order
from gongban.delivery.assistance.models import Mandate, Order
from gongban.delivery.assistance.public import (
    CONTACT,
    ORDER,
    Sought,
    act,
    list_orders,
    my_orders,
    offered,
    order_of,
    own_assistance,
    rest_due,
    revoke,
    shows_person,
    stages_of,
    waiting,
)
from gongban.foundation.journal.models import Event
from gongban.foundation.messages.public import inbox
from gongban.foundation.people.public import erase_account, reveal
from gongban.foundation.territory.models import Mechanism
from gongban.foundation.territory.public import forget
from gongban.kernel.errors import Refusal
from tests.assistance.conftest import SPRING, moved
from tests.cast import MONDAY, Cast, actor, at

pytestmark = pytest.mark.django_db
Ask = Callable[..., Order]


def test_every_state_is_reachable_and_worded() -> None:
    assert ORDER.reachable() == {state.code for state in ORDER.states}
    assert all(state.words.zh and state.explained.en for state in ORDER.states)


WAYS = [
    ((), "asked"), (("accept",), "accepted"), (("accept", "pause"), "paused"), (("accept", "pause", "resume"), "accepted"),
    (("accept", "close"), "closed"), (("end",), "ended"), (("accept", "pause", "end"), "ended"),
]  # fmt: skip


@pytest.mark.parametrize(("steps", "state"), WAYS)
def test_an_order_goes_its_way(cast: Cast, order: Ask, steps: tuple[str, ...], state: str) -> None:
    made = moved(cast, order(), *steps)
    assert made.state == state and made.number == "BD2026-000001"
    assert [each.action for each in stages_of(made)] == ["ask", *steps]
    assert [event.payload["action"] for event in Event.objects.filter(kind="assistance_moved").order_by("id")] == list(steps)


@pytest.mark.parametrize(("steps", "then"), [((), "close"), ((), "pause"), (("accept",), "accept"), (("accept",), "resume"), (("accept", "pause"), "close")])
def test_what_the_table_does_not_have_is_refused(cast: Cast, order: Ask, steps: tuple[str, ...], then: str) -> None:
    made = moved(cast, order(), *steps)
    with pytest.raises(Refusal, match=r"assistance\.wrong_state"):
        moved(cast, made, then)


@pytest.mark.parametrize(("given", "why"), [
    ({"item": "fire-check"}, "assistance.excluded"),
    ({"item": "bundle:nothing"}, "assistance.item_unknown"),
    ({"place": "home"}, "assistance.address"),
    ({"phone": "12"}, "phone.malformed"),
    ({"kind": "act"}, "assistance.assistant"),
    ({"kind": "act", "assistant": "luo.lixing", "until": SPRING}, "mandate.assistant_unknown"),
])  # fmt: skip
def test_what_does_not_fit_is_not_asked_for(cast: Cast, order: Ask, given: dict[str, Any], why: str) -> None:
    with pytest.raises(Refusal) as refusal:
        order(**given)
    assert refusal.value.code == why and not Order.objects.exists()


def test_a_phone_is_enough_for_help_and_not_for_letting_somebody_act(cast: Cast, order: Ask) -> None:
    assert order(by=cast.outsider, phone="13000000006")
    with pytest.raises(Refusal, match=r"assurance\.real_name"):
        order(by=cast.outsider, kind="act", assistant="fu.bangban", until=SPRING)


def test_to_let_somebody_act_gives_the_mandate_in_the_same_step(cast: Cast, acting_order: Order) -> None:
    made = Mandate.objects.get()
    assert acting_order.mandate == made and (made.items, made.kind, made.assistant.login) == (["marriage"], "act", "fu.bangban")
    assert acting_order.unit_id == "zhengshuju"


def test_a_visit_has_an_address_and_a_time(cast: Cast, order: Ask) -> None:
    made = moved(cast, order(place="home", address="望川区长桥街道听雨路 3 号"), "accept")
    assert "听雨路" not in made.address
    act(made.pk, "schedule", {"appointment": at("2026-03-05 09:00")}, by=cast.helper, at=cast.later())
    with pytest.raises(Refusal, match=r"assistance\.past"):
        act(made.pk, "schedule", {"appointment": at("2026-03-01 09:00")}, by=cast.helper, at=cast.later())
    made.refresh_from_db()
    assert made.appointment == at("2026-03-05 09:00")


# ---- who sees it


def test_what_is_asked_for_is_seen_by_the_unit_what_is_accepted_by_its_holder(cast: Cast, order: Ask) -> None:
    made, street = order(), actor("xi.luzhi")
    seen = lambda who: {row.pk for row in list_orders(who, Sought(), at=cast.later()).rows}  # noqa: E731
    assert (seen(cast.helper), seen(cast.other_helper), seen(street), seen(cast.handler), seen(cast.clerk)) == ({made.pk}, {made.pk}, set(), set(), set())
    assert not shows_person(made, cast.helper) and waiting(cast.helper, MONDAY) == 1
    moved(cast, made, "accept")
    made.refresh_from_db()
    assert (seen(cast.helper), seen(cast.other_helper)) == ({made.pk}, set())
    assert shows_person(made, cast.helper) and reveal(made.contact, CONTACT) == "陈晓雨\n+8613000000001"
    moved(cast, made, "close")
    made.refresh_from_db()
    assert not shows_person(made, cast.helper), "done is done"


def test_the_person_sees_their_own_and_nobody_else_s(cast: Cast, order: Ask) -> None:
    made = order()
    assert [row.pk for row in my_orders(cast.chen)] == [made.pk] and my_orders(cast.emma) == []
    for who in (cast.emma, cast.anonymous, cast.handler, cast.agent):
        with pytest.raises(Refusal, match=r"assistance\.not_found"):
            order_of(made.pk, by=who, at=MONDAY)
    assert [row.action for row in offered(made, cast.chen)] == ["withdraw"]


def test_when_the_mandate_is_taken_back_the_assistant_sees_nothing_any_more(cast: Cast, acting_order: Order) -> None:
    moved(cast, acting_order, "accept")
    assert order_of(acting_order.pk, by=cast.helper, at=cast.later())
    revoke(acting_order.mandate_id, by=cast.chen, at=cast.later())
    acting_order.refresh_from_db()
    assert acting_order.state == "paused" and stages_of(acting_order)[-1].reason == "mandate_over"
    assert list_orders(cast.helper, Sought(), at=cast.later()).rows == []
    for step in ("resume", "close", "end"):
        with pytest.raises(Refusal, match=r"assistance\.not_found"):
            moved(cast, acting_order, step)
    assert order_of(acting_order.pk, by=cast.chen, at=cast.later()), "the person goes on seeing it"


def test_a_new_mandate_lets_the_order_go_on(cast: Cast, acting_order: Order, mandate: Callable[..., Mandate]) -> None:
    moved(cast, acting_order, "accept")
    revoke(acting_order.mandate_id, by=cast.chen, at=cast.later())
    mandate(when=cast.later())
    assert moved(cast, acting_order, "resume", "close").state == "closed"


def test_a_mandate_that_ran_out_pauses_the_order_by_the_clock(cast: Cast, acting_order: Order) -> None:
    moved(cast, acting_order, "accept")
    june = at("2026-06-01 00:13")
    assert list_orders(cast.helper, Sought(), at=june).rows == [], "seen by nobody, before the job has come"
    assert (rest_due(at("2026-05-31 23:00")), rest_due(june), rest_due(june)) == (0, 1, 0)


def test_nobody_accepts_to_act_without_a_mandate_to_them(cast: Cast, acting_order: Order) -> None:
    with pytest.raises(Refusal, match=r"assistance\.not_found"):
        moved(cast, acting_order, "accept", by=cast.other_helper)


def test_every_step_is_told_to_the_person_and_noted_under_the_mandate(cast: Cast, acting_order: Order) -> None:
    moved(cast, acting_order, "accept", "pause")
    for event in Event.objects.filter(kind__startswith="assistance_").order_by("id"):
        tell_of_order(event)
        tell_of_order(event)
    assert [note.subject for note in reversed(inbox(cast.chen.account))] == ["帮代办件 BD2026-000001：办理中", "帮代办件 BD2026-000001：已中止"]
    assert [note.subject for note in inbox(cast.helper.account)] == ["有人申请帮代办：BD2026-000001"]
    assert acting_order.mandate and acting_order.mandate.deeds.filter(what="order", subject="BD2026-000001").count() == 2


def test_the_person_calls_it_off_at_any_time(cast: Cast, order: Ask) -> None:
    made = moved(cast, order(), "accept", "pause")
    assert act(made.pk, "withdraw", by=cast.chen, at=cast.later()).state == "ended"


def test_ten_open_orders_are_enough(cast: Cast, order: Ask) -> None:
    for _ in range(10):
        order()
    with pytest.raises(Refusal, match=r"assistance\.too_many"):
        order()


def test_where_the_city_has_switched_it_off_nothing_begins(cast: Cast, order: Ask, mandate: Callable[..., Mandate]) -> None:
    Mechanism.objects.filter(code="C7").update(state="off")
    forget()
    for begin in (order, mandate):
        with pytest.raises(Refusal, match=r"assistance\.switched_off"):
            begin()
    forget()


def test_who_leaves_takes_everything_along_once_nothing_is_open(cast: Cast, acting_order: Order) -> None:
    chen = cast.account(cast.chen)
    with pytest.raises(Refusal, match=r"account\.open_orders"):
        erase_account(chen, by=cast.chen, at=cast.later())
    act(acting_order.pk, "withdraw", by=cast.chen, at=cast.later())
    erase_account(chen, by=cast.chen, at=cast.later())
    acting_order.refresh_from_db()
    assert (acting_order.contact, acting_order.wish, acting_order.account_id) == ("", "", None) and not Mandate.objects.exists()


def test_a_copy_of_one_s_data_holds_mandates_and_orders(cast: Cast, acting_order: Order) -> None:
    moved(cast, acting_order, "accept")
    found = own_assistance(cast.chen, cast.later())
    assert found["orders"][0]["wish"] == "不会填表" and found["mandates"][0]["acts"][0]["what"] == "order"


def test_contact_and_papers_are_erased_by_rule(cast: Cast, order: Ask, on_paper: Callable[..., Mandate]) -> None:
    from gongban.delivery.assistance.keeping import _erase_mandates, _erase_orders
    from gongban.foundation.files.models import Document

    made, paper = moved(cast, order(), "accept", "close"), on_paper()
    later = at("2029-01-01 00:00")
    assert (_erase_orders(later, 10).count, _erase_mandates(later, 10).count) == (1, 1)
    made.refresh_from_db()
    assert made.contact == "" and not Document.objects.filter(pk=paper.paper).exists()
    assert MONDAY + timedelta(days=1) < later
