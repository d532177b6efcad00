"""A mechanism may be on, off, or piloted in some districts from a day on; pages and API obey (B8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from gongban.delivery.cases.public import offered
from gongban.foundation.territory.models import Mechanism
from gongban.foundation.territory.public import forget
from gongban.kernel.errors import Conflict

pytestmark = pytest.mark.django_db
STUDY = {"question": "归谁管？", "departments": ["chengguan", "zhujian"]}
HERE, ELSEWHERE = ["990102000000"], ["990199000000"]
SWITCHES = [
    # state, districts, since, works
    ("on", [], None, True),
    ("off", [], None, False),
    ("piloted", "here", None, True),
    ("piloted", ELSEWHERE, None, False),
    ("on", [], date(2030, 1, 1), False),
    ("piloted", "here", date(2020, 1, 1), True),
]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """What a switch was set to here is forgotten with the test."""
    yield
    forget()


@pytest.mark.parametrize(("state", "districts", "since", "works"), SWITCHES)
def test_a_joint_study_is_called_only_where_the_city_has_it(state, districts, since, works, cast) -> None:
    case = cast.bring(cast.report("小区外的井盖不知道归谁管。"), "accepted")
    where = [case.district] if districts == "here" else districts
    Mechanism.objects.filter(pk="A8").update(state=state, districts=where, since=since)
    forget()
    assert ("call_study" in [row.action for row in offered(case, cast.dispatcher)]) is works
    if works:
        cast.act(case, "call_study", STUDY, by=cast.dispatcher)
        return
    with pytest.raises(Conflict, match="mechanism"):
        cast.act(case, "call_study", STUDY, by=cast.dispatcher)


def test_a_study_that_was_called_is_decided_even_after_the_switch(cast) -> None:
    case = cast.bring(cast.report("小区外的井盖不知道归谁管。"), "under_study")
    Mechanism.objects.filter(pk="A8").update(state="off")
    forget()
    given = {"department": "chengguan", "principle": "field", "conclusion": "由城管局先办。"}
    assert cast.act(case, "decide_study", given, by=cast.dispatcher).matter.state == "dispatched"
