"""Reading photos: their rows, their bytes, and whose they are while they belong to nothing."""

from __future__ import annotations

from uuid import UUID

from gongban.foundation.files import refusals, shelf
from gongban.foundation.files.checking import limits, open_photo
from gongban.foundation.files.drawing import SIZES, WHOLE, derive
from gongban.foundation.files.models import Photo
from gongban.foundation.files.regions import version


def photo_named(photo: UUID) -> Photo:
    """The row of this id; NotFound when there is none."""
    found = Photo.objects.filter(pk=photo).first()
    if found is None:
        raise refusals.not_found()
    return found


def file_name(photo: Photo, size: str) -> str:
    """The file of a derivative; blurring anew makes another name, so that row and file always fit."""
    return f"{size}-{version(photo.regions)}"


def picture(photo: Photo, size: str) -> bytes:
    """A JPEG of this size without metadata: "320", "1280" (blurred), or "original" (all pixels, for those who handle it).

    The caller has checked the right. NotFound for another size, or where the file is gone.
    """
    if size in SIZES:
        return _derivative(photo, size)
    original = shelf.get(photo.pk, shelf.ORIGINAL) if size == WHOLE else None
    if original is None:
        raise refusals.not_found()
    return derive(open_photo(original, limits())[1], WHOLE)


def _derivative(photo: Photo, size: str) -> bytes:
    from gongban.foundation.files.actions import draw

    kept = shelf.get(photo.pk, file_name(photo, size))
    if kept is None:
        draw(photo)
        kept = shelf.get(photo.pk, file_name(photo, size))
    if kept is None:
        raise refusals.not_found()
    return kept


def etag(photo: Photo, size: str) -> str:
    """What changes when the picture changes, for HTTP caches."""
    return f'"{photo.pk.hex}-{file_name(photo, size)}"'
