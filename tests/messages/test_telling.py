"""Telling people: once each, after the caller's transaction, again when it failed, never twice after a crash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from gongban.foundation.messages import carriers
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.public import (
    Address,
    State,
    Template,
    Way,
    declare,
    deliver,
    erase,
    inbox,
    mark_read,
    sweep,
    tell,
    unread,
)
from gongban.foundation.messages.templates import TEMPLATES
from gongban.foundation.messages.terms import Letter, TryLater, Undeliverable
from gongban.kernel.words import Words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
PHONE = Address(Way.SMS, "+8613000000001")
ACCOUNT = "0190aaaa-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def words() -> Iterator[None]:
    before = dict(TEMPLATES)
    declare(
        Template("test.closed", Words("{number} 已办结", "{number} closed"), Words("由{department}办结。", "By {department}."), "/cases/{number}/"),
        Template("test.code", Words("验证码", "Code"), Words("{code}", "{code}"), secret=True, valid=timedelta(minutes=5)),
    )  # fmt: skip
    yield
    TEMPLATES.clear()
    TEMPLATES.update(before)


class Edge:
    """A carrier that keeps letters, and fails when it is told to."""

    def __init__(self) -> None:
        self.idempotent = True
        self.letters: list[Letter] = []
        self.fault: Exception | None = None

    def carry(self, letter: Letter) -> None:
        if self.fault:
            raise self.fault
        self.letters.append(letter)


@pytest.fixture
def edge(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Edge:
    made = Edge()
    monkeypatch.setitem(carriers.MAKERS, "edge", lambda: made)
    settings.MESSAGE_CARRIERS = {"sms": "edge"}
    return made


CLOSED = {"number": "JC1", "department_zh": "城管局", "department_en": "City Management"}


def closed(*addresses: Address, key: str = "event:1") -> list[Message]:
    return tell(addresses or [PHONE], "test.closed", CLOSED, key=key, at=NOW)


def row() -> Message:
    return Message.objects.get(way="sms")


def test_a_message_is_sent_with_its_words_filled_in(edge: Edge) -> None:
    (told,) = closed()
    assert deliver(told.pk, at=NOW) is State.SENT
    (sent,) = edge.letters
    assert (sent.to, sent.subject, sent.text) == ("+8613000000001", "JC1 已办结", "由城管局办结。")
    assert sent.url.endswith("/cases/JC1/")


def test_it_is_in_the_persons_language(edge: Edge) -> None:
    (told,) = closed(Address(Way.SMS, "+8613000000002", "en"))
    deliver(told.pk, at=NOW)
    assert edge.letters[0].text == "By City Management."


def test_the_same_reason_is_told_once(edge: Edge) -> None:
    assert (len(closed()), len(closed()), len(closed(key="event:2"))) == (1, 0, 1)


def test_a_value_that_the_words_need_must_be_given() -> None:
    with pytest.raises(ValueError, match="department"):
        tell([PHONE], "test.closed", {"number": "JC1"}, key="x", at=NOW)


def test_nothing_is_told_when_the_callers_change_fails() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        closed()
        raise RuntimeError
    assert (Message.objects.count(), ProcrastinateJob.objects.count()) == (0, 0)


def test_what_leaves_the_house_has_a_job_and_what_is_read_on_the_site_needs_none() -> None:
    closed(PHONE, Address(Way.IN_APP, ACCOUNT))
    jobs = ProcrastinateJob.objects.values_list("task_name", "args")
    assert list(jobs) == [("messages.deliver", {"message": str(row().pk)})]


def test_address_and_values_are_not_readable_in_the_table() -> None:
    closed()
    assert not any("13000000001" in str(value) or "城管局" in str(value) for value in Message.objects.values_list().get())


def test_the_second_worker_does_nothing(edge: Edge) -> None:
    (told,) = closed()
    deliver(told.pk, at=NOW)
    assert deliver(told.pk, at=NOW) is None
    assert len(edge.letters) == 1


def test_a_passing_fault_is_tried_again_with_growing_waits_and_given_up_after_six_tries(edge: Edge) -> None:
    closed()
    edge.fault, at, waits = TryLater("busy"), NOW, []
    while sweep(at=at) and row().next_try_at:
        waits.append(int((row().next_try_at - at).total_seconds() // 60))  # type: ignore[operator]
        assert sweep(at=at) == 0
        at = row().next_try_at  # type: ignore[assignment]
    assert waits == [1, 5, 30, 120, 720]
    assert (row().state, row().tries, row().error) == ("failed", 6, "busy")


def test_what_works_again_is_sent_at_the_next_try_with_the_same_key(edge: Edge) -> None:
    closed()
    edge.fault = TryLater("busy")
    sweep(at=NOW)
    edge.fault = None
    sweep(at=NOW + timedelta(minutes=1))
    assert (row().state, row().error, edge.letters[0].key, edge.letters[0].tries) == ("sent", "", "event:1:0:sms", 2)


def test_a_refusal_for_good_is_not_tried_again(edge: Edge) -> None:
    closed()
    edge.fault = Undeliverable("sms.422")
    sweep(at=NOW)
    assert sweep(at=NOW + timedelta(days=2)) == 0
    assert (row().state, row().error) == ("failed", "sms.422")


def test_a_mistake_of_the_carrier_itself_is_tried_again_and_names_nothing(edge: Edge) -> None:
    closed()
    edge.fault = RuntimeError("+8613000000001")
    sweep(at=NOW)
    assert (row().state, row().error) == ("waiting", "RuntimeError")


@pytest.mark.parametrize(("idempotent", "state", "letters"), [(True, "sent", 2), (False, "unsure", 1)])
def test_after_a_death_between_sending_and_marking(edge: Edge, idempotent: bool, state: str, letters: int) -> None:
    """A carrier that knows keys gets the same key again; over any other nothing is sent twice."""
    edge.idempotent = idempotent
    (told,) = closed()
    edge.fault = KeyboardInterrupt()  # the process ends here
    with pytest.raises(KeyboardInterrupt):
        deliver(told.pk, at=NOW)
    edge.letters.append(Letter("event:1:0:sms", "", "", "", ""))  # it had reached the provider
    edge.fault = None
    assert sweep(at=NOW + timedelta(minutes=9)) == 0
    sweep(at=NOW + timedelta(minutes=11))
    assert (row().state, len(edge.letters)) == (state, letters)
    assert {letter.key for letter in edge.letters} == {"event:1:0:sms"}


def test_a_code_that_has_lapsed_is_not_sent(edge: Edge) -> None:
    (told,) = tell([PHONE], "test.code", {"code": "123456"}, key="c", at=NOW)
    assert deliver(told.pk, at=NOW + timedelta(minutes=6)) is State.LAPSED
    assert edge.letters == []


def test_a_secret_is_wiped_once_it_is_sent(edge: Edge) -> None:
    (told,) = tell([PHONE], "test.code", {"code": "123456"}, key="c", at=NOW)
    deliver(told.pk, at=NOW)
    assert row().values == ""


def test_the_inbox_shows_newest_first_what_is_unread_and_only_ones_own() -> None:
    inside = Address(Way.IN_APP, ACCOUNT)
    closed(inside)
    tell([inside], "test.closed", CLOSED | {"number": "JC2"}, key="event:2", at=NOW + timedelta(hours=1))
    closed(Address(Way.IN_APP, "somebody-else"), key="event:3")
    assert [(note.subject, note.path, note.unread) for note in inbox(ACCOUNT)] == [
        ("JC2 已办结", "/cases/JC2/", True),
        ("JC1 已办结", "/cases/JC1/", True),
    ]
    assert unread(ACCOUNT) == 2
    assert mark_read("somebody-else", at=NOW, ids=[inbox(ACCOUNT)[0].id]) == 0
    assert mark_read(ACCOUNT, at=NOW, ids=[inbox(ACCOUNT)[0].id]) == 1
    assert (mark_read(ACCOUNT, at=NOW), unread(ACCOUNT)) == (1, 0)


def test_the_inbox_goes_on_from_a_time() -> None:
    for number in range(3):
        tell([Address(Way.IN_APP, ACCOUNT)], "test.closed", CLOSED, key=f"e:{number}", at=NOW + timedelta(hours=number))
    first = inbox(ACCOUNT, most=2)
    assert [note.at for note in inbox(ACCOUNT, before=first[-1].at)] == [NOW]


def test_whoever_deletes_their_account_leaves_no_message_behind() -> None:
    closed(PHONE, Address(Way.IN_APP, ACCOUNT))
    closed(Address(Way.SMS, "+8613000000009"), key="event:9")
    assert erase(account=ACCOUNT, to="+8613000000001") == 2
    assert Message.objects.count() == 1


def test_a_template_name_stands_for_one_text_only() -> None:
    with pytest.raises(ValueError, match=r"test\.closed"):
        declare(Template("test.closed", Words("a", "a"), Words("b", "b")))
