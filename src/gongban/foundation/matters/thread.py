"""The thread of a matter: adding a line with its audience and photos, and reading what one may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from gongban.foundation.matters.models import Attachment, Entry, Matter
from gongban.kernel.actors import Actor

AUDIENCES = ("public", "parties", "staff", "department")


@dataclass(frozen=True)
class Line:
    """What is to be said on a thread: `text_public` is the masked text for everybody else."""

    kind: str
    text: str
    audience: str
    role: str
    department: str | None = None
    text_public: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    photos: Sequence[UUID] = ()
    purpose: str = "report"


def say(matter: Matter, line: Line, *, by: Actor, at: datetime) -> Entry:
    """Add a line to the thread; its photos are attached to it."""
    entry = Entry.objects.create(
        matter=matter, kind=line.kind, audience=line.audience, author_id=by.account, author_role=line.role,
        department_id=line.department, text=line.text, text_public=line.text_public, fields=line.fields, at=at,
    )  # fmt: skip
    attach(matter, line.photos, purpose=line.purpose, entry=entry)
    return entry


def attach(matter: Matter, photos: Sequence[UUID], *, purpose: str, entry: Entry | None = None) -> None:
    """Attach photos by id to a matter, or to one line of its thread."""
    Attachment.objects.bulk_create(
        [Attachment(matter=matter, entry=entry, photo_id=photo, purpose=purpose) for photo in photos]
    )


def thread(matter: Matter, *, by: Actor, party: bool) -> QuerySet[Entry]:
    """The lines that `by` may read, oldest first. `party`: whether they are a party of the matter."""
    rows = matter.entries.select_related("department", "author").prefetch_related("attachments__photo")
    readable = Q(audience="public")
    if party:
        readable |= Q(audience="parties")
    if by.is_staff:
        readable |= Q(audience__in=["parties", "staff"]) | Q(audience="department", department__in=by.departments())
    return rows.filter(readable).order_by("at", "id")
