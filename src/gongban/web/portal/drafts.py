"""A report between writing and sending lies in the session, so that nothing is lost over a look, a login, a correction."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest

DRAFT, RECEIPTS = "report_draft", "report_receipts"
KEPT = 20


@dataclass
class Draft:
    """What was filled in so far: field values as typed, ids of stored photos, and the key that makes twice once."""

    fields: dict[str, Any] = field(default_factory=dict)
    photos: list[str] = field(default_factory=list)
    board: str = ""
    key: str = field(default_factory=lambda: str(uuid4()))

    def photo_ids(self) -> list[UUID]:
        """The photos as ids."""
        return [UUID(photo) for photo in self.photos]


def draft_of(request: HttpRequest) -> Draft | None:
    """The draft of this visitor."""
    kept = request.session.get(DRAFT)
    return Draft(**kept) if kept else None


def keep(request: HttpRequest, draft: Draft) -> None:
    """Keep a draft in place of the former."""
    request.session[DRAFT] = vars(draft)


def forget(request: HttpRequest) -> None:
    """Forget the draft, after sending or by wish."""
    request.session.pop(DRAFT, None)


def note_receipt(request: HttpRequest, number: str, code: str) -> None:
    """Remember for this visitor what was sent, with the code to follow it."""
    receipts = {**request.session.get(RECEIPTS, {}), number: code}
    request.session[RECEIPTS] = dict(list(receipts.items())[-KEPT:])


def receipt(request: HttpRequest, number: str) -> str | None:
    """The follow code of what this visitor sent (empty with an account); None when they did not send it."""
    found = request.session.get(RECEIPTS, {}).get(number)
    return str(found) if found is not None else None
