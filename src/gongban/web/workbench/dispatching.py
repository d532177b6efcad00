"""The dispatch desk: what has no owner, one after the other, with suggestions and their reasons beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.cases.public import ACTIONS, Case, dossier, open_applications, undispatched
from gongban.kernel.actors import Actor, Role
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import finding, showing
from gongban.web.workbench.casepage import seen_of
from gongban.web.workbench.forms import About, form_for
from gongban.web.workbench.frame import page

LISTED = 40
ASIDE = ("dispatch", "grant_return", "refuse_return")  # these have places of their own on the page


@never_cache
@require_GET
@staff_only(Role.DISPATCHER)
def dispatch(request: HttpRequest) -> HttpResponse:
    """The waiting cases on the left, the one in hand with its forms on the right; `?case=` chooses one."""
    by = actor(request)
    waiting = list(undispatched(by)[:LISTED])
    chosen = _chosen(waiting, request.GET.get("case", ""))
    facts = {
        "waiting": waiting, "extensions": list(open_applications(by, "extension")[:LISTED]), "kept": finding.share_of_kept(),
        **(_in_hand(chosen, by) if chosen else {}), "following": _following(waiting, chosen),
    }  # fmt: skip
    return page(request, "desk/dispatch.html", facts)


def _chosen(waiting: list[Case], number: str) -> Case | None:
    return next((case for case in waiting if case.matter.number == number), waiting[0] if waiting else None)


def _following(waiting: list[Case], chosen: Case | None) -> str:
    """The number of the case after this one, so that one can be left for later."""
    numbers = [case.matter.number for case in waiting]
    at = numbers.index(chosen.matter.number) if chosen else 0
    return numbers[(at + 1) % len(numbers)] if len(numbers) > 1 else ""


def _in_hand(chosen: Case, by: Actor) -> dict[str, Any]:
    found = dossier(chosen.matter.number, by=by)
    about, may = About(by, timezone.now(), found.case), {row.action for row in found.actions}
    forms = {}
    for action in ("dispatch", "grant_return", "refuse_return", "solve_first", "call_study", "refuse", "reclassify", "join"):
        if action in may:
            initial = showing.first_values(action, found.case)
            forms[action] = form_for(ACTIONS[action].given, about, initial=initial, auto_id=f"{action}_%s")
    hint = _("按 1、2、3 直接派给建议的部门，n 看下一件。") if "dispatch" in may else _("按 n 看下一件。")
    labels = {row.action: row.label for row in found.actions}
    others = [{"name": name, "label": labels[name], "form": form} for name, form in forms.items() if name not in ASIDE]
    return {**showing.facts(found, by), "forms": forms, "other_actions": others, "may": may, "seen": seen_of(found), "labels": labels,
            "next": "/desk/dispatch/", "hint": hint}  # fmt: skip
