"""Looking at one photo for faces and plates: they are marked, destroyed in what others see, and the photo shown or not."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.delivery.cases.public import check_photo, dossier
from gongban.foundation.files.public import WHOLE, not_found, read_regions
from gongban.kernel.actors import Actor, Role
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.way_back import way_back
from gongban.web.workbench.frame import page


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.MODERATOR)
def photo(request: HttpRequest, number: str, pk: UUID) -> HttpResponse:
    """The photo with its marked regions; saving destroys them in every derivative."""
    by = actor(request)
    if request.method == "POST":
        regions = read_regions(request.POST.get("regions", ""))
        check_photo(number, pk, regions, show=request.POST.get("show") == "1", by=by, at=timezone.now())
        messages.success(request, _("已保存。标出的地方在公开照片里已经涂掉，无法还原。"))
        return HttpResponseRedirect(way_back(request, f"/desk/moderation/?case={number}"))
    return page(request, "desk/photo.html", _shown(number, pk, by))


def _shown(number: str, pk: UUID, by: Actor) -> dict[str, Any]:
    case = dossier(number, by=by).case
    attached = next((each for each in case.matter.attachments.all() if each.photo_id == pk), None)
    if attached is None:
        raise not_found()
    return {"case": case, "attached": attached, "photo": attached.photo, "size": WHOLE, "regions": json.dumps(attached.photo.regions)}
