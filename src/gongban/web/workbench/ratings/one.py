"""One bad rating: what was said, its thread and clocks, and the acts of the table, each with its reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.outlets.public import outlets_named
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import (
    DESK,
    PROCESS,
    RECTIFICATION,
    Rectification,
    rectification_of,
    tag_words,
    thread_of,
)
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.matter_thread import lines
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page
from gongban.web.workbench.ratings.listing import line

BEGUN = {"rated": Words("评价", "Rated")}
PERSON = Words("评价人", "The person")
DANGER = ("appeal", "uphold_appeal")


@never_cache
@require_GET
@staff_only(*DESK)
def rectification(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; `?do=verify` opens the form of an act."""
    by = actor(request)
    found, action = rectification_of(pk, by=by), request.GET.get("do", "")
    opened = (action, _form(action, by)) if action in {row.action for row in PROCESS.offered(found, by)} else None
    return _draw(request, found, by, opened)


@never_cache
@require_POST
@staff_only(*DESK)
def do(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Take an act. What does not fit comes back in the form with nothing lost."""
    by = actor(request)
    found = rectification_of(pk, by=by)
    if action not in PROCESS.acts:
        raise NotFound("action.unknown")
    form = _form(action, by, request.POST)
    try:
        PROCESS.act(pk, action, form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, found, by, (action, form), status=refusal.status)
    messages.success(request, _("%(what)s：已完成。") % {"what": next(RECTIFICATION.rows(action)).told})
    return HttpResponseRedirect(f"/desk/ratings/{pk}/")


def _form(action: str, by: Actor, data: Any = None) -> InputForm:
    return form_for(PROCESS.acts[action].given, About(by, timezone.now()), data)


def _draw(request: HttpRequest, found: Rectification, by: Actor, opened: tuple[str, InputForm] | None, status: int = 200) -> HttpResponse:
    row, outlet = next(RECTIFICATION.rows(opened[0])) if opened else None, found.invitation.outlet
    facts: dict[str, Any] = {
        **line(found), "rating": found.rating, "tags": tag_words(found.rating.tags), "thread": lines(thread_of(found, by=by), RECTIFICATION, BEGUN, PERSON),
        "offered": PROCESS.offered(found, by), "outlet": outlets_named([outlet]).get(outlet), "late": found.matter.due_at and found.matter.due_at < timezone.now(),
        "opened": {"action": opened[0], "form": opened[1], "label": row.label, "reason": _(row.reason), "danger": opened[0] in DANGER} if opened and row else None,
    }  # fmt: skip
    return page(request, "desk_ratings/one.html", facts, status=status)
