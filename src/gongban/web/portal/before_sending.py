"""What a writer sees before sending: the text as others will read it, what is masked and why, likely duplicates, dangers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongban.delivery.cases import public as cases
from gongban.delivery.cases.public import STAGES, Kind, allowed_publicity, first_publicity, mask, my_cases
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor
from gongban.web.portal import wording
from gongban.web.portal.drafts import Draft

SHOWN = 3


def preview(draft: Draft, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Facts for the look before sending."""
    fields = draft.fields
    name = fields.get("name", "")
    text, place = mask(fields["text"], [name] if name else []), mask(fields.get("address", ""))
    reasons = {str(words) for words in (*text.reasons, *place.reasons)}
    publicity = first_publicity(fields["kind"], "web", bool(fields.get("wants_public")))
    return {
        "kind": Kind(fields["kind"]).words, "text": fields["text"], "masked_text": text.text, "masked_place": place.text,
        "reasons": sorted(reasons), "publicity": publicity, "rule": allowed_publicity(fields["kind"], "web"),
        "alike": alike(draft, by=by, now=now), "dangers": dangers(fields["text"]), "can_join": STAGES["open"][1],
    }  # fmt: skip


def dangers(text: str) -> list[dict[str, str]]:
    """Emergency lines whose words stand in the text: those go by telephone at once."""
    lines = city().settings.get("emergency_lines", [])
    found = [line for line in lines if any(word in text for word in line.get("words", []))]
    return [{"number": line["number"], "name": wording.in_words(line.get("name"))} for line in found]


def alike(draft: Draft, *, by: Actor, now: datetime) -> list[Any]:
    """Likely duplicates that the writer may see and have not reported themselves, the most likely first."""
    fields = draft.fields
    lon, lat = _number(fields.get("lon")), _number(fields.get("lat"))
    text = f"{fields['text']} {fields.get('address', '')}"
    likely_duplicates = getattr(cases, "likely_duplicates", None)
    if likely_duplicates is None:
        return []
    found = likely_duplicates(text, by=by, at=now, lon=lon, lat=lat, photos=draft.photo_ids(), limit=SHOWN + 3)
    own = {row.number for row in my_cases(by, now=now).rows}
    return [one for one in found if one.number not in own][:SHOWN]


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
