"""Commitments on the desk: what a unit has to check and follow, and one of them with everything that can be done now, each as a form."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.applications.public import (
    COMMITMENT,
    COMMITMENT_ACTIONS,
    Commitment,
    act_on_commitment,
    commitment_of,
    name_of,
    open_commitment_actions,
    parts_worked_on,
    to_check,
)
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import uploads
from gongban.web.workbench.applications.listing import SEEING
from gongban.web.workbench.applications.showing import COMMITMENT_TONES, OF_COMMITMENT, promised, thread
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page

DANGER = ("annul", "find_false", "reverse")
MOST = 200


@never_cache
@require_GET
@staff_only(*SEEING)
def listing(request: HttpRequest) -> HttpResponse:
    """What this unit has to check, mend or review, the nearest day first; `?state=` for one state."""
    by, state, today = actor(request), request.GET.get("state", ""), calendar().local_day(timezone.now())
    rows = list(to_check(by, state=state)[: MOST + 1])
    facts = {
        "rows": [_row(row, today) for row in rows[:MOST]], "more": len(rows) > MOST, "state": state,
        "states": [(each.code, each.words) for each in COMMITMENT.states if each.open and each.code != "promised"],
    }  # fmt: skip
    return page(request, "desk_applications/commitments.html", facts)


def _row(row: Commitment, today: date) -> dict[str, Any]:
    state = COMMITMENT.state(row.state)
    return {**promised(row), "late": bool(row.due and row.due < today and state.open)}


@never_cache
@require_GET
@staff_only()
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One commitment; `?do=check_on_site` opens the form of an action."""
    by, action = actor(request), request.GET.get("do", "")
    found = commitment_of(pk, by=by)
    may = {row.action for row in open_commitment_actions(found, found.part, by)}
    return _draw(request, found, by, (action, _form(action, by)) if action in may else None)


@never_cache
@require_POST
@staff_only()
def do(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Take an action; what does not fit comes back in the form with nothing lost."""
    by = actor(request)
    commitment_of(pk, by=by)
    if action not in COMMITMENT_ACTIONS:
        raise NotFound()
    data, bad_photo = uploads.stored_photos(request, by)
    form = _form(action, by, data)
    try:
        if bad_photo:
            raise bad_photo
        act_on_commitment(pk, action, form.given(), by=by, at=timezone.now())
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        form.refuse(refusal)
        return _draw(request, commitment_of(pk, by=by), by, (action, form), status=refusal.status)
    messages.success(request, _("%(what)s：已完成。") % {"what": next(COMMITMENT.rows(action)).label})
    return HttpResponseRedirect(f"/desk/commitments/{pk}/")


def _form(action: str, by: Actor, data: Any = None) -> InputForm:
    return form_for(COMMITMENT_ACTIONS[action].given, About(by, timezone.now()), data)


def _draw(request: HttpRequest, found: Commitment, by: Actor, opened: tuple[str, InputForm] | None, *, status: int = 200) -> HttpResponse:
    rows, state = open_commitment_actions(found, found.part, by), COMMITMENT.state(found.state)
    works = parts_worked_on(by).filter(pk=found.part_id).exists()
    facts = {
        "row": found, "part": found.part, "matter": found.part.matter, "state": state, "tone": COMMITMENT_TONES.get(found.state, ""), "works": works,
        "applicant": name_of(found.part.application) if works else "", "points": [Words(each["zh"], each["en"]) for each in found.points],
        "late": bool(found.due and found.due < calendar().local_day(timezone.now()) and state.open),
        "actions": rows, "bare": {each.action for each in rows if not COMMITMENT_ACTIONS[each.action].given.model_fields},
        "opened": _panel(*opened) if opened else None, "thread": thread(found.part, by, OF_COMMITMENT),
    }  # fmt: skip
    return page(request, "desk_applications/commitment.html", facts, status=status)


def _panel(action: str, form: InputForm) -> dict[str, Any]:
    row = next(COMMITMENT.rows(action))
    return {"action": action, "form": form, "label": row.label, "reason": _(row.reason), "danger": action in DANGER}
