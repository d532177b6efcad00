"""Taking photos in, blurring them, letting go of those that nobody used."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from gongban.foundation.files import refusals, shelf
from gongban.foundation.files.checking import check, limits, open_photo
from gongban.foundation.files.drawing import SIZES, derive_all, fingerprint
from gongban.foundation.files.models import Document, Photo
from gongban.foundation.files.queries import file_name
from gongban.foundation.files.regions import Region, to_json
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound
from gongban.kernel.identifiers import uuid7


def store(stream: BinaryIO, *, by: Actor) -> Photo:
    """Check a photo by its content and keep it: the original and two derivatives, all encrypted at rest.

    Raises Refusal "photo.*" (format, heic, damaged, too_large, too_many_pixels, too_small, no_space); then nothing is
    kept. The photo belongs to nothing yet; what is not attached within a day is removed.
    """
    checked = check(stream, limits())
    photo = Photo(
        id=uuid7(), digest=shelf.ring().seal(checked.data), format=checked.format, width=checked.pixels.width,
        height=checked.pixels.height, size=len(checked.data), fingerprint=fingerprint(checked.pixels), uploader=by.account or "",
    )  # fmt: skip
    drawn = {file_name(photo, size): data for size, data in derive_all(checked.pixels, ()).items()}
    shelf.put(photo.pk, {shelf.ORIGINAL: checked.data, **drawn})
    photo.save(force_insert=True)
    return photo


def blur(photo: UUID, regions: Sequence[Region], *, at: datetime) -> Photo:
    """Note that faces and plates were looked for, and destroy the regions in every derivative; the caller checked the right.

    The derivatives of the former regions are removed once this is committed. NotFound when there is no such photo.
    """
    with transaction.atomic():
        row = Photo.objects.select_for_update().filter(pk=photo).first()
        if row is None:
            raise refusals.not_found()
        former, row.regions, row.blur_checked_at = row.regions, to_json(regions), at
        if row.regions != former:
            draw(row)
        row.save(update_fields=["regions", "blur_checked_at"])
        transaction.on_commit(lambda: shelf.keep_only(photo, {shelf.ORIGINAL, *(file_name(row, size) for size in SIZES)}))
    return row


def draw(photo: Photo) -> None:
    """Make the derivatives for the regions that the row names, from the original."""
    original = shelf.get(photo.pk, shelf.ORIGINAL)
    if original is None:
        raise refusals.not_found()
    _, pixels = open_photo(original, limits())
    for size, data in derive_all(pixels, [Region(**row) for row in photo.regions]).items():
        shelf.add(photo.pk, file_name(photo, size), data)


def disown(photos: Sequence[UUID]) -> None:
    """Forget who uploaded these photos: from now on the matter alone says whose they are."""
    Photo.objects.filter(pk__in=photos).update(uploader="")


def drop_originals(photos: Sequence[UUID]) -> None:
    """Remove the originals of photos for good; the small pictures, blurred where they were, are drawn first if need be.

    Within the caller's transaction: the files go once it is through.
    """
    for photo in Photo.objects.filter(pk__in=photos):
        if all(shelf.get(photo.pk, file_name(photo, size)) is not None for size in SIZES) or _drawn(photo):
            transaction.on_commit(lambda pk=photo.pk: shelf.remove_file(pk, shelf.ORIGINAL))  # type: ignore[misc]


def _drawn(photo: Photo) -> bool:
    try:
        draw(photo)
    except NotFound:
        return False
    return True


def forget(photos: Sequence[UUID]) -> int:
    """Delete photos with their files; rows first, so that no row is left without its files. Gives how many."""
    count, _ = Photo.objects.filter(pk__in=photos).delete()
    transaction.on_commit(lambda: _remove_files(photos))
    return count


def forget_strays(seconds: int) -> int:
    """Remove files without a row: of uploads that were cut off, or of a transaction that was taken back. Gives how many."""
    return sum(_forget_strays(shelf.older_than(seconds, within)) for within in shelf.compartments())


def _forget_strays(found: Sequence[Path]) -> int:
    named = {each: UUID(each.name) for each in found if shelf.NAME.fullmatch(each.name)}
    known = {pk for model in (Photo, Document) for pk in model._base_manager.filter(pk__in=named.values()).values_list("pk", flat=True)}
    strays = [each for each in found if named.get(each) not in known]
    for each in strays:
        shutil.rmtree(each, ignore_errors=True)
    return len(strays)


def _remove_files(photos: Sequence[UUID]) -> None:
    for photo in photos:
        shelf.remove(photo)


