"""The life of a licence: who may do what from which state, with which reason, and what its code says afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongban.delivery.licences.lifecycle import ENDED, RUNNING
from gongban.delivery.licences.models import Version
from gongban.delivery.licences.public import ACTS, LICENCE, Licence, Verdict, act, code_of, expire_due, verify
from gongban.foundation.journal.public import Event
from gongban.foundation.retention.public import SORTS
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from gongban.kernel.lifecycle import Transition
from tests.cast import MONDAY, at
from tests.licences.conftest import GIVEN, Offices

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")
Take = Callable[..., Licence]

# from each state, what may be done and where it leads
TABLE = {
    "in_force": {"change": "in_force", "renew": "in_force", "suspend": "suspended", "annul": "annulled", "withdraw": "withdrawn", "revoke": "revoked", "cancel": "cancelled"},
    "suspended": {"resume": "in_force", "annul": "annulled", "withdraw": "withdrawn", "revoke": "revoked", "cancel": "cancelled"},
    "expired": {"cancel": "cancelled"},
    "annulled": {"cancel": "cancelled"},
    "withdrawn": {"cancel": "cancelled"},
    "revoked": {"cancel": "cancelled"},
    "cancelled": {},
}
WAY_THERE = {"suspended": "suspend", "annulled": "annul", "withdrawn": "withdraw", "revoked": "revoke", "cancelled": "cancel"}


def brought(licence: Licence, state: str, take: Take) -> Licence:
    if state == "expired":
        Licence.objects.filter(pk=licence.pk).update(until=date(2026, 3, 1))
        expire_due(MONDAY)
    elif state in WAY_THERE:
        take(licence, WAY_THERE[state])
    licence.refresh_from_db()
    assert licence.state == state
    return licence


@pytest.mark.parametrize("action", [each for each in LICENCE.actions() if each != "expire"])
@pytest.mark.parametrize("state", TABLE)
def test_each_act_in_each_state(permit: Licence, take: Take, state: str, action: str) -> None:
    brought(permit, state, take)
    told = Event.objects.count()
    if action in TABLE[state]:
        given = {"reason": "not_renewed"} if (state, action) == ("expired", "cancel") else {}
        take(permit, action, **given)
        assert permit.state == TABLE[state][action]
        line = permit.history.order_by("-id").first()
        assert line and (line.action, line.state, line.department_id) == (action, permit.state, "shichang")
        return
    with pytest.raises(Conflict):
        take(permit, action)
    permit.refresh_from_db()
    assert permit.state == state and Event.objects.count() == told


WHO = {  # who may take which act on a food permit of the market bureau
    "clerk": {"change", "renew", "cancel"},
    "market": {"change", "renew", "cancel", "suspend", "resume", "annul", "withdraw", "revoke"},
    "police": set(), "health": set(), "cook": set(),
}  # fmt: skip


@pytest.mark.parametrize("action", [each for each in LICENCE.actions() if each != "expire"])
@pytest.mark.parametrize("who", WHO)
def test_who_may_take_which_act(offices: Offices, permit: Licence, take: Take, who: str, action: str) -> None:
    if action == "resume":
        take(permit, "suspend")
    by = getattr(offices, who)
    if action in WHO[who]:
        take(permit, action, by=by)
        return
    with pytest.raises((Forbidden, NotFound)):
        take(permit, action, by=by)
    assert permit.history.count() == (2 if action == "resume" else 1)


def test_nobody_lets_a_licence_expire_by_hand(offices: Offices, permit: Licence, take: Take) -> None:
    with pytest.raises(Forbidden):
        take(permit, "expire")
    with pytest.raises(Conflict):
        act(permit.pk, "expire", by=SYSTEM, at=MONDAY)


def test_an_unknown_act_is_refused(offices: Offices, permit: Licence) -> None:
    with pytest.raises(NotFound):
        act(permit.pk, "burn", by=offices.market, at=MONDAY)


REASONS = [("annul", {"reason": "weather"}), ("annul", {"document": ""}), ("withdraw", {"reason": "fraud"}), ("revoke", {"document": ""}), ("revoke", {"text": ""}),
           ("cancel", {"reason": "not_renewed"}), ("cancel", {"reason": "ended_before"}), ("suspend", {"text": ""}), ("renew", {"until": date(2031, 3, 1)}),
           ("renew", {"until": date(2036, 3, 2)}), ("change", {"fields": {}}), ("change", {"fields": {"address": ""}}), ("change", {"fields": {"none": "x"}})]  # fmt: skip


@pytest.mark.parametrize(("action", "wrong"), REASONS)
def test_an_act_without_its_lawful_reason_is_refused_and_changes_nothing(permit: Licence, take: Take, action: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        take(permit, action, **wrong)
    assert refused.value.status == 422
    permit.refresh_from_db()
    assert (permit.state, permit.version) == ("in_force", 1)


def test_an_ending_is_journalled_with_its_kind_and_ground(permit: Licence, take: Take) -> None:
    take(permit, "annul")
    take(permit, "cancel", reason="ended_before")
    told = Event.objects.filter(kind="licence_ended").order_by("seq").values_list("payload", "seq")
    assert [(each["ending"], each["reason"], seq) for each, seq in told] == [("annulled", "fraud", 2), ("cancelled", "ended_before", 3)]


def test_a_change_makes_a_new_version_and_the_old_code_says_so(permit: Licence, take: Take) -> None:
    old = code_of(permit)
    changed = take(permit, "change")
    assert (changed.version, changed.number.split(".")[3]) == (2, "002")
    assert Version.objects.filter(licence=permit).count() == 2
    assert verify(old, at=MONDAY).verdict is Verdict.REPLACED
    new = verify(code_of(changed), at=MONDAY)
    assert new.verdict is Verdict.GENUINE and new.licence
    assert ("经营场所", "临江区渡口街 9 号") in [(name.zh, value.zh) for name, value in new.licence.fields]


def test_renewal_moves_the_end_by_one_term_at_most(permit: Licence, take: Take) -> None:
    take(permit, "renew")
    assert (permit.until, permit.version) == (date(2032, 3, 1), 2)


def test_it_expires_when_its_last_day_is_over_by_the_clock_of_the_city(permit: Licence) -> None:
    Licence.objects.update(until=date(2026, 3, 31))
    last, first = at("2026-03-31 23:59"), at("2026-04-01 00:00")
    assert expire_due(last) == 0 and verify(code_of(permit), at=last).licence.state.code == "in_force"  # type: ignore[union-attr]
    assert verify(code_of(permit), at=first).licence.state.code == "expired", "also before the job has run"  # type: ignore[union-attr]
    assert (expire_due(first), expire_due(first)) == (1, 0)
    permit.refresh_from_db()
    assert permit.state == "expired" and Event.objects.get(kind="licence_ended").actor == "system"


def test_whoever_acts_on_one_that_is_over_is_told_so_even_before_the_job(permit: Licence, take: Take) -> None:
    Licence.objects.update(until=date(2026, 3, 1))
    with pytest.raises(Conflict) as refused:
        take(permit, "suspend")
    assert "过期" in refused.value.words.zh
    take(permit, "cancel", reason="not_renewed")
    assert [line.action for line in permit.history.order_by("id")] == ["issue", "expire", "cancel"]


def test_who_held_it_is_erased_by_rule_and_the_register_stays(permit: Licence, take: Take) -> None:
    take(permit, "revoke")
    gone = SORTS["licence_holders"].erase(at("2036-04-01 10:00"), 100)
    permit.refresh_from_db()
    assert gone.count == 1 and (permit.holder_name, permit.holder_number, permit.details) == ("", "", "")
    assert permit.state == "revoked" and permit.number


# ---- the table itself


def test_every_state_is_reached_and_every_act_performed() -> None:
    assert {state.code for state in LICENCE.states} == LICENCE.reachable() == {*RUNNING, *ENDED}
    assert set(LICENCE.actions()) == set(ACTS) == set(GIVEN)


@pytest.mark.parametrize("row", LICENCE.transitions, ids=lambda row: row.action)
def test_a_row_has_words_in_both_languages_and_a_reason(row: Transition) -> None:
    for words in (row.label, row.told):
        assert CHINESE.search(words.zh) and not CHINESE.search(words.en)
    assert row.reason and set(row.who) <= {"issuer", "issuer_head", "superior", "system"}
