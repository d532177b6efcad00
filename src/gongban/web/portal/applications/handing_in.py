"""What the applicant hands in for a part: everything that was asked for at once, or what is changed for a new attempt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, BinaryIO, cast

from django.http import HttpRequest

from gongban.delivery.applications.public import Given, Part, details_of
from gongban.foundation.facts.public import declarations
from gongban.foundation.files.public import store_document
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Value
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.portal.applications import values
from gongban.web.portal.applications.values import LONGEST, kept, typed
from gongban.web.site.guides import unread


def read(request: HttpRequest, part: Part, action: str, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The input of an action from its form. InvalidInput names every file or value that cannot be taken."""
    if action == "withdraw":
        return {}
    faults: list[Refusal] = []
    asked = _asked(part) if action == "correct" else _changeable(part)
    given: dict[str, Any] = {"documents": {}, "values": {}}
    for place, (what, key) in enumerate(asked, 1):
        taken = _file(request, f"file-{place}", by, at) if what == "material" else _value(request, part, key) if what == "field" else None
        _take(given["documents" if what == "material" else "values"], key, taken, faults)
    if faults:
        raise InvalidInput(faults)
    return {**given, "text": request.POST.get("text", "")[:2000]} if action == "correct" else given


def _take(into: dict[str, Any], key: str, taken: Callable[[], Any] | None, faults: list[Refusal]) -> None:
    if taken is None:
        return
    try:
        into[key] = taken()
    except Refusal as refusal:
        faults.append(Refusal(refusal.code, refusal.words, field=key, status=422))


def _asked(part: Part) -> list[tuple[str, str]]:
    last = part.corrections.filter(given_at=None).order_by("-told_at").first()
    return [(each["what"], each["key"]) for each in last.points] if last else []


def _changeable(part: Part) -> list[tuple[str, str]]:
    """The papers of a part in the order of the page, then its fields."""
    rows = part.application.materials.filter(replaced_at=None, parts__contains=[part.code], given__in=[Given.DOCUMENT, Given.PAPER, Given.KEPT])
    return [*(("material", each.key) for each in rows.order_by("at")), *(("field", name) for name in details_of(part))]


def _file(request: HttpRequest, name: str, by: Actor, at: datetime) -> Callable[[], str] | None:
    file = request.FILES.get(name)
    if file is None:
        return None
    return lambda: str(store_document(cast(BinaryIO, file), name=file.name or "", by=by, at=at).pk)


def _value(request: HttpRequest, part: Part, key: str) -> Callable[[], Value] | None:
    """A value that was typed; None where it is as it was."""
    text, known = request.POST.get(f"value-{key}", "").strip()[:LONGEST], declarations().get(key)
    if known is None or not text:
        return None
    former = details_of(part).get(key)
    if former and "value-was" in request.POST and text == typed(known, kept(known, former["value"])):
        return None

    def found() -> Value:
        value = values.read(known, text)
        if value is None:
            raise Refusal("application.answer", unread(known, text), field=key, status=422)
        return value.isoformat() if hasattr(value, "isoformat") else value  # type: ignore[union-attr]

    return found
