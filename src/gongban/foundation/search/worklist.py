"""What editors look at: searches that found nothing or led elsewhere, proposals that wait, how much each word is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from gongban.foundation.search.models import Search, Term
from gongban.foundation.search.states import State
from gongban.foundation.search.words_actions import NOT_EDITOR, may_edit_terms
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden

LOOKED_BACK = timedelta(days=90)
FAR_DOWN = 3  # 选了第四条以后的，说明排得不对 · who chose a later one did not find it at once


@dataclass(frozen=True)
class Missed:
    """A text that was looked for and did not lead to the thing at once: how often, and where people ended."""

    text: str
    times: int
    nothing: int  # of these, how often nothing was found
    elsewhere: int  # how often another wording, or a later result, led on
    ended_at: str  # name of what was chosen most, "" when nothing was


@dataclass(frozen=True)
class Use:
    """How often a word was understood in a search, and how often something was chosen then."""

    used: int = 0
    chosen: int = 0


def missed(by: Actor, *, at: datetime, limit: int = 50) -> list[Missed]:
    """Texts of the last ninety days that nobody has dealt with, the most frequent first; Forbidden for who is no editor."""
    _check(by)
    with connection.cursor() as cursor:
        cursor.execute(_MISSED, [FAR_DOWN, at - LOOKED_BACK, limit])
        return [Missed(*row) for row in cursor.fetchall()]


_MISSED = """
    WITH looked AS (
        SELECT s.text, s.found = 0 AS nothing, coalesce(s.place, 0) > %s OR (s.place IS NULL AND later.place IS NOT NULL) AS elsewhere,
               coalesce(own.name_zh, other.name_zh) AS chosen
        FROM search_search s
        LEFT JOIN LATERAL (SELECT place, kind, key FROM search_search l WHERE l.before = s.id AND l.place IS NOT NULL LIMIT 1) later ON true
        LEFT JOIN search_keptcard own ON own.kind = s.kind AND own.key = s.key
        LEFT JOIN search_keptcard other ON other.kind = later.kind AND other.key = later.key
        WHERE s.at >= %s AND s.text <> '' AND s.done_at IS NULL
    )
    SELECT text, count(*), count(*) FILTER (WHERE nothing), count(*) FILTER (WHERE elsewhere),
           coalesce(mode() WITHIN GROUP (ORDER BY chosen), '')
    FROM looked WHERE nothing OR elsewhere GROUP BY text ORDER BY 2 DESC, 1 LIMIT %s
"""


def deal_with(text: str, *, by: Actor, at: datetime) -> int:
    """Take a text off the list: an editor has seen to it. Returns how many searches that were."""
    _check(by)
    return Search.objects.filter(text=text, done_at__isnull=True).update(done_by=UUID(by.account) if by.account else None, done_at=at)


def waiting_terms(by: Actor) -> QuerySet[Term]:
    """Proposed words, the oldest first."""
    _check(by)
    return Term.objects.filter(state=State.PROPOSED).order_by("proposed_at", "pk")


def terms_in_use(by: Actor, words: str = "") -> QuerySet[Term]:
    """Words in use, those that hold `words` as a saying or a meaning."""
    _check(by)
    rows = Term.objects.filter(state=State.APPROVED).order_by("say")
    return rows.filter(say__contains=words) | rows.filter(means__contains=[words]) if words else rows


def use_of(sayings: Sequence[str], *, at: datetime) -> dict[str, Use]:
    """How much these words were used in the last ninety days."""
    with connection.cursor() as cursor:
        cursor.execute(_USE, [at - LOOKED_BACK, list(sayings)])
        return {say: Use(used, chosen) for say, used, chosen in cursor.fetchall()}


_USE = """
    SELECT term, count(*), count(place) FROM search_search, unnest(terms) AS term
    WHERE at >= %s AND term = ANY(%s) GROUP BY term
"""


def _check(by: Actor) -> None:
    if not may_edit_terms(by):
        raise Forbidden("terms.not_editor", NOT_EDITOR)
