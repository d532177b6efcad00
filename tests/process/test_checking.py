"""What a diagram may hold, and what is said of one that may not be published."""

from __future__ import annotations

import pytest

from gongban.kernel.process import SERVICES, check, parallel_sample, standard
from tests.process.drawing import (
    FACTS,
    codes,
    drawn,
    end,
    findings,
    flow,
    gate,
    message_event,
    path,
    service,
    start,
    task,
    timer,
)

PLAIN = start() + task("a") + end() + path("s", "a", "e")


def test_the_diagrams_that_come_with_the_house_may_be_published() -> None:
    for xml in (standard(), parallel_sample()):
        assert check(xml, facts=FACTS, services=SERVICES, units=()) == []


def test_every_finding_names_its_element_and_says_in_both_languages_how_to_mend_it() -> None:
    found = findings(drawn(start() + task("a", who="nowhere") + service("b", "paint_walls") + end() + path("s", "a", "b", "e")))
    assert [(each.code, each.element) for each in found] == [("process.who", "a"), ("process.service", "b")]
    assert "nowhere" in found[0].words.zh and "请选城市里的单位" in found[0].words.zh and "choose a unit" in found[0].words.en


CHOICE = start() + task("a", "agreed refused") + gate("g", default="g_e") + task("b") + end() + path("s", "a", "g") + flow("g", "e") + flow("b", "e")
WAYS = {
    "nothing is wrong": (PLAIN, set()),
    "no start": (task("a") + end() + path("a", "e"), {"start"}),
    "two starts": (PLAIN + start("s2") + flow("s2", "a"), {"start"}),
    "no end": (start() + task("a") + path("s", "a"), {"end", "dead_end"}),
    "nobody does anything": (start() + end() + path("s", "e"), {"no_work"}),
    "a step without a way on": (PLAIN + task("b") + gate("g", default="g_b") + flow("g", "b"), {"dead_end"}),
    "a step that is never reached": (PLAIN + task("b") + flow("b", "e"), {"unreachable"}),
    "a way to nowhere": (PLAIN + flow("a", "moon"), {"no_node", "split"}),
    "two ways without a gateway": (PLAIN + task("b") + flow("a", "b") + flow("b", "e"), {"split"}),
    "two ways to the same place": (CHOICE + flow("g", "b", "seats > 5") + flow("g", "b", "seats > 9", "again"), {"double"}),
    "a way into the start": (PLAIN + gate("g", default="g_s") + flow("g", "s"), {"into"}),
    "a way out of the end": (PLAIN + flow("e", "a"), {"out_of"}),
    "an id twice": (PLAIN + task("a"), {"id_twice"}),
    "an id that is none": (start() + task("a b") + end() + path("s", "a b", "e"), {"id"}),
    "a gateway whose way has no condition": (CHOICE + flow("g", "b"), {"condition_missing"}),
    "a gateway without a default": (CHOICE.replace('default="g_e"', "") + flow("g", "b", "a = 'agreed'"), {"default_missing", "condition_missing"}),
    "a default with a condition": (CHOICE.replace(flow("g", "e"), flow("g", "e", "seats > 3")) + flow("g", "b", "seats > 20"), {"default_condition"}),
    "a condition behind a task": (start() + task("a") + end() + flow("s", "a") + flow("a", "e", "seats > 3"), {"condition_here"}),
    "a fact that nobody declared": (CHOICE + flow("g", "b", "dogs > 3"), {"condition"}),
    "a text that may be a name": (CHOICE + flow("g", "b", "shop_name = '老王饭店'"), {"condition_text"}),
    "an outcome that the step does not have": (CHOICE + flow("g", "b", "a = 'granted'"), {"condition"}),
    "a result of a step that comes later": (CHOICE.replace(task("b"), task("b", "done")) + flow("g", "b", "b = 'done'"), {"result_later"}),
    "an outcome outside the list": (start() + task("a", "agreed perhaps") + end() + path("s", "a", "e"), {"outcome"}),
    "a result called like a fact": (start() + task("seats", "agreed") + end() + path("s", "seats", "e"), {"result"}),
    "a result that is a word of the language": (start() + task("between", "agreed") + end() + path("s", "between", "e"), {"result"}),
    "a service that nobody offers": (start() + task("a") + service("b", "rm -rf") + end() + path("s", "a", "b", "e"), {"service"}),
    "a unit that the city does not have": (start() + task("a", who="moon") + end() + path("s", "a", "e"), {"who"}),
    "a timer in weeks": (start() + task("a") + timer("t", "2 weeks") + end() + path("s", "a", "t", "e"), {"timer"}),
    "a timer of no time": (start() + task("a") + timer("t", "0 hour") + end() + path("s", "a", "t", "e"), {"timer"}),
    "a timer on a service": (PLAIN + service("b") + timer("t", "5 hour", on="b"), {"boundary", "dead_end"}),
    "a message that is not declared": (start() + task("a") + message_event("w") + end() + path("s", "a", "w", "e"), {"message"}),
}  # fmt: skip


@pytest.mark.parametrize("name", WAYS)
def test_a_diagram(name: str) -> None:
    body, expected = WAYS[name]
    assert codes(drawn(body)) == expected


TWO = start() + gate("p", "parallel") + task("a") + task("b") + end() + flow("s", "p") + flow("p", "a") + flow("p", "b")
SOUND = {
    "parallel ways that a parallel gateway joins": (TWO + gate("j", "parallel") + path("a", "j", "e") + flow("b", "j"), set()),
    "parallel ways that an exclusive gateway joins: what follows would be done twice": (TWO + gate("j") + task("c") + path("a", "j", "c", "e") + flow("b", "j"), {"twice"}),
    "parallel ways that meet at a step": (TWO + task("c") + path("a", "c", "e") + flow("b", "c"), {"twice"}),
    "parallel ways that each come to an end": (TWO + end("e2") + flow("a", "e") + flow("b", "e2"), set()),
    "a choice that a parallel gateway joins: it would wait for the way not taken": (
        start() + task("z") + gate("x", default="x_a") + task("a") + task("b") + gate("j", "parallel") + end() + path("s", "z", "x", "a", "j", "e") + flow("x", "b", "seats > 3") + flow("b", "j"), {"waits_for_ever"}),
    "an inclusive choice that an inclusive gateway joins": (
        start() + gate("x", "inclusive", "x_a") + task("a") + task("b") + gate("j", "inclusive") + end() + path("s", "x", "a", "j", "e") + flow("x", "b", "seats > 3") + flow("b", "j"), set()),
    "an inclusive choice that a parallel gateway joins": (
        start() + gate("x", "inclusive", "x_a") + task("a") + task("b") + gate("j", "parallel") + end() + path("s", "x", "a", "j", "e") + flow("x", "b", "seats > 3") + flow("b", "j"), {"waits_for_ever"}),
    "a round of mending with a way out": (
        start() + task("a", "passed mend") + gate("x", default="x_e") + task("b") + end() + path("s", "a", "x", "e") + flow("x", "b", "a = 'mend'") + flow("b", "a"), set()),
    "a round without a way out": (start() + task("a") + task("b") + end() + gate("x", default="x_a") + path("s", "x", "a", "b", "x") + task("c") + flow("c", "e"), {"unreachable", "round_open"}),
    "a choice that leads into a round without a way out": (
        start() + task("z") + gate("x", default="x_e") + task("a") + task("b") + end() + path("s", "z", "x", "e") + flow("x", "a", "seats > 3") + path("a", "b", "a"), {"round_open"}),
    "a choice that leads into a round whose choices all stay in it": (
        start() + task("z") + gate("x", default="x_e") + task("a") + gate("y", default="y_a") + task("b") + end() + path("s", "z", "x", "e") + flow("x", "a", "seats > 3") + path("a", "y", "b", "a") + flow("y", "a"), {"condition_missing"}),
    "the same with its condition": (
        start() + task("z") + gate("x", default="x_e") + task("a") + gate("y", default="y_a") + task("b") + end() + path("s", "z", "x", "e") + flow("x", "a", "seats > 3") + flow("a", "y") + flow("y", "b", "seats > 5") + flow("b", "a") + flow("y", "a"), {"never_ends"}),
    "a round in which nobody does anything": (
        start() + task("z") + gate("x", default="x_y") + gate("y", default="y_e") + end() + path("s", "z", "x", "y", "e") + flow("y", "x", "seats > 3"), {"idle_round"}),
    "a timer that ends a step, and both ways meet": (
        start() + task("a") + timer("t", "5 working_day", on="a") + task("b") + end() + path("s", "a", "e") + path("t", "b", "e"), set()),
    "a timer that warns beside a step, and both ways meet at a step": (
        start() + task("a") + timer("t", "5 working_day", on="a", interrupting=False) + task("b") + end() + path("s", "a", "b", "e") + flow("t", "b"), {"twice"}),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_on_every_way_through(name: str) -> None:
    body, expected = SOUND[name]
    assert codes(drawn(body)) == expected


def test_a_lane_says_who_does_its_steps() -> None:
    lanes = '<laneSet><lane id="l1" name="huanwei"><flowNodeRef>a</flowNodeRef></lane><lane id="l2" name="消防" gongban:who="xiaofang"><flowNodeRef>b</flowNodeRef></lane></laneSet>'
    body = lanes + start() + '<userTask id="a"/><userTask id="b"/>' + end() + path("s", "a", "b", "e")
    from gongban.kernel.process import diagram

    assert findings(drawn(body)) == []
    assert [each.who for each in diagram(drawn(body), facts=FACTS).steps] == ["huanwei", "xiaofang"]


def test_a_diagram_that_is_too_large_is_refused_before_it_is_read() -> None:
    assert codes("<" * 500_000) == {"too_big"}
    many = [f"a{number}" for number in range(200)]
    assert codes(drawn(start() + "".join(task(name) for name in many) + end() + path("s", *many, "e"))) == {"too_big"}


@pytest.mark.parametrize("text", ["", "   ", "hello", "<a/>", "<definitions/>", "<definitions", "\x00", '{"a":1}', "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>"])
def test_what_is_no_diagram_is_said_to_be_none(text: str) -> None:
    assert codes(text) <= {"xml", "not_bpmn", "processes"} and codes(text)
