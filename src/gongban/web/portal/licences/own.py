"""My licences: the list, one with its code and file, who asks to see it, and who has looked."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.delivery.licences.public import (
    Licence,
    address_of,
    consent,
    look,
    looks_at,
    my_licences,
    my_shares,
    own_licences,
    refuse,
    withdraw_consent,
)
from gongban.foundation.people.public import agencies_of
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.portal.licences import showing
from gongban.web.site.acting import account_of, actor, residents_only
from gongban.web.site.licence_paper import licence_paper
from gongban.web.site.licence_showing import full, line
from gongban.web.site.navigation import portal_menu
from gongban.web.site.paper import qr_svg

MINE = "/my/"  # 菜单里属于“我的” · belongs to “Mine” in the menu


@never_cache
@require_safe
@residents_only
def listing(request: HttpRequest) -> HttpResponse:
    """My licences that run, those that are over, and how many departments wait for an answer."""
    by, now = actor(request), timezone.now()
    running, over = my_licences(by, now)
    account = account_of(request)
    agencies = list(agencies_of(account, at=now)) if account and not by.enterprise else []
    today = calendar().local_day(now)
    facts = {
        "running": [line(each, today) for each in running], "over": [line(each, today) for each in over], "agencies": agencies,
        "asked": list(my_shares(by).filter(state="asked")), "portal_menu": portal_menu(MINE),
    }  # fmt: skip
    return render(request, "licences/mine.html", facts)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@residents_only
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One licence; sent by POST with what identifies me in clear."""
    by = actor(request)
    licence = look(pk, by=by, at=timezone.now())
    return _page(request, licence, by, clear=request.method == "POST")


@never_cache
@require_safe
@residents_only
def code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The QR code: the page that verifies, with the signed statement. Part of the page, so no look of its own."""
    licence = own_licences(actor(request)).select_related("type").filter(pk=pk).first()
    if licence is None:
        raise NotFound("licence.not_found", Words("没有找到这张证照。", "There is no such licence."))
    return HttpResponse(qr_svg(address_of(licence)), content_type="image/svg+xml")


@never_cache
@require_safe
@residents_only
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The signed PDF."""
    by, now = actor(request), timezone.now()
    licence = look(pk, by=by, at=now)
    made = licence_paper(licence, by=by, at=now)
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{licence.type_id}.pdf"'})


@require_POST
@residents_only
def answer(request: HttpRequest, share: UUID, answer: str) -> HttpResponse:
    """Consent to a department's look until a day, refuse it, or take the consent back."""
    by = actor(request)
    known = my_shares(by).filter(pk=share).select_related("licence__type", "licence__issuer").first()
    if known is None or known.licence is None:
        raise NotFound("share.not_found", Words("没有找到这个申请。", "There is no such request."))
    try:
        said = _answer(request, share, answer, by)
    except Refusal as refusal:
        return _page(request, known.licence, by, refused=refusal, status=refusal.status)
    messages.success(request, said)
    return HttpResponseRedirect(f"/account/licences/{known.licence.pk}/#shares")


def _answer(request: HttpRequest, share: UUID, answer: str, by: Actor) -> str:
    now = timezone.now()
    match answer:
        case "consent":
            given = consent(share, _day(request.POST.get("until", "")), by=by, at=now)
            return _("已同意，%(day)s 之前可以查看；随时可以撤回。") % {"day": given.until}
        case "refuse":
            refuse(share, by=by, at=now)
            return _("已拒绝。")
        case "withdraw":
            withdraw_consent(share, by=by, at=now)
            return _("同意已撤回，从现在起不能再查看。")
    raise NotFound("action.unknown")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("consent.until", Words("请选择同意到哪一天。", "Choose until which day you consent."), field="until", status=422) from None


def _page(request: HttpRequest, licence: Licence, by: Actor, *, clear: bool = False, refused: Refusal | None = None, status: int = 200) -> HttpResponse:
    now = timezone.now()
    today = calendar().local_day(now)
    looks = looks_at(licence, by=by, key=request.GET.get("from", ""))
    facts: dict[str, Any] = {
        **full(licence, today, clear=clear), "shares": showing.shares(my_shares(by, licence), today), "looks": [showing.look(each) for each in looks.rows],
        "next": looks.next, "previous": looks.previous, "refused": refused, "portal_menu": portal_menu(MINE), **showing.consent_days(today),
    }  # fmt: skip
    return render(request, "licences/one.html", facts, status=status)
