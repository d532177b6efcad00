"""Drawing a form: what stands in its fields, what is read from them, and what one answer sends back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from gongban.kernel.forms import Known, State
from gongban.kernel.words import Words
from gongban.web.site.components.filling import Drawn, changes, drawn, read_answer, take
from tests.forms.restaurant import FACTS, FORM, KNOWN, TODAY

TYPED: list[tuple[str, str, object]] = [
    # fact, what is typed, the answer
    ("capital", "12.50", 1250), ("capital", "3,000", 300_000), ("capital", "0", 0), ("capital", "12.345", "12.345"), ("capital", "-1", -100), ("capital", "NaN", "NaN"),
    ("capital", "1e99", "1e99"), ("area", "80", 80), ("area", " 80 ", 80), ("area", "8.5", "8.5"), ("area", "八十", "八十"), ("area", "", None), ("area", "１２", 12),
    ("meals", "yes", True), ("meals", "no", False), ("meals", "perhaps", "perhaps"), ("premises", "rented", "rented"), ("opening", "2026-12-24", "2026-12-24"),
    ("name", "  江边小馆 ", "江边小馆"), ("name", "   ", None),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "text", "answer"), TYPED)
def test_what_is_typed_is_read_as_an_answer(fact: str, text: str, answer: object) -> None:
    found = read_answer(FACTS[fact], text)
    assert found == answer and type(found) is type(answer)


@pytest.mark.parametrize(("fact", "text"), [(fact, text) for fact, text, answer in TYPED if isinstance(answer, str) and fact not in ("name", "premises", "opening")])
def test_what_cannot_be_read_stays_as_it_was_typed_and_is_told(fact: str, text: str) -> None:
    shown = page(take(FORM, FORM.start(KNOWN), {f"f_{fact}": text})).fields[fact]
    assert shown.text == text and shown.errors


def page(state: State, tried: bool = False) -> Drawn:
    return drawn(FORM, state, save="/here/", tried=tried)


def begun(**sent: str) -> State:
    return take(FORM, FORM.start(KNOWN), {f"f_{name}": text for name, text in sent.items()})


def test_an_emptied_field_is_not_answered_any_more() -> None:
    state = take(FORM, begun(area="80"), {"f_area": ""})
    assert "area" not in state.answers and "area" in FORM.missing(state)


def test_fields_that_are_not_sent_keep_their_answers() -> None:
    assert take(FORM, begun(area="80", name="江边小馆"), {"f_meals": "yes"}).answers == {"area": 80, "name": "江边小馆", "meals": True}


def test_what_is_missing_is_told_after_the_first_attempt_only() -> None:
    state = begun(area="0")
    assert [name for name, shown in page(state).fields.items() if shown.errors] == ["area"]
    tried = page(state, tried=True)
    assert [address for address, _ in tried.lines] == ["#f-name", "#f-area", "#f-premises", "#f-meals"] and page(state).lines == []


def test_a_rule_is_told_with_how_to_mend_it_and_a_warning_is_no_error() -> None:
    shown = page(begun(meals="yes", area="100", kitchen="10", seats="200")).fields
    assert shown["kitchen"].errors == (Words("kitchen_share不行。请改kitchen_share。", "kitchen_share不行。 请改kitchen_share。"),)
    assert shown["seats"].errors == () and "seats_fit" in shown["seats"].warnings[0].zh


def sent_back(before: State, after: State) -> str:
    with translation.override("zh-hans"):
        return str(changes(page(before), page(after)))


def test_an_answer_sends_back_only_what_it_changed() -> None:
    before = begun(name="江边小馆", area="100")
    after = take(FORM, before, {"f_meals": "yes"})
    answer = sent_back(before, after)
    assert all(part in answer for part in ('id="slot-kitchen"', 'id="slot-seats"', "多了要填的：", "厨房面积", "还有 3 项没填"))
    assert not any(f'id="slot-{name}"' in answer for name in ("name", "area", "premises", "meals")), "what one types in stays untouched"


def test_a_field_that_goes_leaves_its_place_empty() -> None:
    before = begun(meals="yes")
    answer = sent_back(before, take(FORM, before, {"f_meals": "no"}))
    assert '<div class="fill-slot" id="slot-kitchen" hx-swap-oob="true"></div>' in answer and "不用再填：" in answer


def test_an_error_is_put_beside_its_field_without_drawing_it_anew() -> None:
    before = begun(area="100")
    answer = sent_back(before, take(FORM, before, {"f_area": "many"}))
    assert 'id="said-area"' in answer and "请填整数" in answer and 'id="slot-area"' not in answer


def test_what_is_known_is_shown_with_its_source_and_may_be_called_wrong() -> None:
    held = FORM.start(KNOWN | {"area": Known(350, Words("营业执照", "licence"), TODAY)})
    shown = page(held).fields["area"]
    assert (shown.held, shown.source, shown.as_of) == (Words("350 平方米", "350 平方米"), Words("营业执照", "licence"), TODAY)
    assert take(FORM, held, {"f_area": "80"}).answers == {}, "nobody types over what is known"
    wrong = take(FORM, held, {"fill_dispute": "area"})
    assert page(wrong).fields["area"].disputed and page(wrong).fields["area"].held is None
    answer = sent_back(held, wrong)
    assert 'id="slot-area"' in answer and "还是用登记的" in answer and 'id="slot-band" hx-swap-oob="true"></div>' in answer
    assert page(take(FORM, wrong, {"fill_trust": "area"})).fields["area"].held


@pytest.mark.parametrize("data", [{"fill_dispute": "no_such"}, {"f_no_such": "1"}, {"fill_trust": ""}, {"csrfmiddlewaretoken": "x"}])
def test_what_the_form_does_not_know_is_left_alone(data: dict[str, Any]) -> None:
    state = begun(area="80")
    assert take(FORM, state, data) == state


def test_what_is_typed_never_becomes_markup() -> None:
    before = begun(name="江边小馆")
    after = take(FORM, FORM.start(KNOWN | {"area": Known(350, Words("<b>", "<b>"))}), {"f_premises": '"><script>'})
    assert "<script>" not in sent_back(before, after) and "<b><" not in sent_back(before, after)
