"""An item with a diagram: units review side by side, an inspection where one of them wants it, then the decision; nothing happens twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from gongban.delivery.applications.jobs import pass_time
from gongban.delivery.applications.public import Part, act
from gongban.foundation.journal.public import Event
from gongban.kernel.errors import Conflict, Refusal
from tests.applications.conftest import NOW, Desk

PROMISE_NOT = {"by_commitment": False, "shop_area": 320, "kitchen_area": 90, "seats": 120}


@pytest.fixture
def part(shop: Desk) -> Part:
    """A fire check by inspection: the fire department and the building department review at once."""
    part = shop.parts(shop.apply("fire-check", PROMISE_NOT, subject="item"))["item"]
    shop.act(part, "accept")
    return part


def open_steps(part: Part) -> dict[str, str]:
    """Units by the open steps of the diagram."""
    return {row.key.partition("#")[0]: row.department_id for row in part.tasks.filter(done_at__isnull=True)}


def say(shop: Desk, part: Part, department: str, opinion: str) -> None:
    shop.act(part, "give_opinion", {"opinion": opinion, "text": "已审"}, by=shop.office(department))


def test_two_units_review_at_once(part: Part) -> None:
    assert open_steps(part) == {"review": "xiaofang", "second": "zhujian"}


@pytest.mark.parametrize("order", [("xiaofang", "zhujian"), ("zhujian", "xiaofang")])
def test_in_whatever_order_they_speak_the_decision_follows(shop: Desk, part: Part, order: tuple[str, str]) -> None:
    for department in order:
        with pytest.raises(Conflict, match=r"application\.opinions_missing"):
            shop.act(part, "decide", {"outcome": "granted"})
        say(shop, part, department, "agreed")
    assert open_steps(part) == {"decide": "xiaofang"}
    shop.act(part, "decide", {"outcome": "granted"})
    assert open_steps(part) == {} and part.matter.state == "concluded"


def test_where_one_unit_wants_it_they_go_there_together(shop: Desk, part: Part) -> None:
    say(shop, part, "xiaofang", "agreed")
    say(shop, part, "zhujian", "needed")
    assert open_steps(part) == {"inspect": "xiaofang"}
    shop.act(part, "inspect", {"departments": ["xiaofang", "zhujian"], "present": "柯、陶", "findings": "出口两处", "passed": True})
    say(shop, part, "xiaofang", "passed")
    assert open_steps(part) == {"decide": "xiaofang"}


def test_a_timer_of_the_diagram_reminds_once(shop: Desk, part: Part) -> None:
    say(shop, part, "xiaofang", "agreed")
    say(shop, part, "zhujian", "needed")
    part.refresh_from_db()
    assert part.process_due is not None and pass_time(NOW + timedelta(days=1)) == 0
    assert pass_time(NOW + timedelta(days=10)) == 1 and pass_time(NOW + timedelta(days=11)) == 0
    assert open_steps(part) == {"inspect": "xiaofang"}


def test_in_a_special_procedure_the_timers_of_the_diagram_stand_still_and_run_on_by_the_time_it_took(shop: Desk, part: Part) -> None:
    say(shop, part, "xiaofang", "agreed")
    say(shop, part, "zhujian", "needed")
    part.refresh_from_db()
    due = part.process_due
    shop.act(part, "begin_special", {"procedure": "experts", "text": "专家评审，约两周"})
    assert part.process_due is None and pass_time(NOW + timedelta(days=20)) == 0
    shop.act(part, "end_special", when=NOW + timedelta(days=14))
    assert due and part.process_due == due + timedelta(days=14)
    step = part.tasks.get(done_at=None)
    assert step.due_at is None or step.due_at == part.process_due
    assert pass_time(due + timedelta(days=13)) == 0 and pass_time(due + timedelta(days=15)) == 1


def test_a_unit_says_only_what_its_step_offers(shop: Desk, part: Part) -> None:
    with pytest.raises(Refusal, match=r"application\.opinion"):
        say(shop, part, "xiaofang", "needed")


def test_an_action_that_dies_in_the_middle_has_done_nothing_and_is_done_once_the_second_time(shop: Desk, part: Part) -> None:
    before = part.process
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        act(part.matter.number, "give_opinion", {"opinion": "agreed", "text": "已审"}, by=shop.office("xiaofang"), at=NOW)
        raise ZeroDivisionError
    part.refresh_from_db()
    assert part.process == before and open_steps(part) == {"review": "xiaofang", "second": "zhujian"}
    say(shop, part, "xiaofang", "agreed")
    assert Event.objects.filter(kind="opinion_given", matter=part.pk).count() == 1
    with pytest.raises(Conflict):
        say(shop, part, "xiaofang", "agreed")


def test_the_state_of_the_engine_holds_no_text_of_a_person(part: Part) -> None:
    part.refresh_from_db()
    assert ("渡口" not in part.process and "320" in part.process) or "shop_area" not in part.process
