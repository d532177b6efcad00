"""Fees: the seam to a payment channel. The file channel writes one order for each fee and reads back what was paid, as treasuries exchange it.

An order goes out after the decision is committed. A process that dies between the two, or a full disk, leaves a fee without an
order: `order_left` sends what is left, so that nobody waits for a bill that never comes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from gongban.delivery.applications.acting import ACTIONS, locked, perform
from gongban.delivery.applications.models import Part, Payment
from gongban.kernel.actors import SYSTEM
from gongban.kernel.input import Input


@dataclass(frozen=True)
class Paid:
    """What a channel reports: our reference, its receipt, the amount in fen."""

    reference: str
    receipt: str
    amount: int


class Channel(Protocol):
    """How fees are paid. `order` may be called again for the same payment; `reports` gives each report until `settle` was called for it."""

    name: str

    def order(self, payment: Payment) -> None: ...
    def reports(self) -> Iterator[Paid]: ...
    def settle(self, paid: Paid) -> None: ...


class FileChannel:
    """Orders as payments/orders/REFERENCE.json, reports as payments/paid/REFERENCE.json, settled ones moved to payments/settled, in the instance's folder."""

    name = "file"

    def _folder(self, which: str) -> Path:
        folder = Path(settings.HOME) / "payments" / which
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def order(self, payment: Payment) -> None:
        said = {"reference": payment.reference, "amount": payment.amount, "number": payment.part.matter.number, "asked_at": payment.asked_at.isoformat()}
        draft = self._folder("orders") / f".{payment.reference}"
        draft.write_text(json.dumps(said), encoding="utf-8")
        draft.replace(draft.with_name(f"{payment.reference}.json"))

    def reports(self) -> Iterator[Paid]:
        for path in sorted(self._folder("paid").glob("*.json")):
            try:
                said = json.loads(path.read_text(encoding="utf-8"))
                yield Paid(str(said["reference"]), str(said["receipt"])[:80], int(said["amount"]))
            except (ValueError, KeyError, TypeError):
                path.replace(path.with_suffix(".unreadable"))  # 留给人看，不再读 · kept for a person to look at
            except FileNotFoundError:  # 另一个进程刚收走 · another process has just settled it
                continue

    def settle(self, paid: Paid) -> None:
        path = self._folder("paid") / f"{paid.reference}.json"
        with suppress(FileNotFoundError):
            path.replace(self._folder("settled") / path.name)


CHANNEL: Channel = FileChannel()


def ask_for_payment(part: Part, at: datetime) -> Payment:
    """Ask for a granted part's fee; the order goes out once the decision is committed."""
    made, _new = Payment.objects.get_or_create(part=part, defaults={"amount": part.fee, "channel": CHANNEL.name, "reference": uuid4().hex, "asked_at": at})
    transaction.on_commit(lambda: send_order(made, at), robust=True)
    return made


def send_order(payment: Payment, at: datetime) -> None:
    """Send an order, and note that it went out."""
    CHANNEL.order(payment)
    Payment.objects.filter(pk=payment.pk).update(ordered_at=at)


def order_left(at: datetime, most: int = 500) -> int:
    """Send the orders that did not go out when the fee was asked for; returns how many were sent."""
    rows = list(Payment.objects.filter(ordered_at=None, paid_at=None).select_related("part__matter").order_by("asked_at", "pk")[:most])
    for payment in rows:
        send_order(payment, at)
    return len(rows)


def take_reports(at: datetime) -> int:
    """Take what the channel reports as paid; each once, the amount must be ours. Returns how many were taken."""
    taken = 0
    for paid in CHANNEL.reports():
        with transaction.atomic():
            payment = Payment.objects.filter(reference=paid.reference, amount=paid.amount).select_related("part__matter").first()
            if payment is not None and payment.paid_at is None:
                _pay(payment, paid, at)
                taken += 1
        if payment is not None:
            CHANNEL.settle(paid)
    return taken


def _pay(payment: Payment, paid: Paid, at: datetime) -> None:
    part = locked(payment.part.matter.number, by=SYSTEM)
    if part.matter.state == "awaiting_payment":
        Payment.objects.filter(pk=payment.pk).update(receipt=paid.receipt)
        perform(part, ACTIONS["pay"], Input(), by=SYSTEM, at=at)
