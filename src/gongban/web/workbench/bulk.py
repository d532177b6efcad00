"""One action on many cases: each is tried by itself, and each result is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gongban.delivery.cases.public import ACTIONS, CASE, act, in_charge
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.way_back import way_back
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page

MOST = 100


@require_POST
@staff_only()
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask once for what the action needs, then try it on every chosen case."""
    by, action = actor(request), request.POST.get("action", "")
    numbers = list(dict.fromkeys(request.POST.getlist("case")))[:MOST]
    if action not in ACTIONS or not numbers:
        words = Words("请先选中诉求，再选要做的事。", "Choose cases first, then what to do with them.")
        raise Refusal("bulk.nothing_chosen", words, status=422)
    form = _form(request, by, action, numbers)
    if form.fields and not request.POST.get("sure"):
        return _ask(request, by, action, numbers, form)
    results = try_all(numbers, action, form.given(), by)
    refused = next((error for _n, error in results if isinstance(error, InvalidInput)), None)
    if refused:
        form.refuse(refused)
        return _ask(request, by, action, numbers, form, status=422)
    return _told(request, action, results)


def try_all(numbers: Sequence[str], action: str, given: dict[str, Any], by: Actor) -> list[tuple[str, Refusal | None]]:
    """Try the action on every case, one transaction each; what was refused is told, the others stand."""
    results: list[tuple[str, Refusal | None]] = []
    for number in sorted(numbers):
        try:
            act(number, action, given, by=by, at=timezone.now())
            results.append((number, None))
        except Refusal as refusal:
            results.append((number, refusal))
    return results


def _form(request: HttpRequest, by: Actor, action: str, numbers: list[str]) -> InputForm:
    case = in_charge(by).filter(matter__number=numbers[0]).select_related("matter", "lead").first()
    about = About(by, timezone.now(), case)
    return form_for(ACTIONS[action].given, about, request.POST if request.POST.get("sure") else None)


def _ask(request: HttpRequest, by: Actor, action: str, numbers: list[str], form: InputForm, status: int = 200) -> HttpResponse:
    rows = in_charge(by).filter(matter__number__in=numbers).select_related("matter").order_by("matter__number")
    facts = {"form": form, "action": action, "label": next(CASE.rows(action)).label, "rows": rows, "next": way_back(request, "/desk/")}
    return page(request, "desk/bulk.html", facts, status=status)


def _told(request: HttpRequest, action: str, results: list[tuple[str, Refusal | None]]) -> HttpResponse:
    done = sum(error is None for _number, error in results)
    said = _("%(done)s 件已完成，%(refused)s 件没有完成。") % {"done": done, "refused": len(results) - done}
    facts = {"label": next(CASE.rows(action)).label, "results": results, "said": said, "all_done": done == len(results),
             "next": way_back(request, "/desk/")}  # fmt: skip
    return page(request, "desk/bulk_done.html", facts)
