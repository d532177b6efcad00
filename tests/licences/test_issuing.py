"""A licence is issued once for a matter and outcome, with a number, a signed code and the facts that it proves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongban.delivery.licences.models import Happening, Version
from gongban.delivery.licences.public import (
    Licence,
    Shown,
    Verdict,
    act,
    code_of,
    issue,
    my_licences,
    that_fit,
    verify,
)
from gongban.foundation.facts.public import Party, held_of
from gongban.foundation.journal.public import Event
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.identifiers import licence_number_doubt
from gongban.kernel.input import InvalidInput
from tests.cast import MONDAY, Cast, at
from tests.licences.conftest import CARD, PERMIT, SHOP, Offices

pytestmark = pytest.mark.django_db


def test_it_has_the_standards_number_a_term_and_a_first_line_of_history(permit: Licence) -> None:
    assert permit.number.startswith("11990100MB000110XE002.11990100MB000110XE.2026000001.001.")
    assert licence_number_doubt(permit.number) is None
    assert (permit.since, permit.until, permit.state) == (date(2026, 3, 2), date(2031, 3, 1), "in_force")
    assert [line.action for line in Happening.objects.filter(licence=permit)] == ["issue"]
    event = Event.objects.get(kind="licence_issued")
    assert event.payload == {"type": "food-permit", "issuer": "shichang", "until": "2031-03-01"} and event.matter == permit.pk


def test_numbers_run_without_a_gap(offices: Offices, permit: Licence) -> None:
    numbers = [issue(PERMIT, key=f"k{n}", by=offices.market, at=MONDAY).number.split(".")[2] for n in range(3)]
    assert numbers == ["2026000002", "2026000003", "2026000004"]
    assert issue(PERMIT, key="next year", by=offices.market, at=at("2027-01-01 00:30")).number.split(".")[2] == "2027000001"


def test_the_same_matter_and_outcome_never_issue_a_second_one(offices: Offices, permit: Licence) -> None:
    again = issue(PERMIT, key="JCB1:granted", by=offices.market, at=at("2026-03-05 10:00"))
    assert again.pk == permit.pk and Licence.objects.count() == Version.objects.count() == 1
    assert Event.objects.filter(kind="licence_issued").count() == 1


def test_a_key_that_belongs_to_another_licence_is_a_conflict(offices: Offices, permit: Licence) -> None:
    with pytest.raises(Conflict) as refused:
        issue({**PERMIT, "holder_number": "91990100MA0000000D"}, key="JCB1:granted", by=offices.market, at=MONDAY)
    assert refused.value.code == "licence.key_taken"


def test_what_identifies_the_holder_is_encrypted_and_in_no_event(cast: Cast, card: Licence) -> None:
    row = str(Licence.objects.filter(pk=card.pk).values().get()) + str(Version.objects.values().get()["details"])
    told = str(list(Event.objects.values_list("payload", flat=True)))
    assert [mark for mark in ("陈晓雨", "990101199104120026", "听雨路", "1991-04-12") if mark in row + told] == []
    assert "陈晓雨" not in Version.objects.get().statement


ISSUERS = [("market", True), ("clerk", False), ("police", False), ("health", False), ("cook", False)]


@pytest.mark.parametrize(("who", "may"), ISSUERS)
def test_only_reviewers_and_heads_of_the_issuing_unit_issue(offices: Offices, who: str, may: bool) -> None:
    by = getattr(offices, who)
    if may:
        assert issue(PERMIT, key="k", by=by, at=MONDAY).issuer_id == "shichang"
        return
    with pytest.raises(Forbidden):
        issue(PERMIT, key="k", by=by, at=MONDAY)
    assert not Licence.objects.exists()


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"holder_number": "92990102MA0000203A"}, "credit_code.check_digit", "holder_number"),
    ({"holder_number": "11990100MB000120X4"}, "licence.enterprise_unknown", "holder_number"),
    ({"fields": {"address": "", "projects": "热食"}}, "licence.field_missing", "address"),
    ({"fields": {"address": "渡口街", "projects": "热食", "colour": "红"}}, "licence.field_unknown", "colour"),
    ({"fields": {"address": "渡" * 201, "projects": "热食"}}, "licence.field_text", "address"),
    ({"since": date(2026, 3, 3)}, "licence.since", "since"),
    ({"until": date(2031, 3, 2)}, "licence.until", "until"),
    ({"until": date(2026, 3, 1)}, "licence.until", "until"),
    ({"since": date(1, 1, 1)}, "licence.since", "since"),
    ({"type": "business-licence", "until": date(9999, 12, 31)}, "licence.until", "until"),
    ({"inside": ["00000000-0000-4000-8000-000000000000"]}, "licence.inside", "inside"),
    ({"holder_name": ""}, "input.string_too_short", "holder_name"),
]


@pytest.mark.parametrize(("wrong", "code", "field"), WRONG)
def test_what_does_not_fit_is_refused_at_its_field_and_leaves_nothing(offices: Offices, wrong: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        issue({**PERMIT, **wrong}, key="k", by=offices.market, at=MONDAY)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Licence.objects.exists() and not Event.objects.filter(kind__startswith="licence_").exists()


def test_all_wrong_fields_are_told_at_once(offices: Offices) -> None:
    with pytest.raises(InvalidInput) as refused:
        issue({**CARD, "fields": {"born": "1991-02-30", "sex": "none"}}, key="k", by=offices.police, at=MONDAY)
    assert [one.field for one in refused.value.problems] == ["born", "sex", "address"]


def test_an_unknown_type_and_a_missing_key_are_refused(offices: Offices) -> None:
    with pytest.raises(NotFound):
        issue({**PERMIT, "type": "none"}, key="k", by=offices.market, at=MONDAY)
    with pytest.raises(Refusal):
        issue(PERMIT, key="", by=offices.market, at=MONDAY)


def test_a_licence_of_somebody_without_an_account_is_theirs_when_they_have_one(cast: Cast, offices: Offices, card: Licence) -> None:
    Licence.objects.update(account=None)
    running, over = my_licences(cast.chen, MONDAY)
    assert (running, over) == ([card], [])
    assert my_licences(cast.outsider, MONDAY) == ([], [])


# ---- what a licence proves


def facts(party: Party) -> dict[str, tuple[Any, str]]:
    return {name: (held.value, held.source.value) for name, held in held_of(party, by=SYSTEM).items()}


def test_a_licence_in_force_answers_what_would_be_asked(cast: Cast, card: Licence) -> None:
    held = facts(Party(account=cast.chen.account))
    assert held["born"] == (date(1991, 4, 12), "licence") and held["nationality"] == ("mainland", "licence")
    assert held["marital_status"] == ("married", "register"), "what no licence says stays with the register"


@pytest.mark.parametrize("ending", ["suspend", "annul", "withdraw", "revoke", "cancel"])
def test_what_it_proved_goes_with_it(cast: Cast, offices: Offices, card: Licence, ending: str) -> None:
    from tests.licences.conftest import GIVEN

    act(card.pk, ending, GIVEN[ending], by=offices.police, at=MONDAY)
    assert {"born", "sex", "nationality"} & set(facts(Party(account=cast.chen.account))) == set()
    assert Event.objects.filter(kind="fact_forgotten").count() == 3


def test_what_a_second_licence_still_proves_stays(cast: Cast, offices: Offices, card: Licence) -> None:
    second = issue({**CARD, "fields": {**CARD["fields"], "born": "1991-04-12"}}, key="second", by=offices.police, at=MONDAY)
    act(card.pk, "cancel", {"reason": "holder_wishes"}, by=offices.police, at=MONDAY)
    held = held_of(Party(account=cast.chen.account), by=SYSTEM)["born"]
    assert (held.value, held.reference) == (date(1991, 4, 12), second.base)


# ---- switched off


def test_a_city_that_has_not_opened_licences_issues_none_and_those_issued_go_on(cast: Cast, offices: Offices, permit: Licence) -> None:
    from gongban.delivery.licences.public import ask
    from gongban.foundation.territory.models import Mechanism
    from gongban.foundation.territory.public import forget

    Mechanism.objects.filter(code="C4").update(state="off")
    forget()
    for attempt in (lambda: issue(PERMIT, key="k", by=offices.market, at=MONDAY), lambda: ask({}, by=cast.handler, at=MONDAY)):
        with pytest.raises(Conflict) as refused:
            attempt()
        assert refused.value.code == "licence.switched_off"
    assert verify(code_of(permit), at=MONDAY).verdict is Verdict.GENUINE
    forget()


# ---- a comprehensive licence


@pytest.fixture
def restaurant(offices: Offices, permit: Licence) -> Licence:
    hygiene = {"type": "hygiene-permit", "holder_name": "老渡口", "holder_number": SHOP, "fields": {"address": "渡口街 8 号", "projects": "餐饮"}}
    other = issue(hygiene, key="h", by=offices.health, at=MONDAY)
    whole = {
        "type": "trade-licence", "holder_name": "江城市临江区老渡口餐饮店", "holder_number": SHOP, "fields": {"address": "渡口街 8 号"},
        "inside": [permit.pk, other.pk], "trade": "restaurant", "trade_zh": "餐饮店", "trade_en": "Restaurant",
    }  # fmt: skip
    return issue(whole, key="w", by=offices.market, at=MONDAY)


def seen(licence: Licence) -> Shown:
    found = verify(code_of(licence), at=MONDAY)
    assert found.verdict is Verdict.GENUINE and found.licence
    return found.licence


def test_its_code_shows_the_licences_inside_and_their_state_today(offices: Offices, permit: Licence, restaurant: Licence) -> None:
    before = seen(restaurant)
    assert [(each.name.en, each.state.code) for each in before.inside] == [("Food business permit", "in_force"), ("Public hygiene permit", "in_force")]
    assert before.good and before.trade.en == "Restaurant"
    act(permit.pk, "revoke", {"document": "罚1", "text": "过期食品"}, by=offices.market, at=MONDAY)
    after = seen(restaurant)
    assert [each.state.code for each in after.inside] == ["revoked", "in_force"]
    assert after.state.code == "in_force" and not after.good, "one inside is over: not to be relied upon as a whole"


def test_who_issues_comprehensive_ones_is_offered_what_fits_whoever_issued_it(cast: Cast, offices: Offices, restaurant: Licence, card: Licence) -> None:
    offered = that_fit(SHOP, by=offices.market, at=MONDAY)
    assert [each.type_id for each in offered] == ["food-permit", "hygiene-permit"]
    for by in (offices.health, offices.clerk, cast.chen, cast.admin):
        assert that_fit(SHOP, by=by, at=MONDAY) == []


@pytest.mark.parametrize(("inside", "why"), [([], "too few"), (["permit"], "too few"), (["permit", "foreign"], "another holder's"), (["permit", "over"], "not in force"), (["permit", "whole"], "comprehensive")])
def test_what_may_not_stand_inside(offices: Offices, permit: Licence, restaurant: Licence, inside: list[str], why: str) -> None:
    other = {**PERMIT, "holder_number": "91990100MA0000000D"}
    made = {"permit": permit, "whole": restaurant, "foreign": issue(other, key="f", by=offices.market, at=MONDAY), "over": issue(PERMIT, key="o", by=offices.market, at=MONDAY)}
    act(made["over"].pk, "cancel", {"reason": "holder_wishes"}, by=offices.market, at=MONDAY)
    whole = {"type": "trade-licence", "holder_name": "老渡口", "holder_number": SHOP, "fields": {"address": "渡口街"}, "trade_zh": "餐饮店"}
    with pytest.raises(Refusal) as refused:
        issue({**whole, "inside": [made[name].pk for name in inside]}, key="x", by=offices.market, at=MONDAY)
    assert refused.value.code == "licence.inside", why
