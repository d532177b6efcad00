"""How often may somebody do something? Counted in the database, so that it holds across all processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from django.db import connection

from gongban.foundation.people.models import Allowance
from gongban.foundation.people.secrets import lookup
from gongban.kernel.errors import TooOften
from gongban.kernel.words import Words

_SPEND = """
INSERT INTO people_allowance (name, subject, ends_at, spent) VALUES (%s, %s, %s, 1)
ON CONFLICT (name, subject, ends_at) DO UPDATE SET spent = people_allowance.spent + 1
RETURNING spent
"""


@dataclass(frozen=True)
class Spent:
    """How much of an allowance is used: `used` of `most` in a span of `within` seconds that ends in `left` seconds."""

    most: int
    used: int
    within: int
    left: int

    @property
    def headers(self) -> dict[str, str]:
        """How much is left and when it begins anew, in seconds (draft-ietf-httpapi-ratelimit-headers)."""
        return {
            "RateLimit-Limit": str(self.most), "RateLimit-Remaining": str(max(0, self.most - self.used)),
            "RateLimit-Reset": str(self.left), "RateLimit-Policy": f"{self.most};w={self.within}",
        }  # fmt: skip


def spend(name: str, subject: str, *, most: int, within: timedelta, at: datetime) -> Spent:
    """Count one more; Refusal "too_often" (429) when `subject` did it more than `most` times in this span.

    Spans begin at full multiples of `within`. `subject` (an address of the network, a phone) is kept as a keyed hash.
    """
    ends = _end_of_span(at, within)
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [name, lookup(subject, "people.allowance"), ends])
        (spent,) = cursor.fetchone()
    if spent > most:
        raise too_often(ends - at)
    return Spent(most, spent, int(within.total_seconds()), _seconds(ends - at))


def too_often(wait: timedelta) -> TooOften:
    """The refusal, with how long to wait: in minutes for people, in seconds for programs."""
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    words = Words("操作太频繁，请 {minutes} 分钟后再试。", "That is too often. Please try again in {minutes} minutes.")
    return TooOften("too_often", words.format(minutes=minutes), _seconds(wait))


def forget_spent(*, at: datetime) -> int:
    """Delete the spans that are over; return how many."""
    return Allowance.objects.filter(ends_at__lt=at).delete()[0]


def _seconds(wait: timedelta) -> int:
    return max(1, ceil(wait.total_seconds()))


def _end_of_span(at: datetime, within: timedelta) -> datetime:
    seconds = int(within.total_seconds())
    return datetime.fromtimestamp((int(at.timestamp()) // seconds + 1) * seconds, UTC)
