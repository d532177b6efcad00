"""Photos that came with a form: checked and stored by files, given back as ids."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from gongban.foundation.files.public import store
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.portal.limits import check_rate
from gongban.web.site.photos import remember

MOST = 9


def stored(request: HttpRequest, by: Actor, field: str = "photos", already: int = 0) -> list[UUID]:
    """Store every photo of a field; a Refusal names the file that is none."""
    files = [one for one in request.FILES.getlist(field) if one.size or one.name]
    if len(files) + already > MOST:
        raise Refusal("photos.too_many", Words(f"照片最多 {MOST} 张，请去掉几张。", f"At most {MOST} photos, please."), field=field, status=422)
    if not files:
        return []
    return [_store(request, one, by, field) for one in files]


def _store(request: HttpRequest, file: UploadedFile, by: Actor, field: str) -> UUID:
    if by.account is None:
        check_rate(request, "photo")
    try:
        photo = store(cast(BinaryIO, file), by=by)
    except Refusal as refusal:
        named = Words(f"{file.name}：{refusal.words.zh}", f"{file.name}: {refusal.words.en}")
        raise Refusal(refusal.code, named, field=field, status=refusal.status) from None
    remember(request, photo)
    return photo.pk
