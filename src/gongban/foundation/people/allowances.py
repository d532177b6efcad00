"""How often may somebody do something? Counted in the database, so that it holds across all processes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection

from gongban.foundation.people.models import Allowance
from gongban.foundation.people.secrets import lookup
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

_SPEND = """
INSERT INTO people_allowance (name, subject, ends_at, spent) VALUES (%s, %s, %s, 1)
ON CONFLICT (name, subject, ends_at) DO UPDATE SET spent = people_allowance.spent + 1
RETURNING spent
"""


def spend(name: str, subject: str, *, most: int, within: timedelta, at: datetime) -> None:
    """Count one more; Refusal "too_often" (429) when `subject` did it more than `most` times in this span.

    Spans begin at full multiples of `within`. `subject` (an address of the network, a phone) is kept as a keyed hash.
    """
    ends = _end_of_span(at, within)
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [name, lookup(subject, "people.allowance"), ends])
        (spent,) = cursor.fetchone()
    if spent > most:
        raise too_often(ends - at)


def too_often(wait: timedelta) -> Refusal:
    """The refusal, with how long to wait in minutes."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    words = Words("操作太频繁，请 {minutes} 分钟后再试。", "That is too often. Please try again in {minutes} minutes.")
    return Refusal("too_often", words.format(minutes=minutes), status=429)


def forget_spent(*, at: datetime) -> int:
    """Delete the spans that are over; return how many."""
    return Allowance.objects.filter(ends_at__lt=at).delete()[0]


def _end_of_span(at: datetime, within: timedelta) -> datetime:
    seconds = int(within.total_seconds())
    return datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, UTC)
