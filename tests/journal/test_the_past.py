"""A thousand random attacks on the sealed past, one after the other: each is found, and never named later than where it struck.

An attack returns how many events at most may still be called sound.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connection, transaction

from gongban.foundation.journal import sealing
from gongban.foundation.journal.models import Event, Place, Seal
from gongban.foundation.journal.public import Entry, record, verify
from gongban.kernel.actors import SYSTEM
from gongban.kernel.events import Occurrence
from gongban.kernel.identifiers import uuid7
from tests.alone import own_horizon

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
EVENTS, BATCH = 36, 7
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Weighed(Occurrence, kind="test_weighed", zh="试称", en="Weighed"):
    amount: int


@pytest.fixture
def sealed(tmp_path, monkeypatch) -> Iterator[list[Event]]:
    """Events in several seals, in the order of their positions; the triggers are off, as an intruder with the password would have it."""
    for module in ("sealing", "verification"):
        monkeypatch.setattr(f"gongban.foundation.journal.{module}.head_file", lambda: tmp_path / "head.json")
    monkeypatch.setattr(sealing, "_try_horizon", own_horizon)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    for amount in range(EVENTS):
        record(Entry(Weighed(amount), SYSTEM, NOON + dt.timedelta(minutes=amount), matter=uuid7(), seq=1))
    while sealing.seal(BATCH):
        pass
    assert verify().checked == EVENTS and Seal.objects.count() > 3
    yield [place.event for place in Place.objects.select_related("event").order_by("position")]


def change_a_field(events: list[Event], chance: random.Random) -> int:
    at = chance.randrange(EVENTS)
    changed: dict[str, object] = {
        "kind": "test_other", "matter": uuid7(), "seq": 7, "actor": "somebody", "actor_role": "admin", "acting_for": "x", "organisation": "x",
        "place": "990101", "channel": "x", "occurred_at": NOON - dt.timedelta(days=1), "recorded_at": NOON, "payload": {"amount": -1},
    }  # fmt: skip
    name = chance.choice(sorted(changed))
    Event.objects.filter(pk=events[at].pk).update(**{name: changed[name]})
    return at


def delete_an_event(events: list[Event], chance: random.Random) -> int:
    at = chance.randrange(EVENTS)
    Event.objects.filter(pk=events[at].pk).delete()
    return at


def delete_an_event_and_close_the_gap(events: list[Event], chance: random.Random) -> int:
    at = chance.randrange(EVENTS)
    Place.objects.filter(position=at + 1).delete()
    Event.objects.filter(pk=events[at].pk).delete()
    for position in range(at + 2, EVENTS + 1):
        Place.objects.filter(position=position).update(position=position - 1)
    return at


def swap_two(events: list[Event], chance: random.Random) -> int:
    one, other = sorted(chance.sample(range(1, EVENTS + 1), 2))
    for old, new in ((one, 10_000), (other, one), (10_000, other)):
        Place.objects.filter(position=old).update(position=new)
    return one - 1


def swap_what_two_places_hold(events: list[Event], chance: random.Random) -> int:
    one, other = sorted(chance.sample(range(EVENTS), 2))
    spare = uuid7()
    for position, event in ((one, spare), (other, events[one].pk), (one, events[other].pk)):
        Place.objects.filter(position=position + 1).update(event_id=event)
    return one


def insert_an_event(events: list[Event], chance: random.Random) -> int:
    Event.objects.create(kind="test_weighed", occurred_at=NOON, xact=chance.randrange(1, 100), payload={"amount": 1})
    return EVENTS


def insert_an_event_with_a_place(events: list[Event], chance: random.Random) -> int:
    at = chance.randrange(1, EVENTS + 1)
    for position in range(EVENTS, at - 1, -1):
        Place.objects.filter(position=position).update(position=position + 1)
    made = Event.objects.create(kind="test_weighed", occurred_at=NOON, xact=1, payload={"amount": 1})
    Place.objects.create(position=at, event=made, digest=Place.objects.filter(position=at + 1).values_list("digest", flat=True)[0])
    return at - 1


def change_a_digest(events: list[Event], chance: random.Random) -> int:
    at = chance.randrange(1, EVENTS + 1)
    Place.objects.filter(position=at).update(digest=f"{chance.getrandbits(256):064x}")
    return at - 1


def change_a_seal(events: list[Event], chance: random.Random) -> int:
    seals = list(Seal.objects.order_by("id"))
    at = chance.randrange(len(seals))
    changed = {"suite": chance.choice(["guomi", "none"]), "digest": f"{chance.getrandbits(256):064x}", "last_position": seals[at].last_position - 1}
    name = chance.choice(sorted(changed))
    Seal.objects.filter(pk=seals[at].pk).update(**{name: changed[name]})
    return seals[at].last_position


def cut_the_tail(events: list[Event], chance: random.Random) -> int:
    kept = chance.randrange(EVENTS)
    Place.objects.filter(position__gt=kept).delete()
    Seal.objects.filter(last_position__gt=kept).delete()
    Event.objects.filter(pk__in=[event.pk for event in events[kept:]]).delete()
    return EVENTS


def write_the_tail_anew(events: list[Event], chance: random.Random) -> int:
    """Change one event and compute every digest and seal after it again: only the head outside tells."""
    at = chance.randrange(EVENTS)
    Event.objects.filter(pk=events[at].pk).update(payload={"amount": -1})
    former = Place.objects.get(position=at).digest if at else ""
    for position in range(at + 1, EVENTS + 1):
        former = sealing.digest("international", former, Event.objects.get(sealed__position=position))
        Place.objects.filter(position=position).update(digest=former)
        Seal.objects.filter(last_position=position).update(digest=former)
    return EVENTS


ATTACKS: tuple[Callable[[list[Event], random.Random], int], ...] = (
    change_a_field, delete_an_event, delete_an_event_and_close_the_gap, swap_two, swap_what_two_places_hold, insert_an_event,
    insert_an_event_with_a_place, change_a_digest, change_a_seal, cut_the_tail, write_the_tail_anew,
)  # fmt: skip


@pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.long)])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_single_attack_on_the_sealed_past_is_found(attack: Callable[[list[Event], random.Random], int], rounds: int, sealed: list[Event]) -> None:
    for number in range(rounds):
        with transaction.atomic():
            most = attack(sealed, random.Random(number))
            found = verify()
            assert not found.sound and found.reason, f"round {number} of {attack.__name__} stayed unseen"
            assert found.checked <= most, f"round {number}: {found.checked} events are called sound, {most} can be"
            transaction.set_rollback(True)
    assert verify().sound, "between the attacks the journal is whole"
