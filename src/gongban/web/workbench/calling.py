"""The callback desk: whom to call now, what they say, and what follows from it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.cases.public import contact, dossier, reveal_reporters
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Refusal
from gongban.outcome.ratings.public import Callback, Judgement, Try, answer, due_callbacks, record_try
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import exports, showing
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page

LISTED = 40
ASKING = (Role.OPERATOR, Role.DISPATCHER, Role.SUPERVISOR)


@never_cache
@require_GET
@staff_only(*ASKING)
def callbacks(request: HttpRequest) -> HttpResponse:
    """Whom to call now; `?one=` chooses one."""
    return _draw(request, actor(request), request.GET.get("one", ""))


def _draw(request: HttpRequest, by: Actor, one: str, forms: dict[str, InputForm] | None = None, status: int = 200,
          phone: list[Any] | None = None) -> HttpResponse:  # fmt: skip
    waiting = list(due_callbacks(by, timezone.now())[:LISTED])
    chosen = next((each for each in waiting if str(each.pk) == one), waiting[0] if waiting else None)
    facts: dict[str, Any] = {"waiting": waiting, "chosen": chosen, "contacts": phone, "export": exports.address_of("callbacks", {})}
    if chosen:
        facts |= showing.facts(dossier(chosen.case.matter.number, by=by), by) | {"forms": forms or _forms(by), "tries": list(chosen.call_tries.order_by("at"))}
    return page(request, "desk/callbacks.html", facts, status=status)


def _forms(by: Actor) -> dict[str, InputForm]:
    about = About(by, timezone.now())
    return {"answer": form_for(Judgement, about, auto_id="answer_%s"), "try": form_for(Try, about, auto_id="try_%s")}


@never_cache
@require_POST
@staff_only(*ASKING)
def result(request: HttpRequest, pk: UUID, what: str) -> HttpResponse:
    """Record what the person said, or that they could not be reached."""
    by, about = actor(request), About(actor(request), timezone.now())
    form = form_for(Judgement if what == "answer" else Try, about, request.POST, auto_id=f"{what}_%s")
    try:
        done: Callback = (answer if what == "answer" else record_try)(pk, form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, by, str(pk), _forms(by) | {what: form}, status=refusal.status)
    messages.success(request, _said(done))
    return HttpResponseRedirect("/desk/callbacks/")


def _said(done: Callback) -> str:
    done.case.matter.refresh_from_db()
    state = done.case.matter.state
    if state == "filed":
        return _("已记录，诉求归档。")
    if state == "dispatched":
        return _("已记录，诉求发回重办。")
    return _("已记录。")


@never_cache
@require_POST
@staff_only(*ASKING)
def number(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the number to call; that it was looked at is written down."""
    by = actor(request)
    asked = next((each for each in due_callbacks(by, timezone.now()) if each.pk == pk), None)
    if asked is None:
        return HttpResponseRedirect("/desk/callbacks/")
    everyone = reveal_reporters(asked.case.matter.number, by=by, at=timezone.now())
    return _draw(request, by, str(pk), phone=[contact(asked.party)] if asked.party else everyone)
