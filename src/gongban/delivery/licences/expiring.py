"""A licence whose last day is over expires by itself, by the city's clock."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.licences.acting import act
from gongban.delivery.licences.lifecycle import RUNNING
from gongban.delivery.licences.models import Licence
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal

MOST = 5_000


def expire_due(at: datetime, limit: int = MOST) -> int:
    """Let every licence expire whose last day lies before the local day of `at`; return how many. May be run again at any time."""
    due = Licence.objects.filter(state__in=RUNNING, until__lt=calendar().local_day(at)).order_by("until", "pk")
    return sum(_expire(licence, at) for licence in due.only("pk")[:limit])


def _expire(licence: Licence, at: datetime) -> bool:
    try:
        act(licence.pk, "expire", by=SYSTEM, at=at)
    except Refusal:  # 刚刚被别人注销或延续 · ended or renewed by somebody in this very moment
        return False
    return True
