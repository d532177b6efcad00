"""Follow what could not be done: by the account, or by the code in the link that was told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongban.delivery.impasses.public import (
    IMPASSE,
    PROCESS,
    Impasse,
    code_of,
    impasse_by,
    impasse_rules,
    is_switched_on,
    my_impasses,
    thread_of,
)
from gongban.delivery.outlets.public import outlets_named
from gongban.kernel.actors import ANONYMOUS, Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, residents_only
from gongban.web.site.matter_thread import lines
from gongban.web.site.navigation import portal_menu

ACTIONS = ("add", "withdraw")
BEGUN = {"taken": Words("登记", "Taken")}
YOU = Words("您", "You")
MINE = "/my/"
TONES = {"taken": "info", "coordinating": "info", "done": "good", "lawful_no": "warn"}


@never_cache
@require_safe
@residents_only
def listing(request: HttpRequest) -> HttpResponse:
    """My own, the latest first."""
    found = my_impasses(actor(request), key=request.GET.get("from", ""))
    rows = [{"row": each, "code": code_of(each.pk), "state": IMPASSE.state(each.matter.state), "tone": TONES.get(each.matter.state, "")} for each in found.rows]
    facts = {"rows": rows, "next": found.next, "previous": found.previous, "opens": is_switched_on(timezone.now()), "portal_menu": portal_menu(MINE)}
    return render(request, "impasses/mine.html", facts)


@never_cache
@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Where it stands, and what was said."""
    row = _opened(code)
    return _draw(request, row, _person(row))


@require_POST
def act(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Say more, or withdraw."""
    row = _opened(code)
    if action not in ACTIONS:
        raise NotFound("action.unknown")
    given = {"text": request.POST.get("text", "")} if action == "add" else {}
    try:
        PROCESS.act(row.pk, action, given, by=_person(row), at=timezone.now())
    except Refusal as refusal:
        return _draw(request, row, _person(row), refused=refusal, status=refusal.status)
    messages.success(request, _("已收到。") if action == "add" else _("已撤回。"))
    return HttpResponseRedirect(f"/impasses/{code_of(row.pk)}/")


def _opened(code: str) -> Impasse:
    found = impasse_by(code)
    if found is None:
        raise NotFound("impasse.not_found", Words("没有找到这件登记，编号或链接可能不完整。", "There is no such entry. The number or link may be incomplete."))
    return found


def _person(row: Impasse) -> Actor:
    return ANONYMOUS.as_party(str(row.pk))


def _draw(request: HttpRequest, row: Impasse, by: Actor, *, refused: Refusal | None = None, status: int = 200) -> HttpResponse:
    helper = row.coordinator
    facts: dict[str, Any] = {
        "row": row, "code": code_of(row.pk), "state": IMPASSE.state(row.matter.state), "tone": TONES.get(row.matter.state, ""), "cause": impasse_rules().words_of(row.cause),
        "outlet": outlets_named([row.outlet]).get(row.outlet) if row.outlet else None, "thread": lines(thread_of(row, by=by), IMPASSE, BEGUN, YOU),
        "helper": Words(helper.name_zh, helper.name_en) if helper else "", "may": {each.action for each in PROCESS.offered(row, by)}, "refused": refused,
        "text": request.POST.get("text", ""),
    }  # fmt: skip
    return render(request, "impasses/follow.html", facts, status=status)
