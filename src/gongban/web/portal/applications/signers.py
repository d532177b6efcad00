"""Several signers: asked by their phone and capacity; each reads the whole on a page of their own and signs what stands there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.delivery.applications.public import (
    CAPACITIES,
    Filling,
    ask_to_sign,
    digest_of,
    drop_signer,
    filling,
    name_of,
    refuse_to_sign,
    sign,
    to_sign,
)
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.portal.applications.checking import draw
from gongban.web.portal.applications.frame import MINE, base_of, step
from gongban.web.portal.applications.questions import replied
from gongban.web.portal.applications.showing import field_lines, paper_lines, parts_lines, promises_of
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.navigation import portal_menu


@step("POST")
def ask(request: HttpRequest, found: Filling) -> HttpResponse:
    """Ask somebody to sign, or take that back."""
    by, now, pk = actor(request), timezone.now(), found.application.pk
    try:
        if dropped := request.POST.get("drop"):
            drop_signer(pk, _id(dropped), by=by)
        else:
            ask_to_sign(pk, request.POST.get("phone", "")[:20], request.POST.get("capacity", "")[:30], by=by, at=now)
    except Refusal as refusal:
        return draw(request, found, refusal)
    messages.success(request, _("已取消。") if dropped else _("已请对方签署；对方登录后在“我的办事”里看到。"))
    return HttpResponseRedirect(f"{base_of(found)}check/#signers")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("application.not_found") from None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@residents_only
def page(request: HttpRequest, signature: UUID) -> HttpResponse:
    """The whole application for one who is asked to sign it; by POST they sign what they saw, or say no."""
    asked = next((each for each in to_sign(actor(request)) if each.pk == signature), None)
    if asked is None:
        raise NotFound("application.not_found")
    if request.method == "POST":
        return _answer(request, signature)
    return _page(request, signature)


def _answer(request: HttpRequest, signature: UUID) -> HttpResponse:
    by, now = actor(request), timezone.now()
    try:
        if request.POST.get("do") == "refuse":
            refuse_to_sign(signature, by=by, at=now)
        else:
            sign(signature, request.POST.get("digest", ""), by=by, at=now)
    except Refusal as refusal:
        return _page(request, signature, refusal)
    messages.success(request, _("已告诉申请人您不同意签。") if request.POST.get("do") == "refuse" else _("已签署。"))
    return HttpResponseRedirect("/account/applications/")


def _page(request: HttpRequest, signature: UUID, refusal: Refusal | None = None) -> HttpResponse:
    by = actor(request)
    asked = next(each for each in to_sign(by) if each.pk == signature)
    row = asked.application
    found = filling(row, at=timezone.now())
    facts = {
        "signature": asked, "capacity": CAPACITIES.get(asked.capacity, asked.capacity), "application": row, "applicant": name_of(row), "filling": found,
        "digest": digest_of(row), "lines": parts_lines(found), "replied": replied(found), "fields": field_lines(found), "papers": paper_lines(found, by),
        "promises": promises_of(found), "refused": refusal, "reading": True, "portal_menu": portal_menu(MINE),
    }  # fmt: skip
    return render(request, "applications/sign.html", facts, status=refusal.status if refusal else 200)
