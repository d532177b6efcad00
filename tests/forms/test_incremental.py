"""One answer evaluates what it touches and nothing else; the result is the same as evaluating everything anew, in any order."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongban.kernel.conditions import Condition, Fact, Facts, Kind, Option
from gongban.kernel.forms import BadForm, Field, Form, Known, Rule, State, Want
from gongban.kernel.forms.settling import Settling
from gongban.kernel.words import Words
from tests.forms.restaurant import FORM, KNOWN

MANY = 40
WORDS = Words("项", "field")


@pytest.fixture
def evaluations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of all conditions that are evaluated, counted by the conditions themselves."""
    seen: list[str] = []
    whole = Condition.__dict__["decide"].func

    def counted(condition: Condition) -> Any:
        decide = whole(condition)

        def asked(values: Any) -> bool | None:
            seen.append(condition.text)
            return decide(values)  # type: ignore[no-any-return]

        return asked

    monkeypatch.setattr(Condition, "decide", property(counted))
    return seen


TOUCHED = [
    # answers before, answer, conditions that are evaluated
    ({}, ("name", "江边小馆"), []),
    ({}, ("premises", "rented"), ["premises = 'rented'"]),
    ({}, ("meals", True), ["meals", "meals"]),  # kitchen and seats
    ({"meals": True}, ("seats", 10), ["large", "seats <= area"]),
    ({"meals": True, "seats": 10}, ("seats", 10), []),
    ({"meals": True, "seats": 10}, ("meals", False), ["large", "meals", "meals", "seats <= area"]),
    ({}, ("opening", "2027-01-01"), ["opening >= today"]),
    ({}, ("opening", "no day"), []),
    ({"meals": True, "area": 50}, ("kitchen", 20), ["kitchen * 5 >= area"]),
]


@pytest.mark.parametrize(("before", "answer", "expected"), TOUCHED)
def test_only_conditions_that_name_a_changed_fact_are_evaluated(
    evaluations: list[str], before: dict[str, object], answer: tuple[str, object], expected: list[str]
) -> None:
    state = FORM.start(KNOWN, before)
    evaluations.clear()
    after = FORM.answer(state, *answer)
    assert sorted(evaluations) == expected, "each once"
    assert after.looked == len(evaluations)


@pytest.mark.parametrize("size", [10, 100, 1_000])
def test_the_cost_of_an_answer_does_not_grow_with_the_form(evaluations: list[str], size: int) -> None:
    facts = Facts([Fact(f"f{n}", Kind.INTEGER, WORDS, least=0, most=99) for n in range(size)])
    fields = [Field(facts[f"f{n}"], WORDS, wants=(Want(facts.condition(f"f{n - n % 5} > 3") if n % 5 else None),)) for n in range(size)]
    form = Form(fields, [Rule(f"r{n}", facts.condition(f"f{n} < 90"), WORDS) for n in range(size)])
    state = form.start()
    evaluations.clear()
    form.answer(state, "f0", 7)
    assert len(evaluations) == 5, "four fields that hang on it and one rule"


# ---- any order, any form

NAMES = [f"f{n}" for n in range(8)]
KINDS = [Kind.INTEGER, Kind.BOOLEAN, Kind.CHOICE, Kind.INTEGER, Kind.BOOLEAN, Kind.DATE, Kind.INTEGER, Kind.TEXT]
OPTIONS = (Option("a", WORDS), Option("b", WORDS))
DECLARED = Facts([
    *(Fact(name, kind, WORDS, options=OPTIONS if kind is Kind.CHOICE else (), least=0, most=9) for name, kind in zip(NAMES, KINDS, strict=True)),
    Fact("today", Kind.DATE, WORDS), Fact("much", Kind.BOOLEAN, WORDS, formula="f0 + f3 > 8"), Fact("odd", Kind.BOOLEAN, WORDS, formula="much OR f1"),
])  # fmt: skip
CLAUSES = {
    "f0": ["f0 > 4", "f0 = 2", "f0 + f3 > 5"], "f1": ["f1", "NOT f1", "odd"], "f2": ["f2 = 'a'", "f2 IN ('a', 'b')"], "f3": ["f3 < 5", "much"],
    "f4": ["f4", "f4 IS NULL"], "f5": ["f5 > today", "f5 < DATE '2026-06-01'"], "f6": ["f6 BETWEEN 2 AND 6"], "f7": ["f7 LIKE 'x%'", "length(f7) > 2"],
}  # fmt: skip
CLAUSE = st.sampled_from([each for texts in CLAUSES.values() for each in texts])
CONDITION = st.lists(CLAUSE, min_size=1, max_size=3).flatmap(lambda parts: st.sampled_from([" AND ", " OR "]).map(lambda word: word.join(parts)))
WANTS = st.lists(st.tuples(st.none() | CONDITION, st.booleans()), min_size=1, max_size=3)
ANSWERS = {
    Kind.INTEGER: st.none() | st.integers(-2, 12) | st.just("many"), Kind.BOOLEAN: st.none() | st.booleans() | st.just("perhaps"),
    Kind.CHOICE: st.none() | st.sampled_from(["a", "b", "c"]), Kind.DATE: st.none() | st.sampled_from([date(2026, 1, 1), date(2027, 1, 1), "2026-12-01", "never"]),
    Kind.TEXT: st.none() | st.sampled_from(["", "x", "xyz", "abc"]),
}  # fmt: skip
KNOWN_TODAY = {"today": Known(date(2026, 11, 27))}


@st.composite
def forms(draw: st.DrawFn) -> Form:
    fields = []
    for name in draw(st.permutations(NAMES)):
        wants = tuple(Want(DECLARED.condition(text) if text else None, optional) for text, optional in draw(WANTS))
        fields.append(Field(DECLARED[name], WORDS, wants=wants))
    rules = [Rule(f"r{n}", DECLARED.condition(text), WORDS, applies=DECLARED.condition(applies) if applies else None)
             for n, (text, applies) in enumerate(draw(st.lists(st.tuples(CONDITION, st.none() | CONDITION), max_size=4)))]  # fmt: skip
    while True:
        try:
            return Form(fields, rules)
        except BadForm as bad:  # 打断圆圈，直到没有为止 · circles are cut until there is none
            fields = [Field(each.fact, WORDS) if each.name == bad.fields[0] else each for each in fields]


STEP = st.sampled_from(NAMES).flatmap(
    lambda name: st.one_of(
        st.tuples(st.just("answer"), st.just(name), ANSWERS[DECLARED[name].kind]),
        st.tuples(st.sampled_from(["clear", "dispute", "trust"]), st.just(name), st.none()),
    )
)
KNOWN_ALREADY = st.dictionaries(st.sampled_from(["f0", "f1", "f3", "f4"]), st.none() | st.just(1), max_size=2)


def step(form: Form, state: State, kind: str, name: str, value: object) -> State:
    return form.answer(state, name, value) if kind == "answer" else getattr(form, kind)(state, name)  # type: ignore[no-any-return]


def parts(state: State) -> tuple[Any, ...]:
    return state.given, state.shown, state.wants, state.rules


@settings(max_examples=300, deadline=None)
@given(form=forms(), steps=st.lists(STEP, max_size=14), held=KNOWN_ALREADY)
def test_answering_step_by_step_is_the_same_as_evaluating_everything_anew(form: Form, steps: list[tuple[str, str, object]], held: dict[str, Any]) -> None:
    typed = {name: Known(value if value is None or DECLARED[name].kind is Kind.INTEGER else True) for name, value in held.items()}
    state = form.start(KNOWN_TODAY | typed)
    for each in steps:
        state = step(form, state, *each)
        whole = form.start(state.known, state.answers, state.disputed)
        assert parts(state) == parts(whole)
        assert state.looked <= whole.looked
    resumed = form.resume(state.stored(form.fingerprint), state.known)
    assert parts(resumed) == parts(state) and resumed.looked == 0


@settings(max_examples=100, deadline=None)
@given(form=forms(), answers=st.fixed_dictionaries({}, optional={name: ANSWERS[DECLARED[name].kind] for name in NAMES}), order=st.permutations(NAMES))
def test_the_order_in_which_one_answers_does_not_matter(form: Form, answers: dict[str, object], order: list[str]) -> None:
    state = form.start(KNOWN_TODAY)
    for name in order:
        if name in answers:
            state = form.answer(state, name, answers[name])
    assert parts(state) == parts(form.start(KNOWN_TODAY, answers))


def test_a_step_evaluates_each_condition_at_most_once() -> None:
    assert Settling(FORM, FORM.start(KNOWN)).everything().looked == sum(want.condition is not None for _, want in FORM.wants) + sum(
        1 + (rule.applies is not None) for rule in FORM.rules
    )
