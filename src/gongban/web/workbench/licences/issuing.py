"""Issuing by hand: choose a type, fill it in, look at the preview, issue. The key in the form makes a second press the same licence."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from gongban.delivery.licences.public import (
    Checked,
    LicenceType,
    check,
    in_words,
    issuable_types,
    issue,
    that_fit,
)
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms.choices import called
from gongban.web.workbench.frame import page
from gongban.web.workbench.licences.forms import IssueForm

ISSUING = (Role.REVIEWER, Role.DEPARTMENT_HEAD)


@never_cache
@require_GET
@staff_only(*ISSUING)
def choose(request: HttpRequest) -> HttpResponse:
    """The types that this person may issue."""
    return page(request, "desk_licences/types.html", {"types": list(issuable_types(actor(request)))})


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*ISSUING)
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """Fill in a licence; `step=issue` issues what the preview showed."""
    by = actor(request)
    found = issuable_types(by).filter(pk=kind).first()
    if found is None:
        raise NotFound()
    sent = request.POST if request.method == "POST" else None
    form = IssueForm(found, sent, initial={"once": secrets.token_urlsafe(16)}, inside=_inside(found, sent, by))
    if sent is None:
        return page(request, "desk_licences/write.html", {"form": form, "kind": found})
    return _sent(request, form, found, by)


def _sent(request: HttpRequest, form: IssueForm, kind: LicenceType, by: Actor) -> HttpResponse:
    now, once = timezone.now(), request.POST.get("once", "")[:50]
    try:
        if request.POST.get("step") == "issue":
            made = issue(form.given(), key=f"hand:{by.account}:{once}" if once else "", by=by, at=now)
            messages.success(request, _("已颁发，持证人会收到消息。"))
            return HttpResponseRedirect(f"/desk/licences/{made.pk}/")
        preview = _preview(check(form.given(), by=by, at=now))
    except Refusal as refusal:
        form.refuse(refusal)
        return page(request, "desk_licences/write.html", {"form": form, "kind": kind}, status=refusal.status)
    return page(request, "desk_licences/write.html", {"form": form, "kind": kind, "preview": preview})


def _preview(found: Checked) -> dict[str, Any]:
    """What the licence would say."""
    return {
        "holder": found.holder, "since": found.since, "until": found.until, "inside": [each.type.name for each in found.inside], "trade": found.given.trade_zh,
        "fields": [(field.words, in_words(field, found.fields[field.code])) for field in found.kind.fields if field.code in found.fields],
    }  # fmt: skip


def _inside(kind: LicenceType, sent: Any, by: Actor) -> list[tuple[str, str]]:
    """The licences in force of the enterprise typed in, that may stand inside a comprehensive one."""
    number = (sent or {}).get("holder_number", "")
    if not kind.comprehensive or not number:
        return []
    return [(str(each.pk), f"{each.type.name} · {called(each.issuer)} · {each.number}") for each in that_fit(number, by=by, at=timezone.now())]
