"""Finding things in plain words, and the everyday words themselves: proposed by anybody, decided by editors."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status

from gongban.foundation.search.public import (
    Deciding,
    Find,
    Proposing,
    Term,
    Wish,
    approve_term,
    end_term,
    look_for,
    propose_term,
    reject_term,
    waiting_terms,
)
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words
from gongban.web.api.acting import caller, staff
from gongban.web.api.problems import CHANGING, READING, Said
from gongban.web.site.visitor import spend_here

router = Router(tags=["search 找服务"])
DECISIONS = {"approve": approve_term, "reject": reject_term, "end": end_term}
MOST_SHOWN, MOST_WORDS = 50, 30  # finds in an answer; words proposed in an hour from one address


class Asked(Schema):
    """What is looked for; `kind`, `audience` (person, company) and `district` (a code) choose among the finds."""

    q: str
    kind: str = ""
    audience: str = ""
    district: str = ""
    limit: int = 20


class FindOut(Schema):
    """A thing that was found: its page here, how well it fits, and why."""

    kind: str
    key: UUID
    name: Said
    url: str
    owner: str
    score: float
    why: list[Said]


class TermOut(Schema):
    """An everyday word and how it stands: proposed, approved, rejected, ended."""

    id: UUID
    say: str
    means: list[str]
    state: str
    reason: str
    proposed_at: datetime | None


@router.get("/search", auth=None, response={200: list[FindOut], **READING}, summary="用平常话找服务 · find services in plain words", operation_id="search_services")
def search(request: HttpRequest, asked: Query[Asked]) -> list[FindOut]:
    """Services, life events and answers that fit, the best first, each with the reasons. Nothing is kept of it."""
    wish = Wish(asked.q[:120], asked.kind, asked.audience, asked.district)
    return [_find(each) for each in look_for(wish, limit=max(1, min(asked.limit, MOST_SHOWN))).finds]


@router.post("/everyday-words", auth=None, response={201: TermOut, **CHANGING}, summary="提出群众语言 · propose an everyday word", operation_id="propose_everyday_word")
def propose(request: HttpRequest, given: Proposing) -> Status[Any]:
    """Anybody proposes; an editor decides."""
    by = caller(request)
    spend_here(request, "api.word", most=MOST_WORDS)
    return Status(201, _term(propose_term(given, by=by, at=timezone.now())))


@router.get("/everyday-words", auth=staff, response={200: list[TermOut], **READING}, summary="待审定的群众语言 · words that wait", operation_id="list_everyday_words")
def waiting(request: HttpRequest) -> list[TermOut]:
    """Proposed words for editors, the oldest first, a hundred at most."""
    return [_term(row) for row in waiting_terms(caller(request))[:100]]


@router.post("/everyday-words/{word}/{what}", auth=staff, response={200: TermOut, **CHANGING}, summary="审定群众语言 · decide on a word", operation_id="decide_everyday_word")
def decide(request: HttpRequest, word: UUID, what: str, given: Deciding) -> TermOut:
    """`what`: approve, reject or end; the last two need a reason."""
    if what not in DECISIONS:
        raise NotFound("terms.no_decision", Words("只能 approve、reject 或 end。", "There are approve, reject and end."))
    return _term(DECISIONS[what](word, given, by=caller(request), at=timezone.now()))


def _find(each: Find) -> FindOut:
    spine = each.spine
    why = [Said(zh=reason.zh, en=reason.en) for reason in each.why]
    return FindOut(kind=spine.kind, key=spine.key, name=Said(zh=spine.name.zh, en=spine.name.en), url=spine.url, owner=spine.owner, score=each.score, why=why)


def _term(row: Term) -> TermOut:
    return TermOut(id=row.pk, say=row.say, means=row.means, state=row.state, reason=row.reason, proposed_at=row.proposed_at)
