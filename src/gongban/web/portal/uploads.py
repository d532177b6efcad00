"""Photos that came with a form: checked and stored by files, given back as ids."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

MOST = 9


def stored(request: HttpRequest, by: Actor, field: str = "photos", already: int = 0) -> list[UUID]:
    """Store every photo of a field; a Refusal names the file that is none."""
    files = [one for one in request.FILES.getlist(field) if one.size or one.name]
    if len(files) + already > MOST:
        raise Refusal("photos.too_many", Words(f"照片最多 {MOST} 张，请去掉几张。", f"At most {MOST} photos, please."), field=field, status=422)
    if not files:
        return []
    from gongban.foundation.files.public import store

    return [store(one, by=by).pk for one in files]
