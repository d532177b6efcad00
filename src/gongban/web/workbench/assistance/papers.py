"""Mandates at the desk: those by which an assistant may act now, and those on paper that a clerk enters with a photo."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.delivery.assistance.public import (
    enter_paper,
    entered_by,
    held_mandates,
    lay_down,
    longest_days,
    mandate_of,
)
from gongban.foundation.files.public import store_document
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.assistance_showing import mandate_line, picture, principal
from gongban.web.workbench.assistance.forms import PaperForm
from gongban.web.workbench.frame import page

MANDATES = "/desk/assistance/mandates/"


@never_cache
@require_GET
@staff_only(Role.ASSISTANT, Role.COUNTER)
def listing(request: HttpRequest) -> HttpResponse:
    """By which mandates I may act now, and which on paper I entered."""
    by, now = actor(request), timezone.now()
    facts = {
        "held": [{**mandate_line(row), "principal": principal(row)} for row in held_mandates(by, now)], "assists": by.holds(Role.ASSISTANT),
        "entered": [mandate_line(row) for row in entered_by(by)] if by.holds(Role.COUNTER) else [], "enters": by.holds(Role.COUNTER),
    }  # fmt: skip
    return page(request, "desk_assistance/mandates.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.COUNTER)
def write(request: HttpRequest) -> HttpResponse:
    """Enter a mandate on paper with its photo; the photo that was sent with a refused form stays."""
    by = actor(request).over("counter")
    form = PaperForm(request.POST if request.method == "POST" else None, initial={"kind": "act"})
    facts = {"form": form, "longest": longest_days()}
    if request.method != "POST":
        return page(request, "desk_assistance/paper.html", facts)
    try:
        form.keep(_photo(request, by))
        enter_paper(form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, "desk_assistance/paper.html", facts, status=refusal.status)
    messages.success(request, _("已录入，委托人会收到消息，随时可以自己收回。"))
    return HttpResponseRedirect(MANDATES)


@never_cache
@require_GET
@staff_only(Role.ASSISTANT, Role.COUNTER)
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The photo of a mandate on paper, for its holder and for the clerk who entered it."""
    row = mandate_of(pk, by=actor(request), at=timezone.now())
    if row.paper is None:
        raise NotFound()
    return picture(row)


@require_POST
@staff_only(Role.ASSISTANT)
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lay a mandate down."""
    lay_down(pk, by=actor(request), at=timezone.now())
    messages.success(request, _("已退回这项委托，委托人会收到消息。"))
    return HttpResponseRedirect(MANDATES)


def _photo(request: HttpRequest, by: Actor) -> str:
    """The id of the photo: of the one sent now, or of the one sent before."""
    file = request.FILES.get("photo")
    if file is not None:
        return str(store_document(file, name=str(file.name), by=by, at=timezone.now()).pk)  # type: ignore[arg-type] # Django's file reads like any other
    kept = request.POST.get("paper", "")
    if not kept:
        raise Refusal("mandate.photo_missing", Words("请拍下委托书，一起上传。", "Take a photo of the paper and send it along."), field="photo", status=422)
    return kept
