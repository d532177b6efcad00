"""Checking everything on one screen, submitting, and the receipt with its number and code."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from gongban.delivery.applications.public import Delivery, Filling, Stage, filling
from gongban.design.catalogue.public import price
from gongban.foundation.people.public import Department
from gongban.kernel.errors import Conflict, Refusal
from gongban.kernel.input import InvalidInput
from gongban.kernel.words import Words
from gongban.web.kiosk import rating
from gongban.web.kiosk.filling import own_draft
from gongban.web.kiosk.terminal import by_terminal, outlet_of, shown, terminal
from gongban.web.site import applying
from gongban.web.site.paper import qr_svg

WAYS = (Delivery.ELECTRONIC, Delivery.COUNTER)  # 邮寄要写地址，在手机上选 · the post needs an address: chosen on the phone


@require_http_methods(["GET", "POST"])
@terminal()
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everything to check; by POST it is submitted."""
    by, now = by_terminal(request), timezone.now()
    row = own_draft(pk, by)
    if row.stage == Stage.SUBMITTED:
        return HttpResponseRedirect(f"/kiosk/{pk}/receipt/")
    found = filling(row, at=now)
    if found.plan is None or found.changed:
        return HttpResponseRedirect(f"/kiosk/{pk}/")
    if request.method == "GET":
        return _draw(request, found, [])
    try:
        made = applying.take_submission(found, {**request.POST.dict(), "collect_at": outlet_of(request)}, by=by, at=now)
        rating.invite_here(request, made, at=now)
    except Refusal as refusal:
        return _draw(request, filling(own_draft(pk, by), at=now), refusal.problems if isinstance(refusal, InvalidInput) else [refusal], refusal.status)
    return HttpResponseRedirect(f"/kiosk/{pk}/receipt/")


def _draw(request: HttpRequest, found: Filling, refusals: list[Refusal], status: int = 200) -> HttpResponse:
    facts: dict[str, Any] = {
        "row": found.application, "parts": applying.part_lines(found), "answered": applying.answered(found), "fields": applying.field_lines(found), "papers": applying.paper_lines(found),
        "fee": price(found.plan.fee) if found.plan and found.plan.fee else "", "shares": [each.offered for each in found.materials if each.offered and not each.given],
        "ways": [(each.value, _way(each, outlet_of(request))) for each in WAYS], "refusals": [str(each.words) for each in refusals], "missing": [] if refusals else applying.fault_lines(found), "ticked": request.POST,
    }  # fmt: skip
    return shown(request, "kiosk/check.html", facts, status)


def _way(each: Delivery, outlet: str) -> Words:
    """At a terminal of an outlet the counter is the one beside it."""
    return Words("到这个网点的窗口领取", "At a counter of this outlet") if outlet and each is Delivery.COUNTER else each.words


@require_http_methods(["GET", "HEAD", "POST"])
@terminal()
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Number, offices, the code with which it is followed on the phone, and how it went: by POST one of the five levels, once."""
    row, now = own_draft(pk, by_terminal(request)), timezone.now()
    if row.stage != Stage.SUBMITTED:
        return HttpResponseRedirect(f"/kiosk/{pk}/")
    if request.method == "POST":
        with suppress(Conflict):  # 按了两下的，第一下算 · touched twice: the first counts
            rating.take_rating(row, request.POST.get("level", ""), at=now)
        return HttpResponseRedirect(f"/kiosk/{pk}/receipt/#rate")
    parts = list(row.parts.select_related("matter", "department").order_by("place"))
    facts = {"row": row, "parts": [{"part": each, "office": _called(each.department), "due": each.matter.due_at} for each in parts], **rating.rating_facts(row, at=now)}
    return shown(request, "kiosk/receipt.html", facts)


def _called(department: Department) -> Words:
    return Words(department.name_zh, department.name_en)


@require_safe
@terminal()
def qr(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the same draft goes on, or the application is followed, on the person's own phone."""
    row = own_draft(pk, by_terminal(request))
    where = f"/account/applications/{pk}/" if row.stage == Stage.SUBMITTED else f"/apply/{pk}/"
    return HttpResponse(qr_svg(f"{settings.PUBLIC_URL}{where}"), content_type="image/svg+xml")
