"""What the desk asks of suggestion, duplicates and knowledge, as its pages draw it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.cases import public as cases
from gongban.delivery.cases.public import Case
from gongban.design.knowledge.public import notices_at, search_answers
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.place import parse_coordinate

ARTICLES = NOTICES = 4
IS_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def suggest(case: Case) -> Sequence[dict[str, Any]]:
    """What dispatch was offered for a case, or would be offered now: departments with the words that decided."""
    offers = cases.offers_of(case) or cases.suggest_for(case).departments
    return [
        {"department": each.code, "category": each.category, "name": each.words, "words": each.because,
         "why": " ".join(str(reason) for reason in each.reasons), "sure": _("把握 %(n)s／100") % {"n": each.score}}
        for each in offers
    ]  # fmt: skip


def share_of_kept() -> int | None:
    """The share of kept suggestions of the last thirty days, in percent."""
    return cases.share_of_kept(timezone.now())


def duplicates_of(case: Case, by: Actor) -> Sequence[dict[str, Any]]:
    """Near-same cases that the actor may see."""
    found = cases.duplicates_of(case, by=by, at=timezone.now())
    return [_duplicate(each) for each in found]


def duplicates_for(data: Mapping[str, Any], by: Actor) -> Sequence[dict[str, Any]]:
    """Near-same cases for what is being typed."""
    lon, lat = _point(data)
    text, address = str(data.get("text", "")), str(data.get("address", ""))
    if len(text) < 4 and lon is None:
        return []
    found = cases.likely_duplicates(
        f"{text} {address}", by=by, at=timezone.now(), lon=lon, lat=lat, photos=_ids(data), category=data.get("category") or None
    )
    return [_duplicate(each) for each in found]


def _duplicate(each: Any) -> dict[str, Any]:
    return {
        "number": each.number, "title": each.title, "state": each.state.code, "open": each.state.open, "photo": each.photo,
        "distance_m": each.distance_m, "age_days": each.age_days, "reasons": each.reasons, "score": each.score,
    }  # fmt: skip


def emergencies_for(words: str) -> Sequence[Any]:
    """Lines to hand over to at once, with the words that say so."""
    return cases.emergencies_in(words)


def articles_for(words: str) -> Sequence[dict[str, str]]:
    """Knowledge articles for what is being typed."""
    found = search_answers(words, at=timezone.now(), limit=ARTICLES) if len(words) > 1 else []
    return [{"code": each.article.code, "question": str(each.article.question), "answer": str(each.article.answer)} for each in found]


def notices_for(data: Mapping[str, Any]) -> Sequence[Any]:
    """Notices in force where the caller is; without a place, all that are in force."""
    lon, lat = _point(data)
    if lon is None and not data.get("text"):
        return []
    return notices_at(timezone.now(), lon=lon, lat=lat)[:NOTICES]


def _ids(data: Mapping[str, Any]) -> list[UUID]:
    given = data.getlist("photos_kept") if hasattr(data, "getlist") else []
    return [UUID(each) for each in given if IS_ID.fullmatch(each)]


def _point(data: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """The point on the form, or nothing where it is none."""
    try:
        point = parse_coordinate(data.get("lon"), data.get("lat"), bounds=city().bounds)
    except Refusal:
        return None, None
    return point.lon, point.lat
