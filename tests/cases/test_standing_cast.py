"""The standing cast and city are what the other tests believe them to be."""

from __future__ import annotations

import pytest

from gongban.delivery.cases.public import CASE
from gongban.foundation.journal.public import read_all, seal_all
from gongban.foundation.people.public import Department
from tests.alone import sealing_alone
from tests.cast import Cast, at


@pytest.mark.parametrize("state", [state.code for state in CASE.states])
def test_the_cast_brings_a_case_to_every_state(cast: Cast, state: str) -> None:
    assert cast.bring(cast.report(), state).matter.state == state


def test_the_cast_plays_its_parts(cast: Cast) -> None:
    held = {name: sorted(getattr(cast, name).roles) for name in Cast.STAFF}
    assert held["handler"] == [("handler", "chengguan")]
    assert held["reviewer"] == [("reviewer", "chengguan")]
    assert held["unit_handler"] == [("handler", "huanwei"), ("reviewer", "huanwei")]
    assert held["specialist"] == [("policy_specialist", "jingxin")]
    assert all(getattr(cast, name).kind == "resident" for name in Cast.RESIDENTS)
    assert cast.agent.enterprise == "91990100MA0000000D"


def test_the_city_reads_its_own_clock() -> None:
    assert at("2026-03-02 10:00").isoformat() == "2026-03-02T02:00:00+00:00"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_city_stands_again_after_a_test_that_commits(cast: Cast, time: str) -> None:
    cast.report()
    with sealing_alone():
        assert seal_all() == 2
    read_all()
    Department.objects.filter(pk="zhujian").update(phone="1")


def test_what_was_committed_is_gone(cast: Cast) -> None:
    assert Department.objects.get(pk="zhujian").phone.startswith("0000-")
    assert cast.report().matter.number.startswith("JC20260302-")
