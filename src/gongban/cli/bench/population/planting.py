"""Near-same reports whose pair is known: one that lies among the invented cases, one that comes in now.

Of the second, a third is the same person again; the others are somebody else at the same place with words of their own,
who may stand some steps further, may not have found the category, or may have pressed the button of the camera too.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from dataclasses import dataclass
from random import Random

from gongban.cli.bench.population import texts
from gongban.cli.bench.population.city_facts import read_facts
from gongban.cli.bench.population.drawing import DAY, Draughtsman, Drawn, Given, lines_of, number_of
from gongban.cli.bench.population.settling import copy_lines
from gongban.cli.bench.population.tables import tables

STEP = 0.0006  # degrees: up to some sixty metres away
STATES = ("accepted", "dispatched", "in_progress", "answered", "closed")


@dataclass(frozen=True)
class Plant:
    """A pair: the number under which the first lies, and what the second says."""

    number: str
    text: str
    lon: float | None
    lat: float | None
    category: str | None
    photo: int | None


def planted(pairs: int, beyond: int) -> list[Plant]:
    """So many pairs, the first of each among the cases (copied in once); `beyond`: how many invented cases there are without them."""
    from gongban.delivery.cases.public import Case, trace
    from gongban.foundation.search.public import vector

    given = Given(read_facts(), int(time.time()), 30 * DAY, pairs, vector)
    made = [_pair(given, beyond + n) for n in range(1, pairs + 1)]
    there = set(Case.objects.filter(matter__number__in=[plant.number for _drawn, plant, _bits in made]).values_list("matter__number", flat=True))
    lines: dict[str, list[str]] = defaultdict(list)
    for drawn, _plant, _bits in made if not there else ():
        for table, rows in lines_of(drawn, given).items():
            lines[table] += rows
    copy_lines(lines, tables(), os.environ["DATABASE_URL"])
    bits = {plant.number: found for _drawn, plant, found in made if found is not None}
    firsts = Case.objects.filter(matter__number__in=[plant.number for _drawn, plant, _bits in made]).select_related("matter")
    trace(firsts, {case.pk: [bits[case.matter.number]] for case in firsts if case.matter.number in bits})
    return [plant for _drawn, plant, _bits in made]


def _pair(given: Given, serial: int) -> tuple[Drawn, Plant, int | None]:
    dice, person, painter = Random(serial * 15_485_863), Random(serial * 32_452_843), Draughtsman(given)
    subject, spot = dice.choice(given.facts.subjects), painter.spot(dice)
    what = texts.incident(dice, given.facts.roads, subject.words)
    first = texts.clauses(what, dice)
    lon, lat = round(dice.gauss(spot.lon, 0.006), 7), round(dice.gauss(spot.lat, 0.005), 7)
    opened = int(Random(serial).uniform(DAY, 20 * DAY))
    drawn = Drawn(serial, "help", "web", subject, spot, given.now // DAY * DAY - opened, dice.choice(STATES), texts.written(first), texts.title_of(what), what.address(dice), lon, lat, "public")
    again = person.random() < 0.35
    second = texts.told_again(first, person) if again else texts.clauses(what, person)
    seen = person.getrandbits(64) - (1 << 63) if person.random() < 0.2 else None
    placed = not (again and person.random() < 0.4)
    plant = Plant(
        number_of(given.facts.prefix, drawn), f"{texts.written(second)} {what.address(person)}", round(lon + person.uniform(-STEP, STEP), 7) if placed else None,
        round(lat + person.uniform(-STEP, STEP), 7) if placed else None, subject.code if person.random() < 0.5 else None,
        None if seen is None else seen ^ (1 << person.randrange(60)),
    )  # fmt: skip
    return drawn, plant, seen

