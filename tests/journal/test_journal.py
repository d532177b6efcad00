"""The record cannot be changed unnoticed (design, section 4)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction

from gongban.foundation.journal import sealing
from gongban.foundation.journal.models import Event, Place, Reader, Seal
from gongban.foundation.journal.public import Entry, read_all, record, verify
from gongban.foundation.journal.recording import LATER, NOW
from gongban.kernel.actors import SYSTEM
from gongban.kernel.events import DECLARED, Occurrence
from gongban.kernel.identifiers import uuid7
from tests.alone import own_horizon

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Counted(Occurrence, kind="test_counted", zh="试数", en="Counted"):
    amount: int
    note: str = ""


@pytest.fixture(autouse=True)
def _head_of_its_own(tmp_path, monkeypatch) -> Iterator[None]:
    """Each test keeps the head in a folder of its own."""
    monkeypatch.setattr(sealing, "head_file", lambda: tmp_path / "head.json")
    monkeypatch.setattr("gongban.foundation.journal.verification.head_file", lambda: tmp_path / "head.json")
    yield


@pytest.fixture
def unguarded() -> None:
    """What an intruder with the database's password would do first: switch the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")


def write(*amounts: int) -> list[Event]:
    """Write events in an order of their own; in a test everything is one transaction, so finish it by hand."""
    events = []
    for amount in amounts:
        events += record(Entry(Counted(amount), SYSTEM, NOON, matter=uuid7(), seq=1))
    return events


def seal(monkeypatch: pytest.MonkeyPatch, limit: int = 5_000) -> int:
    """Seal as if the test's own transaction had ended."""
    monkeypatch.setattr(sealing, "_try_horizon", own_horizon)
    return sealing.seal(limit)


def test_an_event_outside_of_a_transaction_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(Entry(Counted(1), SYSTEM, NOON))


@pytest.mark.parametrize("statement", ["UPDATE journal_event SET kind = 'x'", "DELETE FROM journal_event", "TRUNCATE journal_event CASCADE",
                                       "UPDATE journal_place SET digest = ''", "DELETE FROM journal_seal"])  # fmt: skip
def test_the_database_refuses_to_change_what_happened(statement: str) -> None:
    write(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("note", ["13012345678", "王小明", "call me", "my address is 3, High Street", "x" * 65])
def test_a_payload_holds_no_personal_data(note: str) -> None:
    with pytest.raises(TypeError, match="id, a code, an amount or a time"):
        record(Entry(Counted(1, note), SYSTEM, NOON))


def test_only_declared_events_are_written(monkeypatch) -> None:
    monkeypatch.delitem(DECLARED, "test_counted")
    with pytest.raises(TypeError, match="not declared"):
        record(Entry(Counted(1), SYSTEM, NOON))


def test_positions_are_dense_and_seals_chain(monkeypatch) -> None:
    write(1, 2, 3)
    assert [seal(monkeypatch, limit=2), seal(monkeypatch), seal(monkeypatch)] == [2, 1, 0]
    assert list(Place.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3]
    assert verify().sound and verify().checked == 3
    assert json.loads(sealing.head_file().read_text())["position"] == 3


def test_nothing_is_sealed_while_its_transaction_runs() -> None:
    write(1)
    assert sealing.seal() == 0


ATTACKS = {
    "change": "UPDATE journal_event SET payload = '{\"amount\": 99}' WHERE id = '{second}'",
    "change of time": "UPDATE journal_event SET occurred_at = occurred_at - interval '1 day' WHERE id = '{second}'",
    "deletion": "DELETE FROM journal_event WHERE id = '{second}'",
    "deletion with its place": "DELETE FROM journal_place WHERE position = 2",
    "re-ordering": "UPDATE journal_place SET position = 99 WHERE position = 2; UPDATE journal_place SET position = 2 WHERE position = 3; "
    "UPDATE journal_place SET position = 3 WHERE position = 99",
    "insertion": "INSERT INTO journal_event (id, kind, actor, actor_role, acting_for, organisation, place, channel, occurred_at, xact, payload) "
    "VALUES ('{fresh}', 'test_counted', '', '', '', '', '', '', now(), 3, '{{}}')",
    "cut tail": "DELETE FROM journal_place WHERE position > 2; DELETE FROM journal_seal WHERE last_position > 2; DELETE FROM journal_event WHERE id IN ('{third}', '{fourth}')",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_on_the_sealed_past_is_found(attack: str, monkeypatch, unguarded) -> None:
    _first, second, third, fourth = write(1, 2, 3, 4)
    seal(monkeypatch, limit=2), seal(monkeypatch)
    assert verify().sound
    names = {"second": second.pk, "third": third.pk, "fourth": fourth.pk, "fresh": uuid7()}
    with connection.cursor() as cursor:
        for statement in ATTACKS[attack].replace('{"amount": 99}', '{{"amount": 99}}').format(**names).split("; "):
            cursor.execute(statement)
    found = verify()
    assert not found.sound
    assert found.checked <= 4 and found.reason


def test_the_first_event_that_does_not_fit_is_named(monkeypatch, unguarded) -> None:
    events = write(1, 2, 3)
    seal(monkeypatch)
    Event.objects.filter(pk=events[1].pk).update(kind="test_other")
    assert (verify().position, verify().event, verify().checked) == (2, str(events[1].pk), 1)


def test_a_chain_computed_anew_is_found_by_the_head_outside(monkeypatch, unguarded) -> None:
    events = write(1, 2)
    seal(monkeypatch)
    Event.objects.filter(pk=events[1].pk).update(kind="test_other")
    events[1].refresh_from_db()
    forged = sealing.digest("international", Place.objects.get(position=1).digest, events[1])
    Place.objects.filter(position=2).update(digest=forged)
    Seal.objects.update(digest=forged)
    assert not verify().sound


def test_a_restored_database_seals_first_what_was_unsealed(monkeypatch, unguarded) -> None:
    write(1)
    seal(monkeypatch)
    Seal.objects.update(horizon=2**60)  # the old server had counted further than the new one
    write(2)
    assert seal(monkeypatch) == 1
    assert verify().checked == 2


def test_a_listener_now_acts_within_the_transaction_and_later_reads_by_position(monkeypatch) -> None:
    heard: list[tuple[str, int]] = []
    monkeypatch.setitem(NOW, "test_counted", [lambda event: heard.append(("now", event.payload["amount"]))])
    monkeypatch.setitem(LATER, "test.later", (frozenset({"test_counted"}), lambda event: heard.append(("later", event.payload["amount"]))))
    write(7)
    assert heard == [("now", 7)]
    seal(monkeypatch)
    read_all()
    read_all()
    assert heard == [("now", 7), ("later", 7)]
    assert Reader.objects.get(name="test.later").position == 1


def test_a_later_listener_that_fails_is_tried_again_from_the_same_place(monkeypatch) -> None:
    tries: list[int] = []

    def fail_once(event: Event) -> None:
        tries.append(event.payload["amount"])
        if len(tries) == 1:
            raise ValueError("the first time")

    monkeypatch.setitem(LATER, "test.later", (frozenset({"test_counted"}), fail_once))
    write(5)
    seal(monkeypatch)
    read_all(), read_all()
    assert tries == [5, 5]
