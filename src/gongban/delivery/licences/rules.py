"""What holds for a licence on a day, and until when it runs; pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from gongban.delivery.licences.lifecycle import RUNNING

LATEST = date(2199, 12, 31)  # 更晚的是笔误 · what lies later is a slip of the pen


def state_on(state: str, until: date | None, day: date) -> str:
    """The state on a local day: whose last day is over has expired, whether or not the daily job has run.

    >>> state_on("in_force", date(2026, 3, 1), date(2026, 3, 1)), state_on("suspended", date(2026, 3, 1), date(2026, 3, 2))
    ('in_force', 'expired')
    >>> state_on("revoked", date(2026, 3, 1), date(2026, 3, 2))
    'revoked'
    """
    return "expired" if state in RUNNING and until is not None and until < day else state


def last_day(since: date, months: int | None) -> date | None:
    """The last day of a term of so many months that begins on a day; None for a licence without an end.

    >>> last_day(date(2026, 3, 2), 60), last_day(date(2024, 2, 29), 12), last_day(date(2026, 1, 1), None)
    (datetime.date(2031, 3, 1), datetime.date(2025, 2, 27), None)
    """
    if months is None:
        return None
    count = since.year * 12 + since.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1])) - timedelta(days=1)
