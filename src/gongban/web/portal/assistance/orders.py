"""Asking for assistance from a guide, my orders, one with its history and papers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongban.delivery.assistance.public import (
    BUNDLE,
    act,
    ask,
    excluded_items,
    is_open,
    my_orders,
    offered,
    order_of,
)
from gongban.foundation.people.public import AssuranceNeeded, phone_of
from gongban.kernel.errors import Refusal
from gongban.web.portal.assistance.forms import AskForm
from gongban.web.site.acting import account_of, actor, residents_only
from gongban.web.site.assistance_showing import full, line, paper_of
from gongban.web.site.item_choices import item_names
from gongban.web.site.navigation import portal_menu
from gongban.web.site.visitor import spend_here

MINE = "/my/"


@never_cache
@require_safe
@residents_only
def listing(request: HttpRequest) -> HttpResponse:
    """My orders."""
    rows = [line(row) for row in my_orders(actor(request))]
    return render(request, "assistance/orders.html", {"rows": rows, "portal_menu": portal_menu(MINE)})


@never_cache
@require_http_methods(["GET", "POST"])
@residents_only
def write(request: HttpRequest) -> HttpResponse:
    """Ask for assistance with the item that a guide names."""
    by, item = actor(request), (request.POST if request.method == "POST" else request.GET).get("item", "")[:100]
    if request.method != "POST":
        account = account_of(request)
        first = {"kind": "help", "place": "counter", "phone": phone_of(account).removeprefix("+86") if account else ""}
        return _form(request, item, AskForm(initial=first))
    form = AskForm(request.POST)
    try:
        spend_here(request, "assistance", most=30)
        made = ask(_given(form, item), by=by, at=timezone.now())
    except AssuranceNeeded as needed:
        return _form(request, item, form, needed=needed, status=needed.status)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, item, form, status=refusal.status)
    messages.success(request, _("已收到，编号 %(number)s。帮代办员会联系您。") % {"number": made.number})
    return HttpResponseRedirect(f"/me/mandates/orders/{made.pk}/")


@never_cache
@require_safe
@residents_only
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One of my orders."""
    by, now = actor(request), timezone.now()
    order = order_of(pk, by=by, at=now)
    facts = {**full(order), "offers": [row.action for row in offered(order, by)], "portal_menu": portal_menu(MINE)}
    return render(request, "assistance/order.html", facts)


@require_POST
@residents_only
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call it off."""
    act(pk, "withdraw", by=actor(request), at=timezone.now())
    messages.success(request, _("已撤回。需要时可以再申请。"))
    return HttpResponseRedirect(f"/me/mandates/orders/{pk}/")


@never_cache
@require_safe
@residents_only
def paper(request: HttpRequest, pk: UUID, stage: int) -> HttpResponse:
    """The form of a step as a PDF."""
    order = order_of(pk, by=actor(request), at=timezone.now())
    return paper_of(order, stage)


def _given(form: AskForm, item: str) -> dict[str, Any]:
    found = {**form.given(), "item": item}
    return found if found.get("kind") == "act" else {name: value for name, value in found.items() if name not in ("assistant", "until")}


def _form(request: HttpRequest, item: str, form: AskForm, *, needed: AssuranceNeeded | None = None, status: int = 200) -> HttpResponse:
    back = f"/bundles/{item.removeprefix(BUNDLE)}/" if item.startswith(BUNDLE) else f"/services/{item}/"
    facts = {
        "form": form, "item": item, "name": item_names([item])[0] if item else "", "needed": needed, "back": back, "barred": excluded_items().get(item),
        "open": is_open(timezone.now()), "portal_menu": portal_menu(MINE),
    }  # fmt: skip
    return render(request, "assistance/order_new.html", facts, status=status)
