"""A department sees a licence for one matter, by the holder's consent, until a day; everything else is refused and written down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongban.delivery.licences.public import (
    Licence,
    Share,
    act,
    ask,
    consent,
    history_of,
    look,
    look_by_consent,
    looks_at,
    my_shares,
    own_records,
    refuse,
    withdraw_consent,
)
from gongban.foundation.journal.public import Event
from gongban.foundation.people.public import erase_account
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from tests.cast import MONDAY, Cast, at
from tests.licences.conftest import CHEN_NUMBER, SHOP, Offices

pytestmark = pytest.mark.django_db
WANTED = {"type": "identity-card", "holder_number": CHEN_NUMBER, "matter": "JCB2026-000007", "purpose": "核对申请人身份"}
LATER = at("2026-03-10 10:00")


@pytest.fixture
def share(cast: Cast, card: Licence) -> Share:
    return ask(WANTED, by=cast.handler, at=MONDAY)


def misuses() -> list[str]:
    return [event.payload["why"] for event in Event.objects.filter(kind="licence_share_misused").order_by("id")]


def test_the_holder_reads_who_asks_for_what_and_why(cast: Cast, share: Share) -> None:
    found = my_shares(cast.chen).get()
    assert (found.department_id, found.matter, found.purpose, found.state) == ("chengguan", "JCB2026-000007", "核对申请人身份", "asked")


def test_with_consent_the_department_looks_for_that_matter_and_the_holder_sees_every_look(cast: Cast, card: Licence, share: Share) -> None:
    consent(share.pk, date(2026, 3, 20), by=cast.chen, at=MONDAY)
    for _ in range(2):
        assert look_by_consent(share.pk, "JCB2026-000007", by=cast.handler, at=LATER) == card
    looks = looks_at(card, by=cast.chen).rows
    assert [(each.way, each.department_id, each.share_id) for each in looks] == [("department", "chengguan", share.pk)] * 2
    told = Event.objects.filter(kind="licence_looked").first()
    assert told and told.payload == {"way": "department", "department": "chengguan", "share": str(share.pk)}


REFUSED = {
    "nobody answered": "no_consent", "refused": "no_consent", "withdrawn": "withdrawn", "over": "over", "another matter": "other_matter",
}  # fmt: skip


@pytest.mark.parametrize("how", REFUSED)
def test_without_a_consent_in_force_nobody_looks_and_the_try_is_journalled(cast: Cast, card: Licence, share: Share, how: str) -> None:
    if how == "refused":
        refuse(share.pk, by=cast.chen, at=MONDAY)
    elif how != "nobody answered":
        consent(share.pk, date(2026, 3, 9) if how == "over" else date(2026, 3, 20), by=cast.chen, at=MONDAY)
    if how == "withdrawn":
        withdraw_consent(share.pk, by=cast.chen, at=MONDAY)
    with pytest.raises(Forbidden) as refused:
        look_by_consent(share.pk, "JCB2026-000008" if how == "another matter" else "JCB2026-000007", by=cast.handler, at=LATER)
    assert refused.value.code == "consent.none" and misuses() == [REFUSED[how]]
    assert not card.looks.exists()


@pytest.mark.parametrize("first", ["consent", "refuse", "withdraw"])
def test_a_replayed_consent_is_refused_and_journalled(cast: Cast, share: Share, first: str) -> None:
    (refuse if first == "refuse" else consent)(share.pk, by=cast.chen, at=MONDAY)
    if first == "withdraw":
        withdraw_consent(share.pk, by=cast.chen, at=MONDAY)
    before = Share.objects.get().state
    with pytest.raises(Conflict) as refused:
        consent(share.pk, by=cast.chen, at=LATER)
    assert refused.value.code == "consent.replayed" and misuses() == ["replayed"]
    assert Share.objects.get().state == before


def test_nobody_else_answers_for_the_holder_or_looks_for_the_department(cast: Cast, offices: Offices, share: Share) -> None:
    for by in (cast.outsider, cast.agent, cast.handler, cast.admin, offices.police):
        for answer in (consent, refuse, withdraw_consent):
            with pytest.raises(NotFound):
                answer(share.pk, by=by, at=MONDAY)
    consent(share.pk, by=cast.chen, at=MONDAY)
    for by in (cast.other_handler, cast.admin, cast.chen, cast.anonymous):
        with pytest.raises(NotFound):
            look_by_consent(share.pk, "JCB2026-000007", by=by, at=MONDAY)


def test_asking_never_tells_whether_there_is_such_a_licence(cast: Cast, card: Licence) -> None:
    there, none = ask(WANTED, by=cast.handler, at=MONDAY), ask({**WANTED, "type": "food-permit", "holder_number": SHOP}, by=cast.handler, at=MONDAY)
    assert none.licence_id is None and (there.state, none.state) == ("asked", "asked")
    answers = []
    for each in (there, none):
        with pytest.raises(Forbidden) as refused:
            look_by_consent(each.pk, "JCB2026-000007", by=cast.handler, at=MONDAY)
        answers.append((refused.value.code, str(refused.value)))
    assert answers[0] == answers[1]


WRONG: list[tuple[dict[str, Any], type[Refusal]]] = [
    ({"type": "none"}, NotFound), ({"purpose": ""}, Refusal), ({"matter": ""}, Refusal), ({"holder_number": "x" * 41}, Refusal),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "kind"), WRONG)
def test_a_request_without_type_matter_or_purpose_is_refused(cast: Cast, card: Licence, wrong: dict[str, Any], kind: type[Refusal]) -> None:
    with pytest.raises(kind):
        ask({**WANTED, **wrong}, by=cast.handler, at=MONDAY)
    assert not Share.objects.exists()


def test_only_units_that_handle_matters_ask(cast: Cast, card: Licence) -> None:
    for by in (cast.operator, cast.admin, cast.chen, cast.anonymous):
        with pytest.raises(Forbidden):
            ask(WANTED, by=by, at=MONDAY)


@pytest.mark.parametrize("until", [date(2026, 3, 1), date(2026, 6, 3)])
def test_a_consent_ends_between_today_and_three_months(cast: Cast, share: Share, until: date) -> None:
    with pytest.raises(Refusal) as refused:
        consent(share.pk, until, by=cast.chen, at=MONDAY)
    assert refused.value.code == "consent.until"


def test_only_the_holder_and_the_issuing_unit_open_a_licence_and_each_look_is_shown(cast: Cast, offices: Offices, card: Licence) -> None:
    for by in (cast.outsider, cast.agent, cast.anonymous, cast.handler, cast.admin, cast.leader, offices.market):
        with pytest.raises(NotFound):
            look(card.pk, by=by, at=MONDAY)
    look(card.pk, by=cast.chen, at=MONDAY)
    look(card.pk, by=offices.police, at=LATER)
    assert [(each.way, each.department_id) for each in looks_at(card, by=cast.chen).rows] == [("issuer", "gongan"), ("holder", None)]
    assert list(looks_at(card, by=offices.police).rows) == [], "who looked is told to the holder alone"


def test_an_erased_account_ends_its_consents_and_the_licence_stays_with_its_unit(cast: Cast, offices: Offices, card: Licence, share: Share) -> None:
    consent(share.pk, by=cast.chen, at=MONDAY)
    erase_account(cast.account(cast.chen), by=cast.chen, at=LATER)
    with pytest.raises(Forbidden):
        look_by_consent(share.pk, "JCB2026-000007", by=cast.handler, at=LATER)
    found = look(card.pk, by=offices.police, at=LATER)
    assert found.account_id is None and [line.action for line in history_of(found)] == ["issue"]


def test_the_holders_copy_of_their_data_has_all_of_it(cast: Cast, offices: Offices, card: Licence, share: Share) -> None:
    act(card.pk, "suspend", {"text": "核实"}, by=offices.police, at=MONDAY)
    (own,) = own_records(cast.chen)
    assert own["holder"] == "陈晓雨" and own["fields"]["born"] == "1991-04-12"
    assert [line["action"] for line in own["history"]] == ["issue", "suspend"] and own["shares"][0]["purpose"] == "核对申请人身份"
    assert own_records(cast.outsider) == []
