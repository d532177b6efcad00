"""My applications: drafts, what runs, what is done, what waits for my signature; one application with the state of all its parts, and what can be done about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongban.delivery.applications.public import (
    Application,
    Part,
    Stage,
    act,
    act_on_commitment,
    apply_again,
    commitment_of,
    my_applications,
    part_of,
    to_sign,
)
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.portal.applications import following, handing_in
from gongban.web.portal.applications.frame import MINE
from gongban.web.portal.applications.other_name import application_for
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.navigation import portal_menu

ACTIONS = ("correct", "withdraw", "again")
TABS = ("open", "drafts", "done")


@never_cache
@require_safe
@residents_only
def listing(request: HttpRequest) -> HttpResponse:
    """What I have applied for, the last touched first: drafts, running, done; and what others ask me to sign."""
    by = actor(request)
    page = my_applications(by, key=request.GET.get("from", ""))
    lines = [following.line(row) for row in page.rows]
    groups = [
        (_("草稿"), [each for each in lines if each.draft]), (_("办理中"), [each for each in lines if each.running]),
        (_("办结的"), [each for each in lines if not each.draft and not each.running]),
    ]  # fmt: skip
    facts = {"groups": [group for group in groups if group[1]], "to_sign": to_sign(by), "next": page.next, "previous": page.previous, "portal_menu": portal_menu(MINE)}
    return render(request, "applications/mine.html", facts)


@never_cache
@require_safe
@residents_only
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application: a progress over all its parts, each with who has it, since when, until when, and what it waits for."""
    return _page(request, _own(request, pk))


def _own(request: HttpRequest, pk: UUID) -> Application:
    row = application_for(request, pk)
    if row.stage == Stage.ABANDONED:
        raise NotFound("application.not_found")
    return row


@require_POST
@residents_only
def act_on(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Hand in what was asked for, take a part back, or apply again for one that came to nothing."""
    by, now = actor(request), timezone.now()
    part = part_of(number, by=by)
    if action not in ACTIONS:
        raise NotFound("action.unknown")
    try:
        given = handing_in.read(request, part, action, by=by, at=now)
        if action == "again":
            apply_again(number, given, by=by, at=now)
        else:
            act(number, action, given, by=by, at=now)
    except Refusal as refusal:
        return _page(request, _own(request, part.application_id), part, action, refusal)
    messages.success(request, _told(action))
    return HttpResponseRedirect(f"/account/applications/{part.application_id}/#{part.code}")


@require_POST
@residents_only
def act_on_promise(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """State one's case, report it as mended, or appeal, about a promise that was found not to be met."""
    by = actor(request)
    part = commitment_of(pk, by=by).part
    try:
        act_on_commitment(pk, action, {"text": request.POST.get("text", "")[:4000]}, by=by, at=timezone.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, _own(request, part.application_id), part, action, refusal)
    messages.success(request, _("已提交。"))
    return HttpResponseRedirect(f"/account/applications/{part.application_id}/#{part.code}")


def _told(action: str) -> str:
    return {"correct": _("已提交补正。"), "withdraw": _("已撤回。"), "again": _("已重新申请，只办这一件。")}[action]


def _page(request: HttpRequest, row: Application, part: Part | None = None, action: str = "", refusal: Refusal | None = None) -> HttpResponse:
    if row.stage == Stage.DRAFT:
        return HttpResponseRedirect(f"/apply/{row.pk}/")
    faults = list(refusal.problems) if isinstance(refusal, InvalidInput) else [refusal] if refusal else []
    facts: dict[str, Any] = {
        **following.whole(row, actor(request), timezone.now(), request.POST), "refused": part.matter.number if part else "", "refused_action": action,
        "faults": [(f"#{part.code}-{each.field}" if part and each.field else "", str(each.words)) for each in faults], "typed": request.POST, "portal_menu": portal_menu(MINE),
    }  # fmt: skip
    return render(request, "applications/one.html", facts, status=refusal.status if refusal else 200)
