"""What the desk asks of suggestion, duplicates and knowledge, as its pages draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from gongban.delivery.cases.public import Case
from gongban.design.knowledge.public import notices_at, search_answers
from gongban.kernel.actors import Actor
from gongban.web.workbench.forms.choices import english

ARTICLES = 4
NOTICES = 4


def suggest(case: Case) -> Sequence[dict[str, Any]]:
    """Suggested departments with the words that decided."""
    return []


def share_of_kept() -> int | None:
    """The share of kept suggestions of the last thirty days, in percent."""
    return None


def duplicates_of(case: Case, by: Actor) -> Sequence[Any]:
    """Near-same cases that the actor may see."""
    return []


def duplicates_for(data: Mapping[str, Any], by: Actor) -> Sequence[Any]:
    """Near-same cases for what is being typed."""
    return []


def articles_for(words: str) -> Sequence[dict[str, str]]:
    """Knowledge articles for what is being typed."""
    if len(words) < 2:
        return []
    found = search_answers(words, at=timezone.now(), limit=ARTICLES)
    return [_article(each.article) for each in found]


def _article(row: Any) -> dict[str, str]:
    question, answer = (row.question_en, row.answer_en) if english() and row.answer_en else (row.question_zh, row.answer_zh)
    return {"code": row.code, "question": question or row.question_zh, "answer": answer}


def notices_for(data: Mapping[str, Any]) -> Sequence[dict[str, str]]:
    """Notices in force where the caller is; without a place, those of the whole city."""
    lon, lat = _number(data.get("lon")), _number(data.get("lat"))
    if lon is None and not data.get("text"):
        return []
    return [{"title": _of(row, "title"), "text": _of(row, "text")} for row in notices_at(timezone.now(), lon=lon, lat=lat)[:NOTICES]]


def _of(row: Any, name: str) -> str:
    return str((getattr(row, f"{name}_en", "") if english() else "") or getattr(row, f"{name}_zh"))


def _number(text: Any) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
