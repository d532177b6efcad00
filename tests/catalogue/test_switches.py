"""A version or an item is on, off, or piloted in some districts from a day on (B8); lists and guides obey alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongban.design.catalogue.public import Guide, Turning, Wanted, guide, list_items, turn
from gongban.design.catalogue.switching import Candidate, Turn, version_in_force
from gongban.foundation.journal.public import read_events
from gongban.foundation.search.models import KeptCard
from gongban.foundation.search.public import told_of
from gongban.foundation.territory.models import Mechanism
from gongban.foundation.territory.public import forget
from gongban.kernel.errors import Conflict, Forbidden, NotFound, Refusal
from tests.cast import Cast, at
from tests.catalogue.conftest import CODE

LINJIANG, WANGCHUAN = "990102000000", "990103000000"
Published = Callable[..., Guide]


def listed(cast: Cast, district: str = "") -> list[int | None]:
    return [line.number for line in list_items(Wanted(words="小店", district=district), at=cast.now).rows]


def test_a_version_on_trial_holds_in_its_districts_the_former_one_elsewhere(cast: Cast, published: Published) -> None:
    published()
    published(visits=0, pilot=[LINJIANG])
    assert [guide(CODE, at=cast.now, district=each).number for each in (LINJIANG, WANGCHUAN, "")] == [2, 1, 1]
    assert [listed(cast, each) for each in (LINJIANG, WANGCHUAN, "")] == [[2], [1], [1]]
    assert guide(CODE, at=cast.now, district=LINJIANG).pilot == (LINJIANG,)


def test_a_new_item_on_trial_is_offered_in_its_districts_only(cast: Cast, published: Published) -> None:
    published(pilot=[LINJIANG])
    assert (listed(cast, LINJIANG), listed(cast, WANGCHUAN), listed(cast)) == ([1], [], [])
    with pytest.raises(NotFound):
        guide(CODE, at=cast.now, district=WANGCHUAN)


def test_a_trial_ends_by_switching_the_version_on_everywhere(cast: Cast, published: Published) -> None:
    published()
    published(visits=0, pilot=[LINJIANG])
    turn(CODE, Turning(setting="on", number=2, since=date(2026, 5, 1), reason="试点有效"), by=cast.publisher, at=cast.now)
    assert guide(CODE, at=cast.now, district=WANGCHUAN).number == 1
    assert guide(CODE, at=at("2026-05-01 09:00"), district=WANGCHUAN).number == 2


def test_a_version_that_is_switched_off_gives_way_to_the_one_before(cast: Cast, published: Published) -> None:
    published()
    published(visits=0)
    turn(CODE, Turning(setting="off", number=2, reason="有问题"), by=cast.publisher, at=cast.now)
    assert guide(CODE, at=cast.now).number == 1 and listed(cast) == [1]


def test_an_item_that_is_off_is_not_offered_whatever_its_versions(cast: Cast, published: Published) -> None:
    published()
    turn(CODE, Turning(setting="off", reason="暂停"), by=cast.publisher, at=cast.now)
    assert listed(cast) == []
    turn(CODE, Turning(setting="on", reason="恢复"), by=cast.publisher, at=cast.later())
    assert listed(cast) == [1]


def test_the_search_finds_what_is_offered_and_where(cast: Cast, published: Published) -> None:
    found = published(pilot=[LINJIANG])
    card = KeptCard.objects.get(kind="item", key=found.item)
    assert (card.districts, card.withdrawn, card.url) == ([LINJIANG], False, f"/services/{CODE}/")
    turn(CODE, Turning(setting="on", number=1, reason="铺开"), by=cast.publisher, at=cast.later())
    assert KeptCard.objects.get(key=found.item).districts == []
    turn(CODE, Turning(setting="off", reason="暂停"), by=cast.publisher, at=cast.later())
    assert found.item not in told_of("item")
    turn(CODE, Turning(setting="on", reason="恢复"), by=cast.publisher, at=cast.later())
    assert found.item in told_of("item")


def test_a_switch_is_in_the_journal_and_for_publishers_only(cast: Cast, published: Published) -> None:
    found = published()
    with pytest.raises(Forbidden):
        turn(CODE, Turning(setting="off", reason="暂停"), by=cast.editor, at=cast.now)
    turn(CODE, Turning(setting="piloted", districts=[LINJIANG], reason="先试"), by=cast.publisher, at=cast.now)
    event = read_events(["pilot_switched"])[-1]
    assert (event.payload["item"], event.payload["setting"], event.payload["districts"]) == (str(found.item), "piloted", [LINJIANG])


@pytest.mark.parametrize("given", [Turning(setting="piloted", reason="没有区"), Turning(setting="on", districts=[LINJIANG], reason="多了区"),
                                   Turning(setting="piloted", districts=["1"], reason="没有这个区"), Turning(setting="off", since=date(2026, 1, 1), reason="昨天")])  # fmt: skip
def test_a_switch_that_makes_no_sense_is_refused(cast: Cast, published: Published, given: Turning) -> None:
    published()
    with pytest.raises(Refusal):
        turn(CODE, given, by=cast.publisher, at=cast.now)


def test_a_city_that_switches_the_catalogue_off_shows_none(cast: Cast, published: Published) -> None:
    published()
    Mechanism.objects.filter(code="B1").update(state="off")
    forget()
    with pytest.raises(Conflict) as told:
        guide(CODE, at=cast.now)
    assert told.value.code == "catalogue.switched_off"
    Mechanism.objects.filter(code="B1").update(state="on")
    forget()


DAY = date(2026, 6, 1)
NUMBERED = st.lists(st.tuples(st.integers(-3, 3), st.booleans()), max_size=6)
TURNS = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["on", "off", "piloted"]), st.booleans(), st.integers(-3, 3)), max_size=12)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NUMBERED, TURNS, st.sampled_from(["", "east", "west"]))
def test_what_holds_has_begun_is_on_and_no_newer_one_that_is_on_stands_above_it(versions: list[tuple[int, bool]], turned: list[tuple[int, str, bool, int]], district: str) -> None:
    made = [Candidate(uuid4(), number, date.fromordinal(DAY.toordinal() + begins), ended) for number, (begins, ended) in enumerate(versions, start=1)]
    turns = [
        Turn(made[number - 1].version if 0 < number <= len(made) else None, setting, ("east",) if east else ("west",), date.fromordinal(DAY.toordinal() + since), order)
        for order, (number, setting, east, since) in enumerate(turned)
    ]

    def open_(version: object) -> bool:
        last = None
        for each in turns:
            if each.version == version and each.since <= DAY and (last is None or (each.since, each.order) > (last.since, last.order)):
                last = each
        return last is None or last.setting == "on" or (last.setting == "piloted" and district in last.districts)

    standing = [each for each in made if each.since <= DAY and open_(each.version)]
    expected = standing[-1] if standing and open_(None) and not standing[-1].ended else None
    assert version_in_force(made, turns, DAY, district) == expected
