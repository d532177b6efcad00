"""Fees: an order goes out after the decision, a lost one is sent again; a report counts once, and only with the right amount."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings

from gongban.delivery.applications.public import Part, Payment, order_left, take_reports
from gongban.foundation.journal.public import Event
from tests.applications.conftest import NOW, Desk


@pytest.fixture
def part(shop: Desk) -> Part:
    """A lost social card, granted: sixteen yuan are due."""
    part = shop.parts(shop.apply("social-card-replace", {"card_is_lost": True}, by=shop.cast.chen, subject="item"))["item"]
    shop.grant(part)
    assert (part.matter.state, part.fee, part.licence) == ("awaiting_payment", 1600, None)
    return part


def order_of(payment: Payment) -> Path:
    return Path(settings.HOME) / "payments" / "orders" / f"{payment.reference}.json"


def report(payment: Payment, **other: object) -> None:
    folder = Path(settings.HOME) / "payments" / "paid"
    folder.mkdir(parents=True, exist_ok=True)
    said = {"reference": payment.reference, "receipt": "TR-1", "amount": payment.amount, **other}
    (folder / f"{payment.reference}.json").write_text(json.dumps(said))


def test_an_order_that_did_not_go_out_is_sent_again_and_then_no_more(part: Part) -> None:
    payment = Payment.objects.get(part=part)
    assert payment.ordered_at is None and not order_of(payment).exists(), "in a test the decision is never committed: as if the process had died before the order"
    assert order_left(NOW) == 1
    assert json.loads(order_of(payment).read_text()) == {"reference": payment.reference, "amount": 1600, "number": part.matter.number, "asked_at": NOW.isoformat()}
    assert order_left(NOW) == 0


def test_a_fee_that_is_reported_twice_is_taken_once(part: Part) -> None:
    payment = Payment.objects.get(part=part)
    for taken in (1, 0):
        report(payment)
        assert take_reports(NOW) == taken
    part.refresh_from_db()
    part.matter.refresh_from_db()
    assert part.matter.state == "concluded" and Event.objects.filter(kind="fee_paid", matter=part.pk).count() == 1
    assert Event.objects.filter(kind="concluded", matter=part.pk).count() == 1


@pytest.mark.parametrize("other", [{"amount": 1}, {"amount": 1601}, {"amount": -1600}, {"reference": "../../keys/secret"}, {"reference": ""}])
def test_a_report_that_is_not_of_this_fee_pays_nothing(part: Part, other: dict[str, object]) -> None:
    payment = Payment.objects.get(part=part)
    report(payment, **other)
    assert take_reports(NOW) == 0
    payment.refresh_from_db()
    assert payment.paid_at is None
    (Path(settings.HOME) / "payments" / "paid" / f"{payment.reference}.json").unlink()


@pytest.mark.parametrize("text", ["", "[]", "null", '"x"', '{"reference": 1}', '{"reference": "a", "receipt": "b", "amount": "viel"}', "\x00"])
def test_a_report_that_cannot_be_read_is_put_aside_for_a_person(part: Part, text: str) -> None:
    folder = Path(settings.HOME) / "payments" / "paid"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "strange.json").write_text(text)
    assert take_reports(NOW) == 0
    assert (folder / "strange.unreadable").exists() and not (folder / "strange.json").exists()
    (folder / "strange.unreadable").unlink()
