"""What a writer sees before sending: the text as others will read it, what is masked and why, likely duplicates, dangers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongban.delivery.cases.public import (
    STAGES,
    Board,
    Duplicate,
    Kind,
    emergencies_in,
    first_publicity,
    likely_duplicates,
    mask,
    masked_beforehand,
    my_cases,
)
from gongban.design.knowledge.public import search_answers
from gongban.kernel.actors import Actor
from gongban.web.portal import notices
from gongban.web.portal.drafts import Draft

SHOWN = 3


def preview(draft: Draft, *, channel: str, by: Actor, now: datetime) -> dict[str, Any]:
    """Facts for the look before sending."""
    fields = draft.fields
    name = fields.get("name", "")
    text, place = masked_beforehand(fields["kind"], fields["text"], [name] if name else []), mask(fields.get("address", ""))
    reasons = {str(words) for words in (*text.reasons, *place.reasons)}
    category = _category(draft.board)
    publicity = first_publicity(fields["kind"], channel, bool(fields.get("wants_public")), category)
    return {
        "kind": Kind(fields["kind"]).words, "text": fields["text"], "masked_text": text.text, "masked_place": place.text,
        "reasons": sorted(reasons), "publicity": publicity,
        "alike": alike(draft, by=by, now=now), "dangers": emergencies_in(fields["text"]),
        "can_join": STAGES["open"][1], "notices": here_already(draft, now), "answers": answers(draft, now),
    }  # fmt: skip


def _category(board: str) -> str:
    """The category that the board gives; a writer chooses none."""
    row = Board.objects.filter(pk=board).first() if board else None
    return (row.category_id or "") if row else ""


def here_already(draft: Draft, now: datetime) -> list[notices.Posted]:
    """Notices in force where the matter lies: a water cut that is announced need not be reported."""
    lon, lat = _number(draft.fields.get("lon")), _number(draft.fields.get("lat"))
    return notices.around(lon, lat, now) if lon is not None and lat is not None else []


def answers(draft: Draft, now: datetime) -> list[Any]:
    """Answers of the knowledge base that an inquiry may be after, the best two."""
    if draft.fields["kind"] != Kind.INQUIRY:
        return []
    return [found.article for found in search_answers(draft.fields["text"], at=now, limit=2)]


def alike(draft: Draft, *, by: Actor, now: datetime) -> list[Duplicate]:
    """Likely duplicates that the writer may see and have not reported themselves, the most likely first."""
    fields = draft.fields
    lon, lat = _number(fields.get("lon")), _number(fields.get("lat"))
    text = f"{fields['text']} {fields.get('address', '')}"
    found = likely_duplicates(text, by=by, at=now, lon=lon, lat=lat, photos=draft.photo_ids(), limit=SHOWN + 3)
    own = {row.number for row in my_cases(by, now=now).rows}
    return [one for one in found if one.number not in own][:SHOWN]


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
