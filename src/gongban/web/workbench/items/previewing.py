"""The draft as citizens will read it: the portal's own pages of the guide and of its questions, over the draft, with a banner."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gongban.design.catalogue.public import DeskItem, compare_draft, desk_item, form_of
from gongban.foundation.facts.public import TODAY
from gongban.foundation.territory.public import calendar
from gongban.kernel.forms import Known
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.components.filling import changes as changes_of
from gongban.web.site.components.filling import drawn, take
from gongban.web.site.guides import guide_facts, question_facts
from gongban.web.workbench.frame import page
from gongban.web.workbench.items.clauses import EDITING
from gongban.web.workbench.items.item import about

PREVIEWED = "form_preview"


@never_cache
@require_safe
@staff_only(*EDITING)
def guide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The guide as it is to stand; of an item that is not in the draft, as it stands."""
    found = desk_item(pk, by=actor(request), at=timezone.now())
    facts = guide_facts(found.guide, request.GET.get("situation", ""))
    return render(request, "portal/service.html", {**facts, **_around(found), "questions": f"/desk/items/{pk}/preview/questions/", "changes": f"/desk/items/{pk}/changes/" if found.former else ""})


@never_cache
@require_safe
@staff_only(*EDITING)
def questions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The guided questions of the draft, answered by nobody's data."""
    now = timezone.now()
    found = desk_item(pk, by=actor(request), at=now)
    facts = question_facts(found.guide, request.GET, {TODAY: calendar().local_day(now)})
    return render(request, "portal/questions.html", {**facts, **_around(found), "district": ""})


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*EDITING)
def form(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form of the draft as people will fill it in, with its pre-check; invented answers stay in the session and go nowhere."""
    now = timezone.now()
    found = desk_item(pk, by=actor(request), at=now)
    made, known = form_of(found.guide.elements), {TODAY: Known(calendar().local_day(now))}
    kept = request.session.get(PREVIEWED, {})
    before = made.resume(kept["state"], known) if kept.get("item") == str(pk) else made.start(known)
    what, tried = request.POST.get("fill", ""), bool(request.POST.get("fill_tried"))
    after = made.start(known) if what == "again" else take(made, before, request.POST)
    if request.method == "POST":
        request.session[PREVIEWED] = {"item": str(pk), "state": after.stored(made.fingerprint)}
    save = f"/desk/items/{pk}/preview/form/"
    tried = what != "again" and (tried or what == "try")
    fill = drawn(made, after, save=save, tried=tried)
    if request.headers.get("HX-Request"):
        return HttpResponse(changes_of(drawn(made, before, save=save, tried=tried), fill))
    facts = {**about(found), **_around(found), "fill": fill, "rules": len(made.rules), "passed": what == "try" and not made.stops(after)}
    return render(request, "desk/items/form.html", facts, status=422 if what == "try" and not facts["passed"] else 200)


@never_cache
@require_safe
@staff_only(*EDITING)
def changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the draft changes against the version in force: the four reductions, and every element."""
    by, now = actor(request), timezone.now()
    found = desk_item(pk, by=by, at=now)
    compared = compare_draft(found.guide.code, by=by, at=now, district=found.guide.district) if found.drafted else None
    return page(request, "desk/items/changes.html", {**about(found), "compared": compared})


def _around(found: DeskItem) -> dict[str, Any]:
    """The banner over the page, and where its links lead."""
    back = f"/desk/items/{found.guide.item}/"
    text = _("草稿预览：发布以前只有您这样的工作人员看得到。") if found.drafted else _("预览：草稿里没有改动，这是现在发布的。")
    return {"banners": [{"text": text, "tone": "warn", "links": [(_("回去编写"), back)]}], "base": f"{back}preview/", "back": back, "preview": True}
