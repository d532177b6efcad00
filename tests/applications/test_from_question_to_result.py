"""A restaurant is opened: questions, one form, one hand-in, offices decide side by side, everything is handed over together."""

from __future__ import annotations

from gongban.delivery.applications.public import Application, apply_again, filling
from gongban.delivery.licences.public import Licence
from gongban.foundation.journal.public import Event
from tests.applications.conftest import LARGE, Desk


def test_what_is_held_is_not_asked_and_the_business_licence_takes_the_place_of_its_copy(shop: Desk) -> None:
    draft = shop.begin("restaurant")
    found = shop.fill(draft, LARGE)
    asked = {name for name in found.answers}
    assert "entity" not in asked and "employees" not in asked
    offered = [each for each in found.materials if each.offered]
    assert [each.offered.type_id for each in offered if each.offered] == ["business-licence"]


def test_each_office_gets_its_part_and_waits_for_those_before_it(shop: Desk) -> None:
    made = shop.apply("restaurant", LARGE)
    parts = shop.parts(made)
    assert made.number and made.number.startswith("JCBJ20270104-")
    states = {code: part.matter.state for code, part in parts.items()}
    assert states["licence-check"] == "received" and states["food"] == "waiting"
    shop.grant(parts["licence-check"])
    assert shop.parts(made)["food"].matter.state == "received"


def test_all_parts_granted_are_handed_over_together_with_the_last(shop: Desk) -> None:
    made = shop.apply("restaurant", LARGE)
    for _round in range(9):
        todo = [part for part in shop.parts(made).values() if part.matter.state == "received"]
        for part in todo:
            shop.grant(part)
        if not todo:
            break
    parts = shop.parts(made)
    assert {code: part.matter.state for code, part in parts.items()} == dict.fromkeys(parts, "concluded")
    assert Event.objects.filter(kind="concluded").count() == len(parts)
    assert all(part.handed_over_at == shop.now for part in parts.values())


def test_a_draft_shows_what_is_missing_in_one_sentence_each(shop: Desk) -> None:
    draft = shop.begin("restaurant")
    assert [each.code for each in filling(draft, at=shop.now).faults()] == ["application.questions_open"]


def test_a_trade_gets_its_comprehensive_licence_once_the_part_that_was_refused_is_granted_too(shop: Desk) -> None:
    made = shop.apply("restaurant-trade", LARGE)
    received = [part for part in shop.parts(made).values() if part.matter.state == "received"]
    shop.review(received[0])
    shop.act(received[0], "decide", {"outcome": "refused", "reason": "平面图与实际不符"})
    for part in received[1:]:
        shop.grant(part)
    assert comprehensive(made) == 0
    apply_again(received[0].matter.number, {}, by=shop.cook, at=shop.now)
    for _round in range(9):
        for part in [each for each in shop.parts(made).values() if each.matter.state == "received"]:
            assert comprehensive(made) == 0
            shop.grant(part)
    assert comprehensive(made) == 1


def comprehensive(made: Application) -> int:
    return Licence.objects.filter(issue_key=f"{made.number}:comprehensive").count()
