"""The last step: everything to check on one page, how to get the results, who signs, and the word that it is true."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from gongban.delivery.applications.public import (
    CAPACITIES,
    Delivery,
    Filling,
    choose,
    digest_of,
    filling,
    post_address_of,
    submit,
)
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.portal.applications.frame import base_of, shown, step
from gongban.web.portal.applications.questions import replied
from gongban.web.portal.applications.showing import (
    advice,
    fault_links,
    fee_of,
    field_lines,
    paper_lines,
    parts_lines,
    promises_of,
)
from gongban.web.site.acting import actor
from gongban.web.site.applying import collecting


@step("GET", "HEAD", "POST")
def page(request: HttpRequest, found: Filling) -> HttpResponse:
    """Everything to check; by POST it is submitted."""
    if found.plan is None:
        return HttpResponseRedirect(f"{base_of(found)}questions/")
    return _submit(request, found) if request.method == "POST" else draw(request, found)


def _submit(request: HttpRequest, found: Filling) -> HttpResponse:
    by, now, pk = actor(request), timezone.now(), found.application.pk
    chosen = {"delivery": request.POST.get("delivery", Delivery.ELECTRONIC), "together": "together" in request.POST, "post_address": request.POST.get("post_address", "")[:200],
              "collect_at": request.POST.get("collect_at", "")[:40]}  # fmt: skip
    try:
        choose(pk, chosen, by=by, at=now)
        made = submit(pk, {"truthful": "truthful" in request.POST, "share": "share" in request.POST}, by=by, at=now)
    except Refusal as refusal:
        if refusal.code == "application.definition_changed":
            return HttpResponseRedirect(f"{base_of(found)}changed/")
        found.application.refresh_from_db()
        return draw(request, filling(found.application, at=now), refusal, chosen)
    messages.success(request, _("已提交，编号 %(number)s。") % {"number": made.number})
    return HttpResponseRedirect(f"/account/applications/{pk}/")


def draw(request: HttpRequest, found: Filling, refusal: Refusal | None = None, chosen: dict[str, Any] | None = None) -> HttpResponse:
    """The page, with what is wrong on top."""
    row = found.application
    faults = list(refusal.problems) if isinstance(refusal, InvalidInput) else [refusal] if refusal else []
    kept = {"delivery": row.delivery, "together": row.together, "post_address": post_address_of(row), "collect_at": row.collect_at}
    facts = {
        "lines": parts_lines(found), "replied": replied(found), "fields": field_lines(found), "papers": paper_lines(found, actor(request)), "fee": fee_of(found), "advice": advice(found), "promises": promises_of(found),
        "shares": [each.offered for each in found.materials if each.offered and not each.given], "faults": fault_links(found, faults),
        "deliveries": [(each.value, each.words) for each in Delivery], "outlets": collecting(), "chosen": chosen or kept, "ticked": request.POST if request.method == "POST" else {},
        "capacities": CAPACITIES.items(), **signer_facts(found), "unsettled": fault_links(found, found.faults()) if not faults else [],
    }  # fmt: skip
    return shown(request, "applications/check.html", found, "check", facts, refusal.status if refusal else 200)


def signer_facts(found: Filling) -> dict[str, Any]:
    """Those who are asked to sign, each with how it stands."""
    rows = list(found.application.signatures.select_related("account").order_by("asked_at"))
    digest = digest_of(found.application) if rows else ""
    return {"signers": [(each, CAPACITIES.get(each.capacity, each.capacity), *_stands(each, digest)) for each in rows]}


def _stands(signature: Any, digest: str) -> tuple[str, str]:
    if signature.refused_at:
        return _("不同意签"), "bad"
    if signature.signed_at is None:
        return _("等待签署"), "warn"
    return (_("已签"), "good") if signature.digest == digest else (_("签后内容改过，要重新签"), "warn")
