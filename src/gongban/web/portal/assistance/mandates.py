"""My mandates: who may act for me, in what and until when; giving one, taking it back in one step, and what was done by it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.delivery.applications.public import own_applications
from gongban.delivery.assistance.public import (
    ACTS,
    Deed,
    Mandate,
    done_for,
    give,
    held_mandates,
    lay_down,
    longest_days,
    mandate_of,
    my_mandates,
    revoke,
)
from gongban.foundation.people.public import AssuranceNeeded
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.portal.assistance.forms import MandateForm
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.assistance_paper import mandate_paper
from gongban.web.site.assistance_showing import mandate_line, picture, principal, trusted
from gongban.web.site.navigation import portal_menu
from gongban.web.site.visitor import spend_here

MINE = "/my/"
DRAFT_ID = 36  # 还没有编号的草稿，记的是它的 id · a draft without a number is noted by its id


@never_cache
@require_safe
@residents_only
def listing(request: HttpRequest) -> HttpResponse:
    """The mandates that I gave, and those by which I may act for others."""
    by, now = actor(request), timezone.now()
    given = [mandate_line(row) for row in my_mandates(by, now)]
    facts = {
        "running": [each for each in given if each["state"] == "in_force"], "over": [each for each in given if each["state"] != "in_force"],
        "held": [{**mandate_line(row), "principal": principal(row)} for row in held_mandates(by, now)], "portal_menu": portal_menu(MINE),
    }  # fmt: skip
    return render(request, "assistance/mandates.html", facts)


@never_cache
@require_http_methods(["GET", "POST"])
@residents_only
def write(request: HttpRequest) -> HttpResponse:
    """Give a mandate; `?item=` ticks an item."""
    by = actor(request)
    if request.method != "POST":
        return _form(request, MandateForm(initial={"kind": "act", "items": request.GET.getlist("item")[:20]}))
    form = MandateForm(request.POST)
    try:
        spend_here(request, "mandates", most=30)
        give(form.given(), by=by, at=timezone.now())
    except AssuranceNeeded as needed:
        return _form(request, form, needed=needed, status=needed.status)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form, status=refusal.status)
    messages.success(request, _("已委托，对方会收到消息。随时可以收回。"))
    return HttpResponseRedirect("/me/mandates/")


@require_POST
@residents_only
def end(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Take a mandate back, or lay one down that I hold."""
    by, now = actor(request), timezone.now()
    match what:
        case "revoke":
            revoke(pk, by=by, at=now)
            messages.success(request, _("已收回。从现在起对方什么也看不到、办不了。"))
        case "leave":
            lay_down(pk, by=by, at=now)
            messages.success(request, _("已退回这项委托。"))
        case _other:
            raise NotFound()
    return HttpResponseRedirect("/me/mandates/")


@never_cache
@require_safe
@residents_only
def deeds(request: HttpRequest) -> HttpResponse:
    """Who acted for me: everything that was done by my mandates."""
    by = actor(request)
    found = done_for(by, timezone.now(), key=request.GET.get("from", ""))
    drafts = _drafts(found.rows, by)
    rows = [{"deed": each, "of": drafts.get(each.subject, each.subject), "what": ACTS.get(each.what, Words(each.what, each.what)), "who": trusted(each.mandate)} for each in found.rows]
    return render(request, "assistance/deeds.html", {"rows": rows, "next": found.next, "previous": found.previous, "portal_menu": portal_menu(MINE)})


def _drafts(rows: Sequence[Deed], by: Actor) -> dict[str, Words | str]:
    """What a draft is called that had no number yet, by its id."""
    unnumbered = [each.subject for each in rows if len(each.subject) == DRAFT_ID]
    return {str(each.pk): each.number or each.name for each in own_applications(by).filter(pk__in=unnumbered)}


@never_cache
@require_safe
@residents_only
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The mandate as a paper."""
    row = _given(request, pk)
    return HttpResponse(mandate_paper(row), content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="mandate.pdf"'})


@never_cache
@require_safe
@residents_only
def photo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The photo of my mandate on paper."""
    row = _given(request, pk)
    if row.paper is None:
        raise NotFound()
    return picture(row)


def _given(request: HttpRequest, pk: UUID) -> Mandate:
    """A mandate that I gave."""
    by, now = actor(request), timezone.now()
    row = mandate_of(pk, by=by, at=now)
    if row.pk not in {each.pk for each in my_mandates(by, now)}:
        raise NotFound()
    return row


def _form(request: HttpRequest, form: MandateForm, *, needed: AssuranceNeeded | None = None, status: int = 200) -> HttpResponse:
    facts = {"form": form, "needed": needed, "longest": longest_days(), "portal_menu": portal_menu(MINE)}
    return render(request, "assistance/mandate_new.html", facts, status=status)
