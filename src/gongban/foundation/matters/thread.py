"""The thread of a matter: adding a line with its audience and photos, and reading what one may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongban.foundation.files.public import Photo, disown
from gongban.foundation.matters.models import Attachment, Entry, Matter
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

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
    claim(line.photos, by=by)
    attach(matter, line.photos, purpose=line.purpose, entry=entry)
    return entry


def claim(photos: Sequence[UUID], *, by: Actor) -> None:
    """Make sure that `by` may attach these photos: their own or nobody's upload, attached nowhere. Then forget who sent them.

    Otherwise who knows a photo's id could attach it to a case of their own and so get to see it. From here on the
    matter alone says whose a photo is, so that an anonymous report leads to no account.
    """
    if not photos:
        return
    unused = Photo.objects.filter(~Exists(Attachment.objects.filter(photo=OuterRef("pk"))), pk__in=photos)
    mine = [row.pk for row in unused.filter(uploader__in=["", by.account or ""]).select_for_update()]
    if len(mine) != len(set(photos)):
        words = Words("有照片没有上传成功，或已经用过，请重新选择照片。", "A photo was not uploaded or was used before. Please choose it again.")
        raise Refusal("photo.not_at_hand", words, field="photos", status=422)
    disown(mine)


def attach(matter: Matter, photos: Sequence[UUID], *, purpose: str, entry: Entry | None = None) -> None:
    """Attach photos by id to a matter, or to one line of its thread."""
    Attachment.objects.bulk_create(
        [Attachment(matter=matter, entry=entry, photo_id=photo, purpose=purpose) for photo in dict.fromkeys(photos)]
    )


def thread(matter: Matter, *, by: Actor, party: bool) -> QuerySet[Entry]:
    """The lines that `by` may read with their photos, oldest first. `party`: whether they are a party of the matter."""
    return readable(matter, by=by, party=party).prefetch_related("attachments__photo")


def threads(matters: Collection[UUID], *, by: Actor, party: bool) -> QuerySet[Entry]:
    """The same lines of several matters, of whose every one `by` is a party or none."""
    return _readable(by, party).filter(matter__in=matters).prefetch_related("attachments__photo")


def readable(matter: Matter, *, by: Actor, party: bool) -> QuerySet[Entry]:
    """The lines of one matter without photos."""
    return _readable(by, party).filter(matter=matter.pk)


def _readable(by: Actor, party: bool) -> QuerySet[Entry]:
    open_to = Q(audience="public")
    if party:
        open_to |= Q(audience="parties")
    if by.is_staff:
        open_to |= Q(audience__in=["parties", "staff"]) | Q(audience="department", department__in=by.departments())
    return Entry.objects.filter(open_to).select_related("department", "author").order_by("at", "id")
