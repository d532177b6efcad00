"""What all pages of one draft share: whose it is, the four steps, where to go on, when it was last saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongban.delivery.applications.public import (
    Application,
    Filling,
    Stage,
    fillable_applications,
    filling,
    name_of,
)
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words
from gongban.web.portal.applications.other_name import application_for
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.navigation import portal_menu

MINE = "/my/"  # 菜单里属于“我的” · belongs to “Mine” in the menu
STEPS = {
    "questions": Words("回答问题", "Questions"), "form": Words("填表", "Form"), "materials": Words("交材料", "Papers"), "check": Words("核对提交", "Check and submit"),
}  # fmt: skip
Page = Callable[[HttpRequest, Filling], HttpResponse]


def own_draft(request: HttpRequest, pk: UUID) -> Application | HttpResponseRedirect:
    """The draft that the visitor fills in; what was submitted or is only to be signed leads to its own page. NotFound."""
    by = actor(request)
    row = application_for(request, pk)
    if row.stage == Stage.SUBMITTED:
        return HttpResponseRedirect(f"/account/applications/{pk}/")
    if row.stage == Stage.ABANDONED:
        raise NotFound("application.not_found", Words("这份草稿已经放弃。", "This draft was given up."))
    if not fillable_applications(by, timezone.now()).filter(pk=pk).exists():
        signature = next((each.pk for each in row.signatures.all() if str(each.account_id) == by.account), None)
        return HttpResponseRedirect(f"/apply/sign/{signature}/")
    return row


def step(*methods: str, fresh: bool = True) -> Callable[[Page], Callable[..., HttpResponseBase]]:
    """A page of a draft: guarded, never cached; `fresh`: a guide that was published anew is looked at first."""

    def made(page: Page) -> Callable[..., HttpResponseBase]:
        @never_cache
        @require_http_methods([*methods])
        @residents_only
        @wraps(page)
        def guarded(request: HttpRequest, pk: UUID) -> HttpResponse:
            row = own_draft(request, pk)
            if isinstance(row, HttpResponse):
                return row
            found = filling(row, at=timezone.now())
            if fresh and found.changed and request.method != "POST":
                return HttpResponseRedirect(f"/apply/{pk}/changed/")
            return page(request, found)

        return guarded

    return made


def place_of(found: Filling) -> str:
    """At which step a draft stands."""
    if found.changed:
        return "changed"
    if found.plan is None:
        return "questions"
    if any(each.is_missing for each in found.fields) or any(each.code == "application.precheck" for each in found.faults()):
        return "form"
    return "materials" if any(each.is_missing for each in found.materials) else "check"


def left_open(found: Filling) -> list[int]:
    """The steps, counted from 1, that are not done: one may go on without, and is not told that all is well."""
    todo = (found.plan is None, any(each.is_missing for each in found.fields), any(each.is_missing for each in found.materials))
    return [number for number, is_open in enumerate(todo, 1) if is_open]


def base_of(found: Filling) -> str:
    """Where the pages of a draft lie."""
    return f"/apply/{found.application.pk}/"


def shown(request: HttpRequest, template: str, found: Filling, now: str, facts: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page of a draft in its frame."""
    row, names = found.application, list(STEPS)
    return render(request, template, {
        "filling": found, "application": row, "base": base_of(found), "applicant": name_of(row), "saved_at": row.saved_at, "step_names": list(STEPS.values()),
        "step_now": names.index(now) + 1 if now in names else 0, "step": now, "left_open": left_open(found), "portal_menu": portal_menu(MINE),
        "plain": found.needs_nothing and not found.answers, **facts,
    }, status=status)  # fmt: skip
