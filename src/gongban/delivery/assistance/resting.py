"""Mandates run out by the clock: what was under way by them rests."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.assistance.models import Order
from gongban.delivery.assistance.orders import act
from gongban.delivery.assistance.terms import Reason
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal

MOST = 1_000


def rest_due(at: datetime, limit: int = MOST) -> int:
    """Pause the orders under way whose mandate is over; gives how many. May be run again at any time."""
    due = Order.objects.filter(state="accepted", kind="act", mandate__until__lte=at).order_by("pk").values_list("pk", flat=True)[:limit]
    done = 0
    for pk in list(due):
        try:
            act(pk, "pause", {"reason": Reason.MANDATE_OVER.value, "text": "委托已到期"}, by=SYSTEM, at=at)
            done += 1
        except Refusal:  # 刚刚被别人办了 · somebody moved it in this very moment
            continue
    return done
