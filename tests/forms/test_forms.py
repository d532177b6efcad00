"""A form: what is shown, what is missing, what is wrong and how to mend it, as one answers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongban.kernel.forms import BadForm, Field, Form, Known, Rule, State, Want, schema_of
from tests.forms.restaurant import FACTS, FIELDS, FORM, KNOWN, RULES, TODAY, field, rule, when, words


def begun(**answers: object) -> State:
    return FORM.start(KNOWN, answers)


def names(fields: list[Field]) -> list[str]:
    return [each.name for each in fields]


ALWAYS = ["name", "area", "premises", "meals", "capital", "opening"]
SHOWN = [
    # answers, what else is shown
    ({}, []),
    ({"premises": "own"}, []),
    ({"premises": "rented"}, ["rent_until"]),
    ({"meals": True}, ["kitchen", "seats"]),
    ({"meals": False}, []),
    ({"meals": True, "seats": 101}, ["kitchen", "seats", "band"]),
    ({"area": 301}, ["band"]),
    ({"meals": False, "seats": 101}, []),  # 餐位已经不问，不再算大型 · seats are not asked any more, so it is not large
]


@pytest.mark.parametrize(("answers", "more"), SHOWN)
def test_a_field_is_shown_once_its_condition_holds(answers: dict[str, object], more: list[str]) -> None:
    shown = names(FORM.shown(begun(**answers)))
    assert sorted(shown) == sorted(ALWAYS + more)
    assert shown == [each.name for each in FIELDS if each.name in shown], "in the order of the form"


def test_a_hidden_answer_is_kept_in_the_draft_but_neither_submitted_nor_counted() -> None:
    state = begun(meals=True, seats=120, area=100)
    hidden = FORM.answer(state, "meals", False)
    assert hidden.answers["seats"] == 120
    assert "seats" not in FORM.submission(hidden) and "band" not in names(FORM.shown(hidden))
    assert FORM.submission(FORM.answer(hidden, "meals", True))["seats"] == 120, "it is there again when it is asked again"


def test_what_is_missing_are_the_required_fields_that_are_shown() -> None:
    assert FORM.missing(begun()) == ["name", "area", "premises", "meals"]
    assert FORM.missing(begun(name="江边小馆", area=80, premises="own", meals=True)) == ["kitchen", "seats"]


WRONG = [
    # answers, field, sentence, whether it stops
    ({"area": "eighty"}, "area", "请填整数", True),
    ({"area": 0}, "area", "要在 1 平方米到 100,000 平方米之间", True),
    ({"area": True}, "area", "请填整数", True),
    ({"capital": "12.345"}, "capital", "请填金额", True),
    ({"capital": -1}, "capital", "至少 0 元", True),
    ({"opening": "2026-13-40"}, "opening", "请填日期", True),
    ({"opening": "1700-01-01"}, "opening", "要在 1800 年到 2999 年之间", True),
    ({"premises": "tent"}, "premises", "请从选项里选一个", True),
    ({"meals": "yes"}, "meals", "请选“是”或“否”", True),
    ({"name": "x" * 501}, "name", "最多 500 个字", True),
    ({"name": "a\0b"}, "name", "看不见的控制字符", True),
    ({"meals": True, "area": 100, "kitchen": 19}, "kitchen", "kitchen_share不行", True),
    ({"meals": True, "area": 100, "seats": 101}, "seats", "seats_fit不行", False),
    ({"premises": "rented", "rent_until": TODAY + timedelta(days=364)}, "rent_until", "lease不行", True),
    ({"opening": "2026-11-26"}, "opening", "opens_later不行", True),
    ({"meals": True, "area": 150, "seats": 120, "band": True}, "band", "band_needs_room不行", True),
]


@pytest.mark.parametrize(("answers", "name", "said", "stops"), WRONG)
def test_what_is_wrong_is_told_at_its_field(answers: dict[str, object], name: str, said: str, stops: bool) -> None:
    found = [each for each in FORM.faults(begun(**answers)) if each.code != "form.required"]
    assert [(each.fields[0], each.stops) for each in found] == [(name, stops)]
    assert said in found[0].words.zh


RIGHT: list[dict[str, object]] = [
    {"area": 1}, {"capital": 0}, {"opening": "2026-11-27"}, {"opening": TODAY}, {"meals": True, "area": 100, "kitchen": 20},
    {"meals": True, "area": 150, "seats": 120, "band": False}, {"premises": "own", "rent_until": date(2020, 1, 1)},
]  # fmt: skip


@pytest.mark.parametrize("answers", RIGHT)
def test_what_fits_is_not_told(answers: dict[str, object]) -> None:
    assert [each for each in FORM.faults(begun(**answers)) if each.code != "form.required"] == []


def test_a_rule_tells_why_and_by_how_much() -> None:
    state = begun(premises="rented", rent_until=TODAY + timedelta(days=300))
    (problem,) = [each for each in FORM.faults(state) if each.code == "form.rule"]
    assert problem.key == "lease" and problem.mend.zh == "请改lease。"
    assert problem.why and "早 65 天" in problem.why.words.zh


def test_what_cannot_be_answered_yet_is_not_called_wrong() -> None:
    assert [each.code for each in FORM.faults(begun(meals=True, kitchen=1))] == ["form.required"] * 4


def test_faults_stand_in_the_order_of_the_form() -> None:
    state = begun(opening="2020-01-01", area=-1, meals=True)
    told = [each.fields[0] for each in FORM.faults(state)]
    order = [each.name for each in FIELDS]
    assert told == sorted(told, key=order.index) and told[0] == "name"


# ---- what is known already


def test_what_is_held_is_not_asked_and_counts() -> None:
    known = KNOWN | {"area": Known(350, words("营业执照"), date(2025, 3, 1)), "name": Known("江边小馆", words("登记"))}
    state = FORM.start(known)
    assert set(FORM.held(state)) == {"area", "name"} and FORM.held(state)["area"].as_of == date(2025, 3, 1)
    assert "area" not in names(FORM.asked(state)) and "band" in names(FORM.shown(state))
    assert FORM.missing(state) == ["premises", "meals", "band"]
    assert FORM.submission(state)["area"] == 350


def test_whoever_says_that_it_is_wrong_is_asked_and_may_take_it_back() -> None:
    state = FORM.start(KNOWN | {"area": Known(350, words("登记"))})
    wrong = FORM.dispute(state, "area")
    assert "area" in FORM.missing(wrong) and "band" not in names(FORM.shown(wrong))
    mended = FORM.answer(wrong, "area", 80)
    assert FORM.submission(mended)["area"] == 80
    back = FORM.trust(mended, "area")
    assert FORM.submission(back)["area"] == 350 and "band" in names(FORM.shown(back))


def test_what_is_known_to_have_no_value_is_an_answer() -> None:
    state = FORM.start(KNOWN | {"capital": Known(None, words("登记"))})
    assert FORM.submission(state) == {"capital": None}


# ---- a draft is kept and resumed


def test_a_draft_goes_on_from_json_without_evaluating_anything() -> None:
    state = begun(meals=True, seats=120, area=100, opening="2026-12-24", kitchen="viel")
    stored = json.loads(json.dumps(state.stored(FORM.fingerprint)))
    again = FORM.resume(stored, KNOWN)
    assert (again.given, again.shown, again.wants, again.rules) == (state.given, state.shown, state.wants, state.rules)
    assert again.looked == 0 and again.answers["kitchen"] == "viel"


def test_a_day_later_only_what_hangs_on_today_is_evaluated() -> None:
    stored = json.loads(json.dumps(begun(opening="2026-11-27", premises="rented", rent_until="2027-11-27").stored(FORM.fingerprint)))
    again = FORM.resume(stored, {"today": Known(TODAY + timedelta(days=1))})
    assert again.looked == 2 and {each.key for each in FORM.faults(again) if each.key} == {"lease", "opens_later"}


@pytest.mark.parametrize("spoilt", [{"form": "other"}, {"wants": "y"}, {"wants": "?" * 99}, {"rules": 5}, {"given": None}, {"wants": "zzzzzzzzzz"}])
def test_a_draft_of_another_version_is_evaluated_anew_from_its_answers(spoilt: dict[str, object]) -> None:
    state = begun(meals=True, seats=120, area=100)
    stored = {**state.stored(FORM.fingerprint), **spoilt}
    again = FORM.resume(stored, KNOWN)
    assert (again.given, again.shown, again.rules) == (state.given, state.shown, state.rules)


def test_what_is_no_more_known_is_forgotten() -> None:
    known = KNOWN | {"meals": Known(True), "wish": Known(True)}
    stored = FORM.start(known).stored(FORM.fingerprint)
    again = FORM.resume(stored, KNOWN)
    assert again.given == {"today": TODAY} and "seats" not in again.shown


# ---- forms that are none


def test_fields_that_wait_for_each_other_are_refused_with_the_circle() -> None:
    with pytest.raises(BadForm) as said:
        Form([field("meals", when("seats > 5")), field("seats", when("band")), field("band", when("meals"))])
    assert said.value.code == "form.cycle" and set(said.value.fields) == {"meals", "seats", "band"}
    assert "做餐饮" in said.value.words.zh and "→" in said.value.words.zh


def test_a_field_that_waits_for_itself_through_a_derived_fact_is_refused() -> None:
    with pytest.raises(BadForm) as said:
        Form([field("seats", when("large"))])
    assert said.value.fields[0] == "seats"


def test_a_fact_or_a_rule_stands_once() -> None:
    with pytest.raises(BadForm) as said:
        Form([field("name"), field("name")])
    assert said.value.code == "form.twice"
    with pytest.raises(BadForm) as said:
        Form([field("name")], [rule("a", "area > 1"), rule("a", "area > 2")])
    assert said.value.code == "form.rule_twice"


# ---- several parts want the same


def test_one_field_serves_several_parts_and_is_required_as_soon_as_one_requires_it() -> None:
    seats = Field(FACTS["seats"], words("餐位"), wants=(Want(FACTS.condition("meals"), True, "food"), Want(FACTS.condition("area > 200"), False, "fire")))
    form = Form([field("meals"), field("area"), seats])
    optional = form.start(KNOWN, {"meals": True, "area": 100})
    assert (form.is_required(optional, "seats"), form.wanted_by(optional, "seats")) == (False, ("food",))
    required = form.answer(optional, "area", 201)
    assert (form.is_required(required, "seats"), form.wanted_by(required, "seats")) == (True, ("food", "fire"))
    assert form.missing(required) == ["seats"]


# ---- for programs


def test_the_schema_says_what_is_submitted_and_how_it_is_presented() -> None:
    schema = schema_of(FORM)
    assert schema["required"] == ["name", "area", "premises", "meals"]
    assert schema["properties"]["area"] == {"type": "integer", "title": "面积", "minimum": 1, "maximum": 100_000}
    assert schema["properties"]["premises"]["enum"] == ["own", "rented"]
    shown = schema["x-presentation"]
    assert [each["key"] for each in shown["sections"]] == ["shop", "food", ""]
    kitchen = shown["sections"][1]["fields"][1]
    assert (kitchen["widget"], kitchen["wanted"][0]["when"]["zh"]) == ("number", "做餐饮")
    assert shown["rules"][0]["says"]["zh"] == "kitchen_share不行。" and shown["rules"][1]["severity"] == "warns"
    assert json.loads(json.dumps(schema)) == schema


def test_the_fingerprint_tells_forms_apart() -> None:
    others = [Form(FIELDS[1:], RULES), Form(FIELDS, RULES[1:]), Form([replace(FIELDS[0], wants=(Want(optional=True),)), *FIELDS[1:]], RULES)]
    assert len({FORM.fingerprint, Form(FIELDS, RULES).fingerprint, *(each.fingerprint for each in others)}) == 4


def test_a_rule_without_named_fields_is_told_where_its_condition_looks() -> None:
    assert isinstance(RULES[2], Rule) and RULES[2].fields == ()
    state = begun(premises="rented", rent_until=TODAY)
    assert [each.fields for each in FORM.faults(state) if each.key == "lease"] == [("rent_until",)]
