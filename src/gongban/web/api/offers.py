"""How the API tells of near-same cases and suggestions, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from ninja import Schema

from gongban.delivery.cases.public import Duplicate, Proposal, Suggestion
from gongban.kernel.words import Words
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.problems import Said


class DuplicateOut(Schema):
    """A case that may be about the same thing: how likely from 0 to 100, and why."""

    number: str
    title: str
    state: Worded
    score: int
    reasons: list[Said]
    distance_m: int | None
    age_days: int
    photo: UUID | None


class ProposalOut(Worded):
    """A department or category offered: how sure from 0 to 100, the words that decided, and why."""

    score: int
    because: list[str]
    reasons: list[Said]
    category: str


class SuggestionOut(Schema):
    """The first three of each, the surest first; `method` is dictionary or learned."""

    departments: list[ProposalOut]
    categories: list[ProposalOut]
    method: str


def duplicates_out(found: Iterable[Duplicate]) -> list[DuplicateOut]:
    """Near-same cases as the API gives them."""
    return [
        DuplicateOut(
            number=one.number, title=one.title, state=Worded(code=one.state.code, words=_said(one.state.words)), score=one.score,
            reasons=_all(one.reasons), distance_m=one.distance_m, age_days=one.age_days, photo=one.photo,
        )
        for one in found
    ]  # fmt: skip


def suggestion_out(found: Suggestion) -> SuggestionOut:
    """A suggestion as the API gives it."""
    return SuggestionOut(departments=proposals_out(found.departments), categories=proposals_out(found.categories), method=found.method)


def proposals_out(found: Sequence[Proposal]) -> list[ProposalOut]:
    """Proposals as the API gives them."""
    return [
        ProposalOut(code=one.code, words=_said(one.words), score=one.score, because=list(one.because), reasons=_all(one.reasons), category=one.category)
        for one in found
    ]


def _all(reasons: Iterable[Words]) -> list[Said]:
    return [_said(each) for each in reasons]


def _said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)
