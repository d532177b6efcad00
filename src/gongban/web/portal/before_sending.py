"""What a writer sees before sending: the text as others will read it, what is masked and why, likely duplicates, dangers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongban.delivery.cases import public as cases
from gongban.delivery.cases.public import Kind, allowed_publicity, first_publicity, mask
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor
from gongban.web.portal import wording
from gongban.web.portal.drafts import Draft


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
        "alike": alike(draft, by=by, now=now), "dangers": dangers(fields["text"]),
    }  # fmt: skip


def dangers(text: str) -> list[dict[str, str]]:
    """Emergency lines whose words stand in the text: those go by telephone at once."""
    lines = city().settings.get("emergency_lines", [])
    found = [line for line in lines if any(word in text for word in line.get("words", []))]
    return [{"number": line["number"], "name": wording.in_words(line.get("name"))} for line in found]


def alike(draft: Draft, *, by: Actor, now: datetime) -> list[Any]:
    """Likely duplicates that the writer may see, the most likely first."""
    find = getattr(cases, "likely_duplicates", None)
    return list(find(draft, by, now)) if find else []
