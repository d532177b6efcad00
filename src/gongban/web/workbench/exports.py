"""Exports: ordering a list as a file, watching it being made, fetching it; without scripts the page is loaded again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.foundation.exports.public import (
    UNDER_WAY,
    Export,
    Form,
    Listing,
    Order,
    cancel,
    fetch,
    listing_named,
    order,
    own_exports,
    words_of_refusal,
)
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page

HERE = "/desk/exports/"


def address_of(listing: str, given: Mapping[str, str]) -> str:
    """Where a list with this filter is ordered."""
    return f"{HERE}new/?{urlencode({'list': listing, **given})}"


@never_cache
@require_GET
@staff_only()
def own(request: HttpRequest) -> HttpResponse:
    """What I have ordered; `?part=1` gives the list alone, which asks for itself again while something is being made."""
    rows = [_row(export) for export in own_exports(actor(request))]
    facts = {"rows": rows, "under_way": any(row["under_way"] for row in rows)}
    if request.GET.get("part"):
        return render(request, "desk/parts/exports.html", facts)
    return page(request, "desk/exports.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only()
def new(request: HttpRequest) -> HttpResponse:
    """Choose the form, and whether personal data are wanted in clear; `?list=` and the filter stand in the address."""
    by, listing = actor(request), listing_named(request.GET.get("list", ""))
    listing.check(by)
    form = _form(request, listing, by)
    if request.method == "POST":
        try:
            order({**form.given(), "listing": listing.code}, request.GET.dict(), by=by, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
            return _draw(request, listing, form, refusal.status)
        messages.success(request, _("已开始导出，生成后可以下载。"))
        return HttpResponseRedirect(HERE)
    return _draw(request, listing, form, 200)


def _form(request: HttpRequest, listing: Listing, by: Actor) -> InputForm:
    data = request.POST if request.method == "POST" else None
    unasked = frozenset(["listing"] if listing.may_clear(by) else ["listing", "clear", "purpose", "note"])
    form = form_for(Order, About(by, timezone.now()), data, leave_out=unasked)
    form.fields["form"].required = True  # 总有一种格式 · one is always chosen; the page need not call it optional
    return form


def _draw(request: HttpRequest, listing: Listing, form: InputForm, status: int) -> HttpResponse:
    asked_for = request.GET.dict()
    facts = {"listing": listing, "form": form, "back": _page_of(listing, asked_for), "days": settings.EXPORT_DAYS, "address": address_of(listing.code, _kept(listing, asked_for))}
    return page(request, "desk/export.html", facts, status=status)


@never_cache
@require_POST
@staff_only()
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Cancel one of mine."""
    cancel(pk, by=actor(request), at=timezone.now())
    messages.success(request, _("已取消导出。"))
    return HttpResponseRedirect(HERE)


@never_cache
@require_GET
@staff_only()
def file(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The file of one of mine."""
    export, pieces = fetch(pk, by=actor(request), at=timezone.now())
    answer = StreamingHttpResponse(pieces, content_type=Form(export.form).media_type)
    answer.headers["Content-Disposition"] = str(content_disposition_header(True, _name(export)))
    answer.headers["Content-Length"] = str(export.size)
    return answer


def _name(export: Export) -> str:
    day = timezone.localtime(export.ordered_at)
    return f"{listing_named(export.listing).words}-{day:%Y%m%d-%H%M}.{export.form}"


def _row(export: Export) -> dict[str, Any]:
    listing = listing_named(export.listing)
    return {
        "export": export, "name": listing.words, "form": Form(export.form).words, "href": _page_of(listing, export.given), "standing": export.standing.words,
        "under_way": export.standing in UNDER_WAY, "refused": words_of_refusal(export.refusal), "size": _in_words(export.size or 0),
    }  # fmt: skip


def _page_of(listing: Listing, given: Mapping[str, str]) -> str:
    kept = _kept(listing, given)
    return f"{listing.page}?{urlencode(kept)}" if kept else listing.page


def _kept(listing: Listing, given: Mapping[str, str]) -> dict[str, str]:
    return {name: given[name] for name in listing.keeps if given.get(name)}


def _in_words(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"
