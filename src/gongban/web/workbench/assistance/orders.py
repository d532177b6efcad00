"""The orders that an assistant may see now: the list with its filters, one with its history, and the actions of the table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.assistance.public import (
    ORDER,
    ORDER_ACTS,
    Order,
    Place,
    Sought,
    act,
    counts,
    list_orders,
    offered,
    order_of,
    shows_person,
)
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.assistance_showing import full, line, paper_of
from gongban.web.workbench.forms import About, InputForm, form_for
from gongban.web.workbench.frame import page

ENDINGS = ("end",)


@never_cache
@require_GET
@staff_only(Role.ASSISTANT, Role.COUNTER)
def listing(request: HttpRequest) -> HttpResponse:
    """The list; `?state=`, `?place=`, `?q=` choose, `?from=` goes on."""
    by, now = actor(request), timezone.now()
    sought = Sought(request.GET.get("state", "")[:12], request.GET.get("place", "")[:8], words=request.GET.get("q", "")[:40])
    found, held = list_orders(by, sought, at=now, key=request.GET.get("from", "")), counts(by, now)
    facts = {
        "rows": [line(row) for row in found.rows], "next": found.next, "previous": found.previous, "sought": sought, "tabs": _tabs(held, sought),
        "places": [(each.value, each.words) for each in Place], "filtered": bool(sought.place or sought.words), "total": sum(held.values()),
        "enters": by.holds(Role.COUNTER), "assists": by.holds(Role.ASSISTANT),
    }  # fmt: skip
    return page(request, "desk_assistance/list.html", facts)


@never_cache
@require_GET
@staff_only(Role.ASSISTANT)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One order; `?do=pause` opens the form of an action."""
    by, now = actor(request), timezone.now()
    order, action = order_of(pk, by=by, at=now), request.GET.get("do", "")
    opened = (action, _form(action, by)) if action in {row.action for row in offered(order, by)} else None
    return _draw(request, order, by, opened)


@never_cache
@require_POST
@staff_only(Role.ASSISTANT)
def do(request: HttpRequest, pk: UUID, action: str) -> HttpResponse:
    """Take an action. What does not fit comes back in the form with nothing lost."""
    by, now = actor(request), timezone.now()
    order = order_of(pk, by=by, at=now)
    if action not in ORDER_ACTS or action == "withdraw":
        raise NotFound()
    form = _form(action, by, request.POST)
    try:
        act(pk, action, form.given(), by=by, at=now)
    except Refusal as refusal:
        form.refuse(refusal)
        return _draw(request, order, by, (action, form), status=refusal.status)
    messages.success(request, _("%(what)s：已完成，本人会收到消息。") % {"what": next(ORDER.rows(action)).label})
    return HttpResponseRedirect(f"/desk/assistance/{pk}/")


@never_cache
@require_GET
@staff_only(Role.ASSISTANT)
def paper(request: HttpRequest, pk: UUID, stage: int) -> HttpResponse:
    """The form of a step as a PDF, for whoever holds the order while it is open."""
    by = actor(request)
    order = order_of(pk, by=by, at=timezone.now())
    if not shows_person(order, by):
        raise NotFound()
    return paper_of(order, stage)


def _form(action: str, by: Actor, data: Any = None) -> InputForm:
    return form_for(ORDER_ACTS[action].given, About(by, timezone.now()), data)


def _draw(request: HttpRequest, order: Order, by: Actor, opened: tuple[str, InputForm] | None, status: int = 200) -> HttpResponse:
    row = next(ORDER.rows(opened[0])) if opened else None
    person = shows_person(order, by)
    facts = {
        **full(order, person=person), "person": person, "acts": offered(order, by),
        "opened": {"action": opened[0], "form": opened[1], "label": row.label, "reason": _(row.reason), "danger": opened[0] in ENDINGS} if opened and row else None,
    }  # fmt: skip
    return page(request, "desk_assistance/order.html", facts, status=status)


def _tabs(held: dict[str, int], sought: Sought) -> list[dict[str, object]]:
    states = [("", _("全部"), sum(held.values())), *[(state.code, state.words, held[state.code]) for state in ORDER.states]]
    more = f"&place={sought.place}" if sought.place else ""
    return [{"text": words, "href": f"?state={code}{more}", "current": code == sought.state, "count": count} for code, words, count in states]
