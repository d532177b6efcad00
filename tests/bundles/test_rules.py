"""How parts are joined: who needs which, who waits for whom, what is the same material, what is asked once."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongban.design.bundles.contents import Component
from gongban.design.bundles.public import Contents, Joined, Sort, faults_in_bundle, name_key, plan_of, reckon
from gongban.design.bundles.rules.choosing import condition_of, settle_ways
from gongban.design.bundles.rules.joining import Joining
from gongban.design.bundles.rules.reasons import because
from gongban.design.bundles.rules.unifying import merged
from gongban.design.bundles.rules.waiting import Timed, circle, rounds_of, schedule
from gongban.design.catalogue.public import Elements, Guide, Limit, Owner
from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.conditions import Fact, Facts, Kind, Option, Truth
from gongban.kernel.identifiers import uuid7
from gongban.kernel.words import Words
from tests.bundles.conftest import contents
from tests.cast import at

W = Words
FACTS = Facts([
    Fact("area", Kind.INTEGER, W("面积", "area"), least=0, most=10_000), Fact("fire", Kind.BOOLEAN, W("用明火", "open fire")),
    Fact("sign", Kind.BOOLEAN, W("装招牌", "a sign")), Fact("promise", Kind.BOOLEAN, W("愿意承诺", "by commitment")),
    Fact("bad", Kind.BOOLEAN, W("失信", "dishonest")), Fact("sort", Kind.CHOICE, W("种类", "kind"), options=(Option("a", W("甲", "A")), Option("b", W("乙", "B")))),
])  # fmt: skip
START = at("2027-01-04 10:00")  # a Monday


CALENDAR = WorkingCalendar("Asia/Shanghai", ((time(9), time(17)),))


def part(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "item": code, **more}


def item(slug: str, days: int | None = 5, **elements: Any) -> Guide:
    """The guide of an item that says little."""
    said = Elements.model_validate({"name": slug, "type": "01", "promised_limit": None if days is None else {"amount": days}, **elements})
    return Guide(uuid7(), uuid7(), slug, slug, "", "", Owner("shichang", W("市监局", "Markets")), 1, 1, None, None, False, "", said)


def joined(said: Contents, known: dict[str, Any], **items: Guide) -> Joined:
    guides = {each.code: items.get(each.code) or item(each.item) for each in said.parts}
    return Joining(said, guides, FACTS).ask(known, list(FACTS), start=START, calendar=CALENDAR)


def truths(found: Joined) -> dict[str, str]:
    return {each.code: each.truth.value for each in found.parts}


# ---- 哪些部分 · which parts apply

APPLIES = {  # what is known: which parts apply
    "nothing is known": ({}, {"check": "yes", "big": "unknown", "sign": "unknown"}),
    "a small shop": ({"area": 50}, {"check": "yes", "big": "no", "sign": "unknown"}),
    "a large one that wants a sign": ({"area": 500, "wants_sign": True}, {"check": "yes", "big": "yes", "sign": "yes"}),
    "one that wants none": ({"area": 500, "wants_sign": False}, {"check": "yes", "big": "yes", "sign": "no"}),
}
SHOP = contents(parts=[part("check"), part("big", condition="area > 300"), part("sign", optional=True)])


@pytest.mark.parametrize("case", APPLIES)
def test_a_part_applies_by_its_condition_or_by_choice(case: str) -> None:
    known, wanted = APPLIES[case]
    assert truths(joined(SHOP, known)) == wanted


def test_optional_parts_are_chosen_all_at_once_before_anything_is_asked() -> None:
    found = joined(SHOP, {})
    assert (found.wishes, found.question) == (("wants_sign",), None)
    assert joined(SHOP, {"wants_sign": False}).question == "area"


def test_a_part_that_cannot_apply_is_not_offered_to_be_chosen() -> None:
    said = contents(parts=[part("check"), part("sign", optional=True, condition="sign")])
    assert joined(said, {"sign": False}).wishes == ()


FIRE = contents(
    choices=[{"code": "way", "question": "走哪条路？", "fact": "promise"}],
    parts=[part("by-promise", condition="area > 300 AND NOT bad", one_of="way", answer="yes"), part("by-check", condition="area > 300", one_of="way", answer="no")],
)  # fmt: skip
WAYS = {  # what is known: the way taken, what is asked next
    "too small for either": ({"area": 50}, "", None),
    "both open, nothing chosen": ({"area": 500, "bad": False}, "", "promise"),
    "by commitment": ({"area": 500, "bad": False, "promise": True}, "by-promise", None),
    "by inspection": ({"area": 500, "bad": False, "promise": False}, "by-check", None),
    "only inspection is open": ({"area": 500, "bad": True}, "by-check", None),
    "only inspection is open, whatever was chosen before": ({"area": 500, "bad": True, "promise": True}, "by-check", None),
}


@pytest.mark.parametrize("case", WAYS)
def test_of_alternatives_one_is_taken_and_the_only_open_one_is_not_asked_about(case: str) -> None:
    known, taken, question = WAYS[case]
    found = joined(FIRE, known)
    assert (found.choices[0].taken if found.choices else "", found.question) == (taken, question)


def test_a_closed_way_says_why() -> None:
    closed = joined(FIRE, {"area": 500, "bad": True}).choices[0].ways[0]
    assert closed.truth is Truth.NO and closed.line and because(closed.line).zh == "失信：是"


@given(area=st.integers(0, 1000), bad=st.booleans(), promise=st.booleans())
def test_never_both_ways_and_one_of_them_wherever_one_is_open(area: int, bad: bool, promise: bool) -> None:
    known = settle_ways(FIRE, FACTS, {"area": area, "bad": bad, "promise": promise})
    taken = [each.code for each in FIRE.parts if FACTS.condition(condition_of(each, FIRE)).decide(known)]
    assert len(taken) == (1 if area > 300 else 0)


# ---- 等待 · who waits for whom


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_a_circle_of_waiting_is_found_wherever_there_is_one(edges: list[tuple[int, int]]) -> None:
    waits = {str(code): tuple(f"p{to}" for start, to in edges if start == code) for code in range(7)}
    parts = [Component(code=f"p{code}", item="x", waits_for=waits[str(code)]) for code in range(7)]
    found, timed = circle(parts), [Timed(each.code, each.waits_for, None) for each in parts]
    if found:
        by_code = {each.code: each for each in parts}
        assert found[0] == found[-1] and all(after in by_code[code].waits_for for code, after in pairwise(found))
    else:
        order = [code for each in rounds_of(timed) for code in each]
        assert sorted(order) == [each.code for each in parts]
        assert all(order.index(before) < order.index(each.code) for each in parts for before in each.waits_for)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8), st.data())
@settings(max_examples=50)
def test_the_bundle_is_done_when_its_slowest_path_is(days: list[int], data: st.DataObject) -> None:
    waits = [tuple(f"p{each}" for each in data.draw(st.sets(st.integers(0, place - 1), max_size=3))) if place else () for place in range(len(days))]
    timed = [Timed(f"p{place}", waits[place], Limit(amount=amount)) for place, amount in enumerate(days)]
    longest: dict[str, int] = {}
    for place, each in enumerate(timed):
        longest[each.code] = days[place] + max((longest[other] for other in each.waits_for), default=0)
    found = schedule(timed, START, CALENDAR)
    assert found.span.working_days == max(longest.values())
    assert all(found.ends[other] <= found.begins[each.code] for each in timed for other in each.waits_for)


def test_days_are_counted_by_the_city_s_calendar_and_the_day_of_the_start_does_not_count() -> None:
    found = schedule([Timed("first", (), Limit(amount=1)), Timed("second", ("first",), Limit(amount=4))], START, CALENDAR)
    assert [found.ends[code].astimezone(CALENDAR.tzinfo).date() for code in ("first", "second")] == [date(2027, 1, 5), date(2027, 1, 11)]


def test_a_part_waits_only_for_parts_that_apply() -> None:
    said = contents(parts=[part("big", condition="area > 300"), part("check", waits_for=["big"])])
    assert joined(said, {"area": 50}).schedule.rounds == (("check",),)
    assert joined(said, {"area": 500}).schedule.rounds == (("big",), ("check",))


# ---- 材料 · the same material

LICENCE = {"code": "licence", "name": "营业执照", "source": "licence", "licence": "business-licence"}
SAME = {  # names, sources: how many materials are left
    "the same name": ([{"code": "a", "name": "租赁合同"}, {"code": "b", "name": "《租赁合同》复印件"}], 1),
    "another name": ([{"code": "a", "name": "租赁合同"}, {"code": "b", "name": "平面图"}], 2),
    "the same licence under the same code": ([LICENCE, {**LICENCE, "name": "经营主体营业执照"}], 1),
    "the same kind of licence of somebody else": ([{**LICENCE, "code": "own"}, {**LICENCE, "code": "other", "name": "总公司营业执照"}], 2),
    "application forms": ([{"code": "a", "name": "甲表", "source": "form"}, {"code": "b", "name": "乙表", "source": "form"}], 1),
    "names that differ in what stands in brackets": ([{"code": "a", "name": "身份证明（法定代表人）"}, {"code": "b", "name": "身份证明（经办人）"}], 2),
}


@pytest.mark.parametrize("case", SAME)
def test_materials_that_are_the_same_are_named_once(case: str) -> None:
    materials, count = SAME[case]
    said = contents(parts=[part("one"), part("two")])
    items = {code: item(code, materials=[material]).elements for code, material in zip(("one", "two"), materials, strict=True)}
    found = merged(said, items)
    assert len(found) == count and {code for each in found for code in each.parts} == {"one", "two"}


def test_the_bundle_may_say_that_two_materials_are_one() -> None:
    said = contents(parts=[part("one"), part("two")], materials=[{"code": "plan", "name": "一张图", "same": ["one.layout", "two.floor"]}])
    items = {"one": item("one", materials=[{"code": "layout", "name": "布局图"}]).elements, "two": item("two", materials=[{"code": "floor", "name": "平面图"}]).elements}
    assert [(each.shown.name.zh, each.parts) for each in merged(said, items)] == [("一张图", ("one", "two"))]


def test_what_can_be_fetched_for_one_part_is_fetched_for_all_and_copies_are_the_most_that_one_asks() -> None:
    said = contents(parts=[part("one"), part("two")])
    items = {"one": item("one", materials=[{"code": "a", "name": "营业执照", "copies": 2}]).elements, "two": item("two", materials=[LICENCE]).elements}
    (found,) = merged(said, items)
    assert found.shown.is_fetched and found.shown.copies == 2


def test_a_material_says_which_parts_use_it_now_and_which_answer_added_it() -> None:
    said = contents(parts=[part("one"), part("two", condition="area > 300")])
    items = {"one": item("one", materials=[{"code": "a", "name": "租赁合同"}, {"code": "b", "name": "油烟说明", "condition": "fire"}]), "two": item("two", materials=[{"code": "a", "name": "租赁合同"}])}
    small, large = joined(said, {"area": 50, "fire": True}, **items), joined(said, {"area": 500, "fire": False}, **items)
    assert [(each.merged.shown.name.zh, each.parts, each.added) for each in small.materials] == [("租赁合同", ("one",), False), ("油烟说明", ("one",), True)]
    assert because(small.materials[1].why[0]).zh == "用明火"
    assert [(each.truth, each.parts) for each in large.materials] == [(Truth.YES, ("one", "two")), (Truth.NO, ())]


def test_names_are_compared_without_marks_and_copies() -> None:
    assert name_key("《营业执照》（副本）复印件") == name_key("营业执照") != name_key("营业执照注销表")


# ---- 问题与表 · questions and the form


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_only_questions_that_can_change_the_list_are_asked_and_none_twice(data: st.DataObject) -> None:
    clauses = ["area > 300", "fire", "sign AND area > 50", "sort = 'a'", "NOT fire OR sign", ""]
    parts = [part(f"p{place}", condition=data.draw(st.sampled_from(clauses))) for place in range(3)]
    items = {
        f"p{place}": item(f"p{place}", materials=[{"code": "m", "name": f"材料{place % 2}", "condition": data.draw(st.sampled_from(clauses))}]) for place in range(3)
    }
    answers = {"area": data.draw(st.integers(0, 600)), "fire": data.draw(st.booleans()), "sign": data.draw(st.booleans()), "sort": data.draw(st.sampled_from("ab"))}
    said, known, asked = contents(parts=parts), dict[str, Any](), list[str]()
    while (found := joined(said, known, **items)).question:
        asked.append(found.question)
        known[found.question] = answers[found.question]
    whole = joined(said, answers, **items)
    assert len(asked) == len(set(asked)) and found.is_exact
    assert [each.truth for each in found.parts] == [each.truth for each in whole.parts]
    assert [each.truth for each in found.materials] == [each.truth for each in whole.materials]


def test_questions_about_parts_come_before_those_about_their_materials() -> None:
    said = contents(parts=[part("one"), part("two", condition="area > 300")])
    items = {"two": item("two", materials=[{"code": "m", "name": "油烟说明", "condition": "fire"}])}
    assert joined(said, {}, **items).question == "area"
    assert joined(said, {"area": 50}, **items).question is None
    assert joined(said, {"area": 500}, **items).question == "fire"


def test_what_the_bundle_itself_tells_is_not_asked() -> None:
    said = contents(given={"fire": True}, parts=[part("one", condition="fire")])
    found = joined(said, {})
    assert (found.question, truths(found)) == (None, {"one": "yes"})


def test_two_parts_that_ask_the_same_fact_have_one_field() -> None:
    said = contents(parts=[part("one", fields=["sort", "area"]), part("two", fields=["area"]), part("three", condition="sign", fields=["fire"])])
    found = joined(said, {"sign": False})
    assert [(each.fact, each.parts) for each in found.fields] == [("area", ("one", "two")), ("sort", ("one",))]


def test_a_condition_that_nobody_can_read_any_more_is_not_known() -> None:
    items = {"one": item("one", materials=[{"code": "m", "name": "旧材料", "condition": "gone_fact > 3"}])}
    found = joined(contents(parts=[part("one")]), {}, **items)
    assert [each.truth for each in found.materials] == [Truth.UNKNOWN] and not found.is_exact and plan_of(found) is None


# ---- 合计 · sums


def test_fees_of_the_parts_that_apply_are_summed() -> None:
    said = contents(parts=[part("one"), part("two", condition="sign"), part("three")])
    items = {code: item(code, fees=[{"name": "工本费", "amount": amount}]) for code, amount in (("one", 1000), ("two", 500), ("three", 250))}
    assert [joined(said, {"sign": sign}, **items).amount() for sign in (True, False)] == [1750, 1250]


def test_joined_it_takes_the_longest_path_and_apart_the_sum() -> None:
    said = contents(parts=[part("one"), part("two"), part("three", waits_for=["one"], limit={"amount": 1})])
    items = {code: item(code, days, visits=2, materials=[{"code": "a", "name": "租赁合同"}], steps=[{"name": "受理"}, {"name": "决定"}]) for code, days in (("one", 3), ("two", 10), ("three", 9))}
    found = reckon(joined(said, {}, **items))
    assert (found.apart.days, found.joined.days, found.apart.visits, found.joined.visits) == (14, 10, 6, 2)
    assert (found.apart.materials, found.joined.materials, found.apart.steps, found.joined.steps) == (3, 1, 6, 2)


def test_a_plan_names_the_parts_in_order_with_what_they_wait_for_and_each_paper_s_use() -> None:
    said = contents(parts=[part("sign", waits_for=["check"]), part("check")])
    items = {"check": item("check", 1, materials=[LICENCE]), "sign": item("sign", 4, materials=[{**LICENCE, "code": "permit"}, {"code": "draw", "name": "效果图"}])}
    found = joined(said, {}, **items)
    plan = plan_of(found)
    assert plan and [(each.code, each.waits_for) for each in plan.parts] == [("check", ()), ("sign", ("check",))]
    assert [(each.name.zh, each.sort, each.stands_for) for each in plan.materials] == [
        ("营业执照", Sort.FETCHED, (("sign", "permit"), ("check", "licence"))), ("效果图", Sort.BRING, (("sign", "draw"),)),
    ]  # fmt: skip
    assert plan.done == found.schedule.done and plan.parts[1].due == plan.done and plan.missing == ()


# ---- 一业一证的条件 · conditions of a trade


def test_a_condition_that_several_permits_ask_for_stands_once_and_only_for_the_permits_one_needs() -> None:
    needs = [
        {"aspect": "people", "text": "有持证的人", "parts": ["one"]}, {"aspect": "premises", "text": "场所明亮", "parts": ["one"]},
        {"aspect": "premises", "text": "场所明亮。", "parts": ["two"]}, {"aspect": "rules", "text": "有安全制度", "parts": ["two"]},
    ]  # fmt: skip
    said = contents(kind="trade", parts=[part("one"), part("two", condition="area > 300")], needs=needs)
    items = {"one": item("one", requirements=[{"text": "场所明亮"}, {"text": "守法经营"}])}
    large, small = joined(said, {"area": 500}, **items), joined(said, {"area": 50}, **items)
    shown = [(each.aspect.value, each.text.zh, each.parts) for each in large.needs]
    assert shown == [("premises", "场所明亮", ("one", "two")), ("people", "有持证的人", ("one",)), ("rules", "有安全制度", ("two",)), ("other", "守法经营", ("one",))]
    assert [(each.text.zh, each.truth.value) for each in small.needs if each.truth is not Truth.YES] == [("有安全制度", "no")]


# ---- 写错的 · what is refused, with its place

BROKEN: dict[str, tuple[dict[str, Any], str, str]] = {
    "an item that there is not": ({"parts": [part("gone")]}, "parts[1].item", "没有“gone”"),
    "the same code twice": ({"parts": [part("one"), part("one")]}, "parts[2].code", "用了两次"),
    "waiting for nobody": ({"parts": [part("one", waits_for=["two"])]}, "parts[1].waits_for", "没有“two”"),
    "waiting in a circle": ({"parts": [part("one", waits_for=["two"]), part("two", waits_for=["three"]), part("three", waits_for=["one"])]}, "parts[1].waits_for", "one → two → three → one"),
    "waiting for oneself": ({"parts": [part("one", waits_for=["one"])]}, "parts[1].waits_for", "one → one"),
    "a condition that is none": ({"parts": [part("one", condition="area >")]}, "parts[1].condition", ""),
    "a fact that nobody declared": ({"parts": [part("one", condition="nonsense")]}, "parts[1].condition", "nonsense"),
    "a field that is no fact": ({"parts": [part("one", fields=["nonsense"])]}, "parts[1].fields", "nonsense"),
    "an alternative to nothing": ({"parts": [part("one", one_of="way")]}, "parts[1].one_of", "way"),
    "a choice of one": ({"choices": [{"code": "way", "question": "?"}], "parts": [part("one", one_of="way")]}, "choices[1]", "两条路"),
    "two ways with one answer": ({"choices": [{"code": "way", "question": "?", "fact": "fire"}], "parts": [part("one", one_of="way", answer="yes"), part("two", one_of="way", answer="yes")]}, "choices[1].fact", "同一个答案"),
    "a way without its answer": ({"choices": [{"code": "way", "question": "?", "fact": "fire"}], "parts": [part("one", one_of="way"), part("two", one_of="way", answer="no")]}, "parts[1].answer", "值"),
    "a material for a part that there is not": ({"parts": [part("one")], "materials": [{"code": "m", "name": "x", "parts": ["two"]}]}, "materials[1].parts", "two"),
    "the same as a material of no part": ({"parts": [part("one")], "materials": [{"code": "m", "name": "x", "same": ["two.a"]}]}, "materials[1].same", "two"),
    "a given value of another kind": ({"parts": [part("one")], "given": {"area": True}}, "given.area", "area"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", BROKEN)
def test_what_is_wrong_is_told_with_its_place(wrong: str) -> None:
    changes, place, word = BROKEN[wrong]
    found = faults_in_bundle(contents(**changes), FACTS, {"one", "two", "three"})
    assert found and found[0].place == place and word in found[0].words.zh and found[0].words.en
