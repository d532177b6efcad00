"""Facts are declared once; what is held of somebody is seen by themselves and by whom the city names, and goes with them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext

from gongban.foundation.facts.models import HeldFact
from gongban.foundation.facts.public import (
    About,
    Party,
    Source,
    declarations,
    declared,
    forget,
    held_of,
    hold,
    known_of,
    own_facts,
)
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import erase_account
from gongban.foundation.retention.public import SORTS
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.conditions import Kind, Truth, Value
from gongban.kernel.errors import Refusal
from tests.cast import MONDAY, Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
SHOP = "92990102MA0000203U"


def of(actor: Actor) -> Party:
    return Party(account=actor.account)


def say(actor: Actor, name: str, value: Value | None, *, as_of: date = DAY) -> bool:
    return hold(of(actor), name, value, source=Source.DECLARED, as_of=as_of, by=actor, at=MONDAY)


def test_the_city_declares_what_may_be_asked_with_its_question_and_source() -> None:
    employees = declarations()["employees"]
    assert employees.fact.kind is Kind.INTEGER and employees.about is About.ENTERPRISE
    assert employees.question.en == "How many people work there (with the owner)?"
    assert employees.source.zh == "社保登记"
    assert declarations()["born"].personal
    assert not declarations()["age"].asked and not declarations()["today"].asked
    assert all(each.question.zh and each.question.en for each in declarations().values() if each.asked)


def test_what_registers_say_of_a_person_answers_conditions_without_a_question(cast: Cast) -> None:
    known = known_of(of(cast.zhou), by=cast.zhou, at=MONDAY)
    assert known["today"] == date(2026, 3, 2)
    assert declared().condition("senior AND residence = 'registered'").evaluate(known).truth is Truth.YES
    assert declared().condition("senior AND disabled").evaluate(known).missing == ("disabled",)


def test_today_is_the_day_in_the_city() -> None:
    late = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)  # 北京时间次日凌晨一点 · one in the morning of the next day in Beijing
    assert known_of(None, by=SYSTEM, at=late) == {"today": date(2026, 3, 2)}


@pytest.mark.parametrize(
    ("who", "seen"),
    [("zhou", {"born", "sex", "residence", "marital_status"}), ("handler", {"born", "residence"}), ("chen", set()), ("dispatcher", set()), ("anonymous", set()), ("system", {"born", "sex"})],
)
def test_a_held_fact_is_seen_by_its_person_and_by_the_roles_that_the_city_names(cast: Cast, who: str, seen: set[str]) -> None:
    held = held_of(of(cast.zhou), by=getattr(cast, who))
    assert seen <= set(held) and (seen or not held)
    if who == "handler":
        assert set(held) == seen


def test_who_speaks_for_an_enterprise_sees_what_is_held_of_it(cast: Cast) -> None:
    party = Party(enterprise=cast.agent.enterprise)
    assert held_of(party, by=cast.agent)["employees"].value == 312
    assert held_of(party, by=cast.specialist)["employees"].value == 312
    assert "foreign_invested" in held_of(party, by=cast.handler)
    assert held_of(party, by=cast.chen) == {}
    assert held_of(Party(enterprise=SHOP), by=cast.agent) == {}


def test_nobody_is_no_party(cast: Cast) -> None:
    assert held_of(Party(), by=cast.anonymous) == {}


def test_what_a_person_says_is_kept_with_the_day_and_the_consent_and_can_be_deleted(cast: Cast) -> None:
    assert say(cast.chen, "monthly_income", 650_000)
    held = held_of(of(cast.chen), by=cast.chen)["monthly_income"]
    assert (held.value, held.source, held.as_of, held.consented_at) == (650_000, Source.DECLARED, DAY, MONDAY)
    forget(of(cast.chen), "monthly_income", by=cast.chen, at=MONDAY)
    assert "monthly_income" not in held_of(of(cast.chen), by=cast.chen)


def test_to_have_none_is_told_from_not_to_have_been_asked(cast: Cast) -> None:
    say(cast.chen, "graduated", None)
    known = known_of(of(cast.chen), by=cast.chen, at=MONDAY)
    assert known["graduated"] is None and "disabled" not in known
    assert declared().condition("recent_graduate").evaluate(known).missing == ()


@pytest.mark.parametrize(
    ("first", "day", "then", "later", "taken"),
    [
        (Source.REGISTER, DAY, Source.DECLARED, DAY + timedelta(days=30), False),
        (Source.DECLARED, DAY, Source.REGISTER, DAY - timedelta(days=30), True),
        (Source.REGISTER, DAY, Source.REGISTER, DAY - timedelta(days=1), False),
        (Source.REGISTER, DAY, Source.REGISTER, DAY + timedelta(days=1), True),
        (Source.LICENCE, DAY, Source.REGISTER, DAY + timedelta(days=1), False),
    ],
)
def test_what_is_more_certain_stays_and_of_equals_the_later(
    cast: Cast, first: Source, day: date, then: Source, later: date, taken: bool
) -> None:
    party = of(cast.chen)
    for source, as_of, value in ((first, day, True), (then, later, False)):
        by = cast.chen if source is Source.DECLARED else SYSTEM
        said = hold(party, "disabled", value, source=source, as_of=as_of, by=by, at=MONDAY)
    assert said is taken
    assert held_of(party, by=cast.chen)["disabled"].value is (not taken)


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("shoe_size", 42, "fact.unknown"),
        ("age", 30, "fact.unknown"),
        ("today", DAY, "fact.unknown"),
        ("employees", 5, "fact.unknown"),
        ("alcohol", True, "fact.unknown"),
        ("children", "two", "fact.value"),
        ("children", -1, "fact.value"),
        ("sex", "unknown", "fact.value"),
    ],
)
def test_only_declared_facts_of_this_party_are_held_in_their_kind(cast: Cast, name: str, value: Value, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        say(cast.chen, name, value)
    assert refused.value.code == code


def test_nobody_says_or_deletes_what_is_of_somebody_else(cast: Cast) -> None:
    for by in (cast.zhou, cast.handler, cast.anonymous):
        with pytest.raises(Refusal, match=r"fact\.not_own"):
            hold(of(cast.chen), "disabled", True, source=Source.DECLARED, as_of=DAY, by=by, at=MONDAY)
        with pytest.raises(Refusal, match=r"fact\.not_own"):
            forget(of(cast.chen), "born", by=by, at=MONDAY)
    with pytest.raises(Refusal, match=r"fact\.not_own"):
        hold(of(cast.chen), "disabled", True, source=Source.REGISTER, as_of=DAY, by=cast.chen, at=MONDAY)


def test_what_a_register_says_is_not_deleted_by_the_person(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"fact\.not_held"):
        forget(of(cast.chen), "born", by=cast.chen, at=MONDAY)


def test_personal_values_are_sealed_in_the_table_and_never_in_the_journal(cast: Cast) -> None:
    say(cast.chen, "monthly_income", 650_000)
    row = HeldFact.objects.get(account=cast.account(cast.chen), fact="monthly_income")
    assert row.plain == "" and "650000" not in row.sealed and row.sealed
    event = Event.objects.filter(kind="fact_held").latest("id")
    assert event.payload == {"fact": "monthly_income", "source": "declared", "account": cast.chen.account}


def test_values_of_every_kind_come_back_as_they_were(cast: Cast) -> None:
    party = Party(enterprise=cast.agent.enterprise)
    for name, value in (("turnover", 10**15), ("founded", date(2020, 2, 29)), ("foreign_invested", True), ("entity", "company")):
        hold(party, name, value, source=Source.LICENCE, as_of=DAY, by=SYSTEM, at=MONDAY)
        assert held_of(party, by=SYSTEM)[name].value == value


def test_a_row_is_of_one_party(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldFact.objects.create(fact_id="born", source="register", as_of=DAY, recorded_at=MONDAY)


def test_a_person_gets_a_copy_and_takes_everything_along(cast: Cast) -> None:
    assert {"fact": "sex", "value": "female"}.items() <= own_facts(cast.chen)[1].items()
    erase_account(cast.account(cast.chen), by=cast.chen, at=MONDAY)
    assert not HeldFact.objects.filter(account=cast.chen.account).exists()


def test_what_nobody_renewed_is_erased_by_rule(cast: Cast) -> None:
    say(cast.chen, "disabled", False)
    sort = SORTS["held_facts"]
    assert sort.due(MONDAY) == HeldFact.objects.count() - 1
    assert sort.erase(MONDAY, 10_000).count and sort.due(MONDAY) == 0
    assert [each["fact"] for each in own_facts(cast.chen)] == ["disabled"]


def test_reading_what_is_held_asks_once(cast: Cast, django_assert_num_queries: type[CaptureQueriesContext]) -> None:
    declarations()
    known_of(of(cast.zhou), by=cast.zhou, at=MONDAY)
    with django_assert_num_queries(1):
        known_of(of(cast.zhou), by=cast.zhou, at=MONDAY)
