"""The draft of the next edition: what is in it, what stands in its way; submit it, return it, publish it with a second pair of eyes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gongban.design.catalogue.public import (
    Changed,
    Draft,
    Publishing,
    Reason,
    Stage,
    Submission,
    compare_draft,
    draft,
    may_publish,
    publish,
    return_draft,
    submit_draft,
    unfit,
)
from gongban.foundation.people.public import Account
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page
from gongban.web.workbench.items.clauses import EDITING
from gongban.web.workbench.items.listing import districts_words
from gongban.web.workbench.items.places import faults_shown

HERE = "/desk/items/draft/"
SHOWN = 40  # an import may put thousands in the draft; submitting checks them all
ACTIONS: dict[str, tuple[type[Any], Callable[..., Any]]] = {"submit": (Submission, submit_draft), "return": (Reason, return_draft), "publish": (Publishing, publish)}


@never_cache
@require_safe
@staff_only(*EDITING)
def show(request: HttpRequest) -> HttpResponse:
    """What changes in the next edition, item by item, and what can be done with it now."""
    return _page(request, None)


@require_POST
@staff_only(*EDITING)
def do(request: HttpRequest, what: str) -> HttpResponse:
    """Submit, return or publish the draft."""
    if what not in ACTIONS:
        raise NotFound()
    by, now = actor(request), timezone.now()
    asked, perform = ACTIONS[what]
    form = form_for(asked, About(by, now), request.POST, auto_id=f"{what}_%s")
    try:
        perform(asked.read(form.given()), by=by, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, (what, form), status=refusal.status)
    messages.success(request, {"submit": _("已提交，请另一个人来看。"), "return": _("已退回，可以接着改。"), "publish": _("已发布。")}[what])
    return HttpResponseRedirect(HERE if what != "publish" else "/desk/items/")


def _page(request: HttpRequest, refused: tuple[str, InputForm] | None, status: int = 200) -> HttpResponse:
    by, now = actor(request), timezone.now()
    found = draft(by)
    day = calendar().local_day(now)
    lines = [_line(each, by, now, day) for each in found.changes[:SHOWN]]
    forms = {name: form_for(asked, About(by, now), auto_id=f"{name}_%s") for name, (asked, _perform) in ACTIONS.items()} | dict([refused] if refused else [])
    facts = {
        "draft": found, "lines": lines, "more": len(found.changes) - len(lines), "faulty": sum(bool(line["faults"]) for line in lines), "forms": forms, "stale": any(each.stale for each in found.changes),
        "may_submit": found.stage == Stage.DRAFT and by.holds(Role.CATALOGUE_EDITOR), "may_return": found.stage == Stage.SUBMITTED and (may_publish(by) or _is_mine(found, by)),
        "may_publish": found.stage == Stage.SUBMITTED and may_publish(by) and not _is_mine(found, by), "submitter": _name(found), "waits_for_another": found.stage == Stage.SUBMITTED and _is_mine(found, by),
    }  # fmt: skip
    return page(request, "desk/items/draft.html", facts, status=status)


def _line(each: Changed, by: Actor, now: Any, day: Any) -> dict[str, Any]:
    """An item in the draft: its changes in numbers, what is wrong in it, where it is to begin."""
    compared = compare_draft(each.draft.code, by=by, at=now, district=each.draft.district)
    return {
        "each": each, "compared": compared, "reductions": [measure for measure in compared.difference.measures if measure.less], "many": len(compared.difference.changes),
        "faults": [] if each.draft.ended else faults_shown(each.draft.item, unfit(each.draft.elements, day)), "pilot": districts_words(each.pilot) if each.pilot else "",
    }  # fmt: skip


def _is_mine(found: Draft, by: Actor) -> bool:
    return bool(by.account) and str(found.submitted_by) == by.account


def _name(found: Draft) -> str:
    account = Account.objects.filter(pk=found.submitted_by).first() if found.submitted_by else None
    return (account.name_zh or account.login) if account else ""
