"""Every life event and trade can be applied for to its end: those of the sample city, and the twenty real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongban.cli.importing.bundles import import_bundles
from gongban.delivery.applications.public import filling
from gongban.design.bundles.public import Audience, Line, list_bundles
from gongban.foundation.journal.public import Event
from gongban.kernel.actors import Actor
from tests.applications.conftest import CITY, NOW, Desk

REAL = Path(__file__).parents[3] / "shared" / "data" / "one-thing"
OWN = sorted(path.stem for folder in ("one-thing", "trades") for path in (CITY / folder).glob("*.yaml"))


def lines() -> list[Line]:
    return list_bundles(at=NOW)


def applicant(desk: Desk, line: Line) -> Actor:
    return desk.cook if line.audience == Audience.COMPANY else desk.cast.chen


def walk(desk: Desk, line: Line) -> None:
    """From the first question to the last result in the applicant's hands."""
    who = applicant(desk, line)
    draft = desk.begin(line.slug, who)
    found = desk.fill(draft, by=who)
    assert found.faults() == [], (line.slug, [each.words.en for each in found.faults()])
    made = desk.submit(draft, who)
    for _round in range(30):
        todo = [part for part in desk.parts(made).values() if part.matter.state == "received"]
        for part in todo:
            desk.grant(part)
            desk.pay(part)  # 证照缴费后才发，后面等它的才开始 · a licence follows its fee, and what waits for it follows the licence
        if not todo:
            break
    parts = desk.parts(made)
    assert {code: part.matter.state for code, part in parts.items()} == dict.fromkeys(parts, "concluded"), line.slug
    assert Event.objects.filter(kind="concluded", matter__in=[part.pk for part in parts.values()]).count() == len(parts)


@pytest.mark.parametrize("slug", OWN)
def test_a_life_event_or_trade_of_the_sample_city_is_applied_for_to_its_end(shop: Desk, slug: str) -> None:
    walk(shop, next(line for line in lines() if line.slug == slug))


@pytest.mark.skipif(not REAL.is_dir(), reason=f"the real life events are not here: {REAL}")
def test_each_of_the_twenty_real_life_events_is_applied_for_to_its_end(shop: Desk) -> None:
    before = {line.slug for line in lines()}
    import_bundles(sorted(REAL.glob("*.json")))
    real = [line for line in lines() if line.slug not in before]
    assert len(real) == 20
    for line in real:
        walk(shop, line)


def test_what_is_asked_never_includes_what_is_held(shop: Desk) -> None:
    for line in lines():
        found = filling(shop.begin(line.slug, applicant(shop, line)), at=NOW)
        assert found.settled.question is None or found.settled.question.name not in found.held
