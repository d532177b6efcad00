"""A page of somebody's messages, newest first; showing them marks them as read."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from gongban.foundation.messages.public import Note, inbox, mark_read
from gongban.web.site.acting import actor

PAGE = 20


def read_page(request: HttpRequest) -> dict[str, object]:
    """The notes of one page, marked as read, and the key of the next page."""
    account = str(actor(request).account)
    notes = inbox(account, language=get_language() or "", before=_before(request), most=PAGE + 1)
    shown = notes[:PAGE]
    mark_read(account, at=timezone.now(), ids=[note.id for note in shown])
    return {"notes": shown, "next_key": _key(shown) if len(notes) > PAGE else ""}


def _before(request: HttpRequest) -> datetime | None:
    try:
        found = parse_datetime(request.GET.get("from", ""))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _key(notes: list[Note]) -> str:
    return notes[-1].at.isoformat()
