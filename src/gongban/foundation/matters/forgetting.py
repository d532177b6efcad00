"""What a matter that is over needs no more: drafts that were never sent, originals of its photos."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from gongban.foundation.files.public import drop_originals
from gongban.foundation.matters.models import Attachment, Draft, Matter
from gongban.foundation.retention.public import Gone, Sort, holds, note_treated, untreated
from gongban.kernel.words import Words

ORIGINALS = "photo_originals"


def over(sort: str, before: datetime) -> QuerySet[Matter]:
    """Matters that ended before a moment and of which this sort was not erased since."""
    return untreated(Matter.objects.filter(open=False, changed_at__lt=before), sort, changed="changed_at")


def _with_photos(before: datetime) -> QuerySet[Matter]:
    return over(ORIGINALS, before).filter(Exists(Attachment.objects.filter(matter=OuterRef("pk"))))


def _erase_originals(before: datetime, most: int) -> Gone:
    gone = list(_with_photos(before).order_by("pk").values_list("pk", flat=True)[:most])
    drop_originals(list(Attachment.objects.filter(matter__in=gone).values_list("photo", flat=True)))
    note_treated(ORIGINALS, gone, timezone.now())
    return Gone(len(gone), tuple(map(str, gone)))


def _erase_drafts(before: datetime, most: int) -> Gone:
    gone = list(Draft.objects.filter(saved_at__lt=before).values_list("pk", flat=True)[:most])
    Draft.objects.filter(pk__in=gone).delete()
    return Gone(len(gone))


_END = Words("办完（归档、不予受理、撤回）", "the end (filed, refused, withdrawn)")
holds(
    Sort(ORIGINALS, Words("照片原图（模糊过的小图留下）", "originals of photos (the small ones stay)"), _END,
         lambda before: _with_photos(before).count(), _erase_originals),
    Sort("drafts", Words("没有送出的草稿", "drafts that were never sent"), Words("保存", "the saving"),
         lambda before: Draft.objects.filter(saved_at__lt=before).count(), _erase_drafts),
)  # fmt: skip
