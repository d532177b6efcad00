"""Invented applications by the million: people, applications, parts with their matters, steps of review, the clocks of those that run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from gongban.cli.bench.population.tables import Table, line, table_of

PEOPLE_EACH = 8  # 每人约几个申请 · applications of a person, about
OPEN = 0.03
STATES = (("received", 4), ("correcting", 1), ("in_review", 8), ("in_special", 1), ("waiting", 2))
ENDINGS = (("concluded", 90), ("refused", 4), ("withdrawn", 3), ("not_accepted", 3))
FIELDS: dict[str, tuple[Sequence[str], dict[str, Any]]] = {
    "people.Account": (("id", "login", "password"), {"kind": "resident", "is_active": True}),
    "applications.Application": (("id", "number", "slug", "version", "name_zh", "account", "channel", "began_at", "saved_at", "submitted_at"), {"stage": "submitted", "subject": "bundle", "name_en": "Invented"}),
    "matters.Matter": (("id", "number", "title", "state", "open", "holder", "opened_at", "changed_at", "due_at", "yellow_at"), {"kind": "application", "last_seq": 3}),
    "applications.Part": (("matter", "application", "place", "code", "item", "version", "name_zh", "department", "received_at", "outcome", "decided_at", "in_time"), {"name_en": "Invented"}),
    "applications.Task": (("id", "part", "department", "opened_at", "done_at"), {"key": "review", "name_zh": "审查", "name_en": "Review"}),
    "matters.Timer": (("id", "matter", "subject", "department", "started_at", "due_at", "yellow_at"), {"name": "promised", "amount": 10, "unit": "working_day"}),
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """An item of the city that is applied for: id, version, name, office."""

    item: str
    version: str
    name: str
    department: str


def apply_for(parts: int) -> int:
    """Bring the city to so many parts; returns how many there are. Those already there stay."""
    from django.db import connection, transaction

    from gongban.delivery.applications.public import Part

    there = Part.objects.count()
    if there >= parts:
        return there
    tables = {label: table_of(label, varied, constant) for label, (varied, constant) in FIELDS.items()}
    rows = _Drawing(Random(11), _offers(), datetime.now(UTC))
    with transaction.atomic():
        people = [rows.person() for _ in range(parts // (PEOPLE_EACH * 3) + 1)]
        _copy(tables["people.Account"], ([pk, f"bench-{pk[-12:]}", "!"] for pk in people))
        for begun in range(there, parts, 50_000):
            batch = rows.batch(min(50_000, parts - begun), people)
            for label in ("applications.Application", "matters.Matter", "applications.Part", "applications.Task", "matters.Timer"):
                _copy(tables[label], batch[label])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Part.objects.count()


def _copy(table: Table, rows: Any) -> None:
    from django.db import connection

    with connection.cursor() as cursor, cursor.cursor.copy(table.copy) as copied:
        for row in rows:
            copied.write(line(row) + table.ending)


def _offers() -> list[Offer]:
    from django.utils import timezone

    from gongban.design.catalogue.public import items_of

    return [Offer(str(each.item), str(each.version), each.name.zh[:100], each.owner.code) for each in items_of(at=timezone.now()) if each.owner.code]


class _Drawing:
    """Rows by dice: most applications lie in the past, a few run; some offices have many times as many as others."""

    def __init__(self, dice: Random, offers: list[Offer], now: datetime) -> None:
        self.dice, self.offers, self.now, self.serial = dice, offers, now, 0

    def person(self) -> str:
        from gongban.kernel.identifiers import uuid7

        return str(uuid7())

    def batch(self, parts: int, people: list[str]) -> dict[str, list[list[Any]]]:
        found: dict[str, list[list[Any]]] = {label: [] for label in FIELDS}
        left = parts
        while left > 0:
            count = min(left, self.dice.choice((1, 1, 2, 3, 5)))
            self._application(found, count, self.dice.choice(people))
            left -= count
        return found

    def _application(self, found: dict[str, list[list[Any]]], count: int, person: str) -> None:
        self.serial += 1
        begun = self.now - timedelta(minutes=self.dice.randrange(5, 3 * 365 * 24 * 60))
        running = self.dice.random() < OPEN
        pk, number, first = self.person(), f"JCBJ{begun:%Y%m%d}-B{self.serial:07d}", self._offer()
        found["applications.Application"].append([pk, number, "bench", first.version, first.name, person, "web", begun, begun, begun])
        for place in range(1, count + 1):
            for label, row in self._part(pk, number, place, self._offer(), begun, running):
                found[label].append(row)

    def _offer(self) -> Offer:
        """The first offices of the list have most."""
        return self.offers[int(len(self.offers) * self.dice.random() ** 2)]

    def _part(self, whole: str, number: str, place: int, offer: Offer, begun: datetime, running: bool) -> Iterator[tuple[str, list[Any]]]:
        pk = self.person()
        state = self.dice.choices(*zip(*(STATES if running else ENDINGS), strict=True))[0]
        decided = None if running else begun + timedelta(days=self.dice.randrange(1, 15))
        due = self.now + timedelta(hours=self.dice.randrange(-30, 240)) if running and state not in ("waiting", "in_special") else None
        yield "matters.Matter", [pk, f"{number}-{place:02d}", offer.name, state, running, offer.department, begun, decided or begun, due, due and due - timedelta(days=2)]
        outcome = "" if running else {"concluded": "granted", "refused": "refused"}.get(state, "")
        yield "applications.Part", [pk, whole, place, f"p{place}", offer.item, offer.version, offer.name, offer.department, begun, outcome, decided, None if running else self.dice.random() < 0.9]
        if state in ("in_review", "concluded", "refused"):
            yield "applications.Task", [self.person(), pk, offer.department, begun, decided]
        if due:
            yield "matters.Timer", [self.person(), pk, pk, offer.department, begun, due, due - timedelta(days=2)]
