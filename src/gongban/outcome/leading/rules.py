"""Which period a brief compares with, and how a figure has changed; pure."""

from __future__ import annotations

from datetime import date, timedelta

from gongban.outcome.insight.public import Rate


def period_before(since: date, until: date) -> tuple[date, date]:
    """The period of the same length just before: whole months before whole months (环比), else as many days.

    >>> period_before(date(2026, 3, 1), date(2026, 3, 31))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    >>> period_before(date(2026, 3, 9), date(2026, 3, 15))
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 8))
    """
    last = since - timedelta(days=1)
    if since.day == 1 and (until + timedelta(days=1)).day == 1:
        months = (until.year - since.year) * 12 + until.month - since.month + 1
        first = since.year * 12 + since.month - 1 - months
        return date(first // 12, first % 12 + 1, 1), last
    return last - (until - since), last


def last_month(day: date) -> tuple[date, date]:
    """The whole month before that of `day`.

    >>> last_month(date(2026, 3, 5))
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    """
    until = day.replace(day=1) - timedelta(days=1)
    return until.replace(day=1), until


def shown(value: int | Rate) -> str:
    """A count or a rate as it is written.

    >>> shown(1234), shown(Rate(7, 8)), shown(Rate(0, 0))
    ('1,234', '87.5%', '—')
    """
    if isinstance(value, int):
        return f"{value:,}"
    return "—" if value.tenths is None else f"{value.tenths // 10}.{value.tenths % 10}%"


def change(now: int | Rate, before: int | Rate) -> str:
    """The change against the period before: of counts in per cent, of rates in percentage points (pp); "—" where nothing compares.

    >>> change(110, 100), change(90, 0), change(Rate(9, 10), Rate(8, 10)), change(Rate(0, 0), Rate(1, 2))
    ('+10%', '—', '+10.0pp', '—')
    """
    if isinstance(now, Rate):
        one, other = now.tenths, before.tenths if isinstance(before, Rate) else None
        return "—" if one is None or other is None else _signed(one - other)
    if not isinstance(before, int) or not before:
        return "—"
    return f"{(200 * (now - before) + before) // (2 * before):+d}%"


def _signed(tenths: int) -> str:
    return f"{'-' if tenths < 0 else '+'}{abs(tenths) // 10}.{abs(tenths) % 10}pp"
