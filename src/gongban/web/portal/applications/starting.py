"""Beginning: what is applied for and in whose name; going on where one was; giving a draft up."""

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
    Filling,
    Stage,
    Subject,
    abandon,
    begin,
    own_applications,
    wanted,
)
from gongban.foundation.people.public import CAPACITIES, agencies_of
from gongban.kernel.errors import NotFound
from gongban.web.portal.applications.frame import MINE, base_of, place_of, step
from gongban.web.site.acting import FOR_ENTERPRISE, account_of, actor, forget_actor, residents_only
from gongban.web.site.navigation import portal_menu


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@residents_only
def start(request: HttpRequest) -> HttpResponse:
    """`?subject=bundle&slug=restaurant&district=`: in whose name; by POST it begins, or goes on with what was begun for the same."""
    given = {name: (request.POST if request.method == "POST" else request.GET).get(name, "")[:80] for name in ("subject", "slug", "district")}
    given["subject"] = given["subject"] if given["subject"] in list(Subject) else Subject.ITEM
    found = wanted(given["subject"], given["slug"], district=given["district"], at=timezone.now())
    if request.method == "POST":
        _speak_for(request, "" if found.for_persons_only else request.POST.get("enterprise"))
        made = begin(given, by=actor(request), at=timezone.now())
        return HttpResponseRedirect(f"/apply/{made.pk}/")
    by, account = actor(request), account_of(request)
    agencies = [(each, CAPACITIES.get(each.capacity, each.capacity)) for each in agencies_of(account, at=timezone.now())] if account and not found.for_persons_only else []
    drafts = own_applications(by).filter(stage=Stage.DRAFT, subject=given["subject"], slug=given["slug"], district=given["district"])
    facts = {"wanted": found, "given": given, "agencies": agencies, "acts_for": (by.enterprise or "") if agencies else "", "own_only": found.for_persons_only and bool(by.enterprise), "draft": drafts.order_by("-saved_at").first(), "portal_menu": portal_menu(MINE)}
    return render(request, "applications/start.html", facts)


def _speak_for(request: HttpRequest, wished: str | None) -> None:
    """Apply for oneself or for an enterprise from now on; what is nobody's to choose stays as it is."""
    account = account_of(request)
    if wished is None or account is None or wished == (actor(request).enterprise or ""):
        return
    if wished and not agencies_of(account, at=timezone.now()).filter(enterprise=wished).exists():
        raise NotFound("enterprise.not_found")
    request.session[FOR_ENTERPRISE] = wished
    forget_actor(request)


@step("GET", "HEAD", fresh=False)
def here(request: HttpRequest, found: Filling) -> HttpResponse:
    """Go on where one was."""
    return HttpResponseRedirect(f"{base_of(found)}{place_of(found)}/")


@step("POST", fresh=False)
def give_up(request: HttpRequest, found: Filling) -> HttpResponse:
    """Give a draft up: what was written and uploaded is deleted at once."""
    pk: UUID = found.application.pk
    abandon(pk, by=actor(request), at=timezone.now())
    messages.success(request, _("草稿已放弃，填写的内容和上传的材料已删除。"))
    return HttpResponseRedirect("/account/applications/")
