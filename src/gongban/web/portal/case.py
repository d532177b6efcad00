"""One case on a page: what happened, who has it, until when; and what the reporter may do about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongban.delivery.cases.public import Publicity, Seen, act, mark_read, read_case
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.portal import judging, uploads, wording
from gongban.web.site.acting import account_of, actor
from gongban.web.site.navigation import portal_menu

OWN_ACTIONS = ("add", "chase", "withdraw", "me_too")


@never_cache
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """The case as this reader may see it."""
    return _page(request, number)


@require_POST
def act_on(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """What residents do about a case: add, chase, withdraw, me too."""
    if action not in OWN_ACTIONS:
        raise NotFound("action.unknown")
    by, now = actor(request, number), timezone.now()
    if action == "me_too" and account_of(request) is None:
        return HttpResponseRedirect(f"/login/?next=/cases/{number}/")
    given: dict[str, Any] = {"text": request.POST.get("text", "")}
    try:
        if action == "add":
            given["photos"] = uploads.stored(request, by)
        act(number, action, given, by=by, at=now)
    except Refusal as refusal:
        return _page(request, number, {"refused": refusal, "refused_action": action, "typed": given["text"]}, refusal.status)
    messages.success(request, _done(action))
    return HttpResponseRedirect(f"/cases/{number}/")


@require_POST
def judge(request: HttpRequest, number: str) -> HttpResponse:
    """The reporter's judgement after closure: contacted, solved, satisfied; it decides redo or file."""
    by, now = actor(request, number), timezone.now()
    try:
        solved = judging.judge(read_case(number, by=by, now=now), request.POST, by=by, at=now)
    except Refusal as refusal:
        return _page(request, number, {"refused": refusal, "refused_action": "judge"}, refusal.status)
    thanks = _("谢谢，评价已记录。") if solved else _("已记录，这件会发回重办，时间接着算，不重新起算。")
    messages.success(request, thanks)
    return HttpResponseRedirect(f"/cases/{number}/")


def _page(request: HttpRequest, number: str, more: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    by, now = actor(request, number), timezone.now()
    seen = read_case(number, by=by, now=now)
    if seen.mine:
        mark_read(number, by=by, at=now)
    return render(request, "portal/case.html", {**_facts(seen, by), **judging.facts(seen, by=by), **_place(seen), **(more or {})}, status=status)


def _place(seen: Seen) -> dict[str, Any]:
    """One's own case belongs to 我的 in the menu, whatever its address says."""
    return {"portal_menu": portal_menu("/my/")} if seen.mine else {}


def _facts(seen: Seen, by: Actor) -> dict[str, Any]:
    state = seen.state.code
    return {
        "seen": seen, "case": seen.case, "tone": wording.tone(state), "thread": wording.thread(seen.happenings, [seen.text, seen.answer]),
        "photos": wording.photo_list(seen.photos), "steps": wording.step_names(), "step": wording.step_of(state),
        "straight": wording.goes_straight_on(state), "publicity": Publicity(seen.case.publicity).words,
        "point": f"{seen.point[0]},{seen.point[1]}" if seen.point else "",
        "board": wording.board_name(seen.case.board) if seen.case.board else "",
        "may_me_too": "me_too" in seen.may or (by.account is None and not seen.mine and seen.state.open and seen.state.code != "closed"),
    }  # fmt: skip


def _done(action: str) -> str:
    return {
        "add": _("已补充。"), "chase": _("已催办，承办部门和督办都会看到。"),
        "withdraw": _("已撤回。"), "me_too": _("已加入，有进展会一并告诉您。"),
    }[action]  # fmt: skip
