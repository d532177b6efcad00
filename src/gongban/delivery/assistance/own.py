"""A person's own mandates and orders as JSON values in clear, for their copy of their data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongban.delivery.assistance.models import Order
from gongban.delivery.assistance.queries import my_mandates, my_orders, stages_of
from gongban.delivery.assistance.sealing import ADDRESS, CONTACT, TEXT, WISH, reveal
from gongban.kernel.actors import Actor


def own_assistance(by: Actor, at: datetime) -> dict[str, Any]:
    """Every mandate with what was done by it, every order with its history; the caller asks for themselves."""
    mandates = [
        {"kind": row.kind, "items": row.items, "since": row.since, "until": row.until, "origin": row.origin, "state": row.state,
         "acts": list(row.deeds.order_by("at").values("at", "what", "subject"))}
        for row in my_mandates(by, at)
    ]  # fmt: skip
    return {"mandates": mandates, "orders": [_order(row) for row in my_orders(by)]}


def _order(row: Order) -> dict[str, Any]:
    return {
        "number": row.number, "item": row.item, "kind": row.kind, "place": row.place, "state": row.state, "asked_at": row.asked_at,
        "appointment": row.appointment, "contact": reveal(row.contact, CONTACT), "address": reveal(row.address, ADDRESS), "wish": reveal(row.wish, WISH),
        "history": [{"at": each.at, "action": each.action, "reason": each.reason, "text": reveal(each.text, TEXT)} for each in stages_of(row)],
    }  # fmt: skip
