"""One thing that could not be done: what was said, the clocks, and the acts of the table, each with its reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.impasses.public import (
    DESK,
    IMPASSE,
    NAME,
    PHONE,
    PROCESS,
    Impasse,
    causes_of,
    code_of,
    impasse_of,
    of_office,
    thread_of,
)
from gongban.delivery.outlets.public import outlets_named
from gongban.foundation.people.public import reveal
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.identifiers import mask_name
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.matter_thread import lines
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page
from gongban.web.workbench.impasses.listing import line

BEGUN = {"taken": Words("登记", "Taken")}
PERSON = Words("办事人", "The person")
DANGER = ("refuse",)


@never_cache
@require_GET
@staff_only(*DESK)
def impasse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page; `?do=coordinate` opens the form of an act."""
    by = actor(request)
    found, action = impasse_of(pk, by=by), request.GET.get("do", "")
    opened = (action, _form(action, by)) if action in {row.action for row in PROCESS.offered(found, by)} else None
    return _draw(request, found, by, opened)


@never_cache
@require_POST
@staff_only(*DESK)
def do(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Take an act. What does not fit comes back in the form with nothing lost."""
    by = actor(request)
    found = impasse_of(pk, by=by)
    if action not in PROCESS.acts:
        raise NotFound("action.unknown")
    form = _form(action, by, request.POST)
    try:
        PROCESS.act(pk, action, form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, found, by, (action, form), status=refusal.status)
    messages.success(request, _("%(what)s：已完成。") % {"what": next(IMPASSE.rows(action)).told})
    return HttpResponseRedirect(f"/desk/impasses/{pk}/")


def _form(action: str, by: Actor, data: Any = None) -> InputForm:
    return form_for(PROCESS.acts[action].given, About(by, timezone.now()), data)


def _draw(request: HttpRequest, found: Impasse, by: Actor, opened: tuple[str, InputForm] | None, status: int = 200) -> HttpResponse:
    row = next(IMPASSE.rows(opened[0])) if opened else None
    office = of_office(by)
    name = reveal(found.name, NAME)
    facts: dict[str, Any] = {
        **line(found), "offered": PROCESS.offered(found, by), "thread": lines(thread_of(found, by=by), IMPASSE, BEGUN, PERSON), "code": code_of(found.pk),
        "outlet": outlets_named([found.outlet]).get(found.outlet) if found.outlet else None, "late": found.matter.due_at and found.matter.due_at < timezone.now(),
        "person": name if office else mask_name(name), "phone": reveal(found.phone, PHONE) if office else "", "counted": causes_of(found.item) if found.item else [],
        "opened": {"action": opened[0], "form": opened[1], "label": row.label, "reason": _(row.reason), "danger": opened[0] in DANGER} if opened and row else None,
    }  # fmt: skip
    return page(request, "desk_impasses/one.html", facts, status=status)
