"""The page of one part: everything about it, and what this person can do with it now, each as a form; two people at once see each other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.applications.public import (
    ACTIONS,
    DECIDING,
    PART,
    Part,
    act,
    foresee,
    part_of,
    type_of,
    visible,
)
from gongban.delivery.licences.public import in_words
from gongban.foundation.matters.public import drafts_of, forget_draft, others_here, save_draft
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import uploads
from gongban.web.workbench.applications import showing
from gongban.web.workbench.applications.forms import form_of, offered
from gongban.web.workbench.forms import InputForm
from gongban.web.workbench.frame import page
from gongban.web.workbench.templatetags.desk import person

NEXT = ("accept", "give_opinion", "decide", "end_special", "hand_over", "ask_correction", "inspect", "not_accept")
DANGER = ("not_accept", "terminate")
LATER = ("extend", "begin_special", "hand_on", "terminate")  # 少用的收在“更多”里 · used seldom


@never_cache
@require_GET
@staff_only()
def one(request: HttpRequest, number: str) -> HttpResponse:
    """The page; `?do=decide` opens the form of an action."""
    by, action = actor(request), request.GET.get("do", "")
    found = part_of(number, by=by)
    may = {row.action for row in offered(found, by, timezone.now())}
    opened = (action, _form(found, by, action)) if action in may else None
    return _draw(request, found, by, opened)


@never_cache
@require_POST
@staff_only()
def do(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Take an action; `step=preview` only shows what a decision would say. What does not fit comes back in the form with nothing lost."""
    by = actor(request)
    found = part_of(number, by=by)
    if action not in ACTIONS:
        raise NotFound()
    data, bad_photo = uploads.stored_photos(request, by)
    form = _form(found, by, action, data)
    try:
        if bad_photo:
            raise bad_photo
        if request.POST.get("step") == "preview":
            return _draw(request, found, by, (action, form), preview=_preview(found, form, by))
        _changed_meanwhile(request, found, action)
        act(number, action, form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        return _refused(request, number, by, action, form, refusal)
    forget_draft(found.matter, action, by=by)
    messages.success(request, _("%(what)s：已完成。") % {"what": next(PART.rows(action)).label})
    seen = visible(by).filter(pk=found.pk).exists()  # 转交以后就不归本单位看了 · what was handed on is no longer the own office's to see
    return HttpResponseRedirect(f"/desk/applications/{number}/" if seen else "/desk/applications/")


def _refused(request: HttpRequest, number: str, by: Actor, action: str, form: InputForm, refusal: Refusal) -> HttpResponse:
    if refusal.status == 404:
        raise refusal
    form.refuse(refusal)
    return _draw(request, part_of(number, by=by), by, (action, form), status=refusal.status)


def _changed_meanwhile(request: HttpRequest, found: Part, action: str) -> None:
    """Somebody else changed the part while this form was open: say so once, then let the person decide."""
    seen, moves = request.POST.get("seen", ""), any(row.to for row in PART.rows(action))
    if moves and seen and seen != found.matter.changed_at.isoformat():
        words = Words("在您填写期间，这一件有了新的变化，请看过下面的过程后再提交一次。", "It changed while you wrote. Look at what happened below, then send again.")
        raise Conflict("application.changed_meanwhile", words)


def _preview(found: Part, form: InputForm, by: Actor) -> dict[str, Any]:
    """What the decision would say: the licence's fields in words, or the refusal with its remedy."""
    now = timezone.now()
    texts = foresee(found, form.given(), by=by, at=now)
    kind = type_of(found, now) if texts else None
    return {"kind": kind, "fields": [(field.words, in_words(field, texts[field.code])) for field in kind.fields if field.code in texts] if kind else [], "given": form.given()}


def _form(found: Part, by: Actor, action: str, data: Any = None) -> InputForm:
    draft = drafts_of(found.matter, by=by).get(action) if data is None else None
    return form_of(found, action, by, timezone.now(), data, draft.fields if draft else None)


def _draw(request: HttpRequest, found: Part, by: Actor, opened: tuple[str, InputForm] | None, *, preview: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    rows = sorted(offered(found, by, timezone.now()), key=lambda row: _rank(row.action, found))
    facts = {
        **showing.facts(found, by, timezone.now()), "opened": _panel(*opened) if opened else None, "preview": preview, "seen": found.matter.changed_at.isoformat(),
        "first": [row for row in rows if row.action not in LATER], "more": [row for row in rows if row.action in LATER],
        "bare": {row.action for row in rows if not ACTIONS[row.action].given.model_fields},
    }  # fmt: skip
    return page(request, "desk_applications/part.html", facts, status=status)


def _rank(action: str, found: Part) -> int:
    """What usually comes next stands first: a decision only once every opinion is there."""
    reviewed = not found.tasks.filter(done_at__isnull=True).exclude(outcomes__overlap=sorted(DECIDING)).exists() if action == "decide" else True
    return NEXT.index(action) if action in NEXT and reviewed else len(NEXT)


def _panel(action: str, form: InputForm) -> dict[str, Any]:
    row: Transition = next(PART.rows(action))
    return {"action": action, "form": form, "label": row.label, "reason": _(row.reason), "danger": action in DANGER}


@require_POST
@staff_only()
def presence(request: HttpRequest, number: str) -> HttpResponse:
    """Say that I have this part open, and hear who else has."""
    by = actor(request)
    others = others_here(part_of(number, by=by).matter, by=by, at=timezone.now(), writing=request.POST.get("writing") == "1")
    return JsonResponse({"others": [person(other.account) + (_("（正在写）") if other.writing else "") for other in others]})


@require_POST
@staff_only()
def draft(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Keep what was written so far."""
    by = actor(request)
    found = part_of(number, by=by)
    if action not in ACTIONS:
        raise NotFound()
    fields = form_of(found, action, by, timezone.now()).fields
    save_draft(found.matter, action, {name: request.POST[name] for name in fields if name in request.POST}, by=by, at=timezone.now())
    return HttpResponse(status=204)
