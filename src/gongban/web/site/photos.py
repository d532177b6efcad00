"""Sending a photo and looking at one: POST /photos/ and GET /photos/<id>/<size>/."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.applications.public import site_photo
from gongban.delivery.cases.public import Sight, see_photo
from gongban.foundation.files.public import SIZES, Photo, etag, picture, store
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, actors
from gongban.web.site.visitor import spend_here

UPLOADED = "uploaded_photos"
REMEMBERED = 30
MOST_PER_HOUR = 120  # from one address of the network; a department behind one address sends many
# 撤回公开后最多留在缓存里十分钟 · after it is taken back a photo stays in caches for ten minutes at most
PUBLIC_SECONDS = 600


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Take one photo (the field `photo`, or the first file): 201 with its id and addresses as JSON."""
    given = request.FILES.get("photo") or next(iter(request.FILES.values()), None)
    if given is None:
        words = Words("没有收到照片，请重新选择。", "No photo came with the request. Please choose it again.")
        raise Refusal("photo.missing", words, field="photo", status=422)
    spend_here(request, "site.photo", most=MOST_PER_HOUR, within=timedelta(hours=1))
    photo = store(given, by=actor(request))  # type: ignore[arg-type] # Django's file reads like any other
    remember(request, photo)
    return JsonResponse(described(photo), status=201)


def remember(request: HttpRequest, photo: Photo) -> None:
    """Keep in the session that this visitor uploaded the photo, so that they can look at it before they send."""
    if not photo.uploader:
        request.session[UPLOADED] = [*request.session.get(UPLOADED, []), str(photo.pk)][-REMEMBERED:]


def described(photo: Photo) -> dict[str, object]:
    """A photo as programs get it."""
    addresses = {size: reverse("photo", args=[photo.pk, size]) for size in SIZES}
    return {"id": str(photo.pk), "width": photo.width, "height": photo.height, "urls": addresses}


@require_GET
def show(request: HttpRequest, photo: UUID, size: str) -> HttpResponse:
    """The picture for whoever may see it; 404 for everybody else. Its tag changes when it is blurred anew."""
    sight = _sight(request, photo, size)
    tag = etag(sight.photo, size)
    same = tag in request.headers.get("If-None-Match", "")
    answer = HttpResponse(status=304) if same else HttpResponse(picture(sight.photo, size), content_type="image/jpeg")
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}" if sight.public else "private, no-cache"
    answer.headers["Content-Disposition"] = f'inline; filename="{photo.hex[-8:]}-{size}.jpg"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _sight(request: HttpRequest, photo: UUID, size: str) -> Sight:
    """The photo as the first of the visitor's parts may see it: of a case, or of a look on site for an application."""
    *first, last = actors(request)
    for by in first:
        with suppress(NotFound):
            return see_photo(photo, size, by=by, uploaded=request.session.get(UPLOADED, []))
    try:
        return see_photo(photo, size, by=last, uploaded=request.session.get(UPLOADED, []))
    except NotFound:
        if size not in SIZES:
            raise
        return Sight(site_photo(photo, by=last), public=False)
