"""One licence at the unit that issues it: what it says, its history, and the acts of the table, each with its reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.delivery.licences.public import ACTS, LICENCE, WORKING, Licence, act, licence_of, look, offered
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.licence_paper import licence_paper
from gongban.web.site.licence_showing import full
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page
from gongban.web.workbench.licences.forms import ChangeForm

ENDINGS = ("annul", "withdraw", "revoke", "cancel", "suspend")


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*WORKING)
def licence(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One licence; `?do=revoke` opens the form of an act, POST shows what identifies the holder."""
    by, now = actor(request), timezone.now()
    found, action = look(pk, by=by, at=now), request.GET.get("do", "")
    opened = (action, _form(found, action, by)) if action in {row.action for row in offered(found, by, now)} else None
    return _draw(request, found, by, opened, clear=request.method == "POST")


@never_cache
@require_POST
@staff_only(*WORKING)
def do(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Take an act. What does not fit comes back in the form with nothing lost."""
    by = actor(request)
    found = licence_of(pk, by=by)
    if action not in ACTS or action == "expire":
        raise NotFound()
    form = _form(found, action, by, request.POST)
    try:
        act(pk, action, form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, found, by, (action, form), status=refusal.status)
    messages.success(request, _("%(what)s：已完成，持证人会收到消息。") % {"what": next(LICENCE.rows(action)).label})
    return HttpResponseRedirect(f"/desk/licences/{pk}/")


@never_cache
@require_GET
@staff_only(*WORKING)
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The signed PDF."""
    by, now = actor(request), timezone.now()
    found = look(pk, by=by, at=now)
    made = licence_paper(found, by=by, at=now)
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{found.type_id}.pdf"'})


def _form(found: Licence, action: str, by: Actor, data: Any = None) -> InputForm | ChangeForm:
    if action == "change":
        return ChangeForm(found, data)
    return form_for(ACTS[action].given, About(by, timezone.now()), data)


def _draw(request: HttpRequest, found: Licence, by: Actor, opened: tuple[str, InputForm | ChangeForm] | None, *, clear: bool = False, status: int = 200) -> HttpResponse:
    now = timezone.now()
    row = next(LICENCE.rows(opened[0])) if opened else None
    acts = offered(found, by, now)
    facts: dict[str, Any] = {
        **full(found, calendar().local_day(now), clear=clear), "usual": [each for each in acts if each.action not in ENDINGS],
        "endings": [each for each in acts if each.action in ENDINGS],
        "opened": {"action": opened[0], "form": opened[1], "label": row.label, "reason": _(row.reason), "danger": opened[0] in ENDINGS} if opened and row else None,
    }  # fmt: skip
    return page(request, "desk_licences/licence.html", facts, status=status)
