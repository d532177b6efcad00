"""The case page: everything about one case, and the actions that this person can take now, each as a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.cases.public import ACTIONS, CASE, Dossier, act, dossier, in_charge, reveal_reporters
from gongban.foundation.matters.public import Matter, drafts_of, forget_draft, others_here, save_draft
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.lifecycle import Transition
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.way_back import way_back
from gongban.web.workbench import showing, uploads
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page
from gongban.web.workbench.templatetags.desk import person

# What usually comes next in a state: these stand as buttons, the rest in a menu.
NEXT = (
    "accept", "dispatch", "grant_return", "refuse_return", "decide_study", "sign_in", "answer", "approve_answer", "send_back_answer",
    "sign_assignment", "answer_assignment", "accept_assignment", "grant_extension", "reply", "first_contact", "answer_urging", "urge",
    "grant_exclusion", "reinspect", "answer_at_once", "file", "redo", "publish", "ask_return", "call_study", "note",
)  # fmt: skip
BUTTONS = 4
PARAGRAPH = re.compile(r"（A\d+）")
IN_ADDRESS = ("number", "department")  # what a link may fill in: the case to join, a suggested department


@never_cache
@require_GET
@staff_only()
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one case; `?do=answer` opens the form of an action."""
    by = actor(request)
    found = dossier(number, by=by)
    return _draw(request, found, by, _opened(request, found, by))


@never_cache
@require_POST
@staff_only()
def do(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Take an action. What does not fit comes back in the form with nothing lost."""
    by = actor(request)
    found = dossier(number, by=by)
    if action not in ACTIONS:
        raise NotFound()
    data, bad_photo = uploads.stored_photos(request, by)
    form = _form(found, by, action, data)
    try:
        if bad_photo:
            raise bad_photo
        _changed_meanwhile(request, found, action)
        act(number, action, form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        return _refused(request, found, by, action, form, refusal)
    forget_draft(found.case.matter, action, by=by)
    messages.success(request, _("%(what)s：已完成。") % {"what": next(CASE.rows(action)).label})
    return HttpResponseRedirect(way_back(request, f"/desk/cases/{number}/"))


def _refused(request: HttpRequest, found: Dossier, by: Actor, action: str, form: InputForm, refusal: Refusal) -> HttpResponse:
    if refusal.status == 404:
        raise refusal
    form.refuse(refusal)
    return _draw(request, dossier(found.case.matter.number, by=by), by, (action, form), status=refusal.status)


def _changed_meanwhile(request: HttpRequest, found: Dossier, action: str) -> None:
    """Somebody else changed the case while this form was open: say so once, then let the person decide."""
    seen, moves = request.POST.get("seen", ""), any(row.to for row in CASE.rows(action))
    if moves and seen and seen != seen_of(found):
        words = Words("在您填写期间，这件诉求有了新的变化，请看过下面的过程后再提交一次。", "The case changed while you wrote. Look at what happened below, then send again.")
        raise Conflict("case.changed_meanwhile", words)


def seen_of(found: Dossier) -> str:
    """What a form carries to notice that the case was changed by somebody else."""
    return found.case.matter.changed_at.isoformat()


def _opened(request: HttpRequest, found: Dossier, by: Actor) -> tuple[str, InputForm] | None:
    action = request.GET.get("do", "")
    if action not in {row.action for row in found.actions}:
        return None
    return action, _form(found, by, action, begin={name: request.GET[name] for name in IN_ADDRESS if name in request.GET})


def _form(found: Dossier, by: Actor, action: str, data: QueryDict | None = None, begin: dict[str, str] | None = None) -> InputForm:
    about = About(by, timezone.now(), found.case)
    draft = drafts_of(found.case.matter, by=by).get(action) if data is None else None
    initial = showing.first_values(action, found.case) | (draft.fields if draft else {}) | (begin or {})
    return form_for(ACTIONS[action].given, about, data, initial=initial)


def _draw(request: HttpRequest, found: Dossier, by: Actor, opened: tuple[str, InputForm] | None, status: int = 200) -> HttpResponse:
    rows = sorted(found.actions, key=_rank)
    facts = {
        **showing.facts(found, by), "opened": _panel(opened) if opened else None, "first": rows[:BUTTONS], "more": rows[BUTTONS:],
        "seen": seen_of(found), "bare": {row.action for row in rows if not ACTIONS[row.action].given.model_fields},
    }  # fmt: skip
    return page(request, "desk/case.html", facts, status=status)


def _rank(row: Transition) -> int:
    return NEXT.index(row.action) if row.action in NEXT else len(NEXT)


def _why(row: Transition) -> str:
    """The reason of a rule in the reader's language, without the number of the paragraph that it comes from."""
    return _(PARAGRAPH.sub("", row.reason))


def _panel(opened: tuple[str, InputForm]) -> dict[str, Any]:
    action, form = opened
    row = next(CASE.rows(action))
    return {"action": action, "form": form, "label": row.label, "reason": _why(row), "danger": action in ("refuse", "withdraw", "redo", "join")}


@require_POST
@staff_only()
def presence(request: HttpRequest, number: str) -> HttpResponse:
    """Say that I have this case open, and hear who else has; `writing=1` when words are being typed."""
    by = actor(request)
    others = others_here(_matter(number, by), by=by, at=timezone.now(), writing=request.POST.get("writing") == "1")
    names = [person(other.account) + (_("（正在写）") if other.writing else "") for other in others]
    return JsonResponse({"others": names})


@require_POST
@staff_only()
def draft(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Keep what was written so far; photos and the token are not part of it."""
    by = actor(request)
    if action not in ACTIONS:
        raise NotFound()
    kept = {name: _kept(request.POST, name) for name in ACTIONS[action].given.model_fields if name in request.POST}
    save_draft(_matter(number, by), action, kept, by=by, at=timezone.now())
    return HttpResponse(status=204)


def _kept(data: QueryDict, name: str) -> str | Sequence[str]:
    values = data.getlist(name)
    return values[0] if len(values) == 1 else values


@never_cache
@require_POST
@staff_only()
def reporters(request: HttpRequest, number: str) -> HttpResponse:
    """Show name and phone of the reporters; that they were looked at is written down."""
    by = actor(request)
    contacts = reveal_reporters(number, by=by, at=timezone.now())
    found = dossier(number, by=by)
    facts = {**showing.facts(found, by), "contacts": contacts, "first": (), "more": (), "opened": None, "seen": seen_of(found), "bare": set()}
    rows = sorted(found.actions, key=_rank)
    return page(request, "desk/case.html", facts | {"first": rows[:BUTTONS], "more": rows[BUTTONS:]})


def _matter(number: str, by: Actor) -> Matter:
    found = in_charge(by).filter(matter__number=number).select_related("matter").first()
    if found is None:
        raise NotFound()
    return found.matter
