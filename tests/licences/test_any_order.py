"""Whatever is tried on a licence, by whomever, in any order: it stays what the table allows, and its traces tell all of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongban.delivery.licences.lifecycle import ENDED
from gongban.delivery.licences.public import LICENCE, Licence, act, code_of, expire_due, verify
from gongban.foundation.facts.public import Party, held_of
from gongban.foundation.journal.public import Event
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal
from tests.cast import MONDAY, Cast
from tests.licences.conftest import GIVEN, Offices

pytestmark = pytest.mark.django_db
ACTIONS = [each for each in LICENCE.actions() if each != "expire"]
TRIES = st.lists(st.tuples(st.sampled_from([*ACTIONS, "wait"]), st.sampled_from(["police", "constable", "market", "chen"]), st.integers(1, 4000)), max_size=9)
PROVEN = {"born", "sex", "nationality"}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(TRIES)
def test_any_acts_in_any_order(cast: Cast, offices: Offices, card: Licence, tries: list[tuple[str, str, int]]) -> None:
    from tests.cast import actor

    people = {"police": offices.police, "constable": actor("wu.pingan"), "market": offices.market, "chen": cast.chen}
    with transaction.atomic():
        _play(card, tries, people)
        transaction.set_rollback(True)


def _play(card: Licence, tries: list[tuple[str, str, int]], people: dict[str, Any]) -> None:
    now, states, party = MONDAY, ["in_force"], Party(account=people["chen"].account)
    for action, who, days in tries:
        before = Licence.objects.get(pk=card.pk)
        told = Event.objects.filter(matter=card.pk).count()
        if action == "wait":
            now += timedelta(days=days)
            expire_due(now)
        else:
            given_ = {**GIVEN[action], **({"until": before.until + timedelta(days=days)} if action == "renew" and before.until else {})}
            given_ |= {"fields": {"address": f"听雨路 {days} 号"}} if action == "change" else {}
            try:
                act(card.pk, action, given_, by=people[who], at=now)
            except Refusal:
                after = Licence.objects.get(pk=card.pk)
                assert (after.state, after.version, after.until) == (before.state, before.version, before.until)
                assert Event.objects.filter(matter=card.pk).count() == told, "what is refused leaves no trace of having happened"
        states.append(_checked(card, party))
    for one, other in pairwise(states):
        assert one == other or any(other in row.to for row in LICENCE.from_state(one)) or (one in ("in_force", "suspended") and other == "cancelled")
    over = [place for place, state in enumerate(states) if state in ENDED]
    assert not over or all(state in ENDED for state in states[over[0] :]), "what is over never comes back"


def _checked(card: Licence, party: Party) -> str:
    row = Licence.objects.get(pk=card.pk)
    last = row.history.order_by("-id").first()
    assert last and (last.state, last.version) == (row.state, row.version)
    assert list(row.versions.order_by("version").values_list("version", flat=True)) == list(range(1, row.version + 1))
    assert row.number.startswith(row.base) and row.number.split(".")[3] == f"{row.version:03d}"
    seqs = list(Event.objects.filter(matter=card.pk, seq__isnull=False).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, row.last_seq + 1)), "the journal has every step once"
    held = {name for name, each in held_of(party, by=SYSTEM).items() if each.reference == row.base}
    assert held == (PROVEN if row.state == "in_force" else set())
    assert verify(code_of(row), at=MONDAY).licence
    return row.state
