"""What a person finds on the site: their messages, newest first, and how many are unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.foundation.keys import ring
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.sending import letter_of
from gongban.foundation.messages.telling import ADDRESS


@dataclass(frozen=True)
class Note:
    """One message as the page shows it."""

    id: UUID
    subject: str
    text: str
    path: str
    at: datetime
    unread: bool


def inbox(account: str, *, language: str = "", before: datetime | None = None, most: int = 30) -> list[Note]:
    """The messages of an account, newest first, those before a time; in `language`, else as they were told."""
    rows = Message.objects.filter(inbox=account)
    rows = rows.filter(told_at__lt=before) if before else rows
    return [_note(row, language) for row in rows.order_by("-told_at")[:most]]


def unread(account: str) -> int:
    """How many messages of an account are unread."""
    return Message.objects.filter(inbox=account, read_at=None).count()


def mark_read(account: str, *, at: datetime, ids: Sequence[UUID] | None = None) -> int:
    """Mark messages as read, all or the named ones; return how many were unread."""
    rows = Message.objects.filter(inbox=account, read_at=None)
    return (rows if ids is None else rows.filter(pk__in=ids)).update(read_at=at)


def erase(*, account: str = "", to: str = "") -> int:
    """Delete the messages of an account and those sent to an address; return how many."""
    gone = Message.objects.filter(inbox=account).delete()[0] if account else 0
    if to:
        gone += Message.objects.filter(address_lookup__in=ring().lookups(to, ADDRESS)).delete()[0]
    return gone


def _note(row: Message, language: str) -> Note:
    row.language = language or row.language
    letter = letter_of(row)
    return Note(row.pk, letter.subject, letter.text, letter.path, row.told_at, row.read_at is None)
