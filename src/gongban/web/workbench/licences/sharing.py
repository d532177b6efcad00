"""Asking a holder to show a licence for one matter, and looking at it by the consent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.delivery.licences.public import WORKING, Asking, Share, ask, asked_shares, look_by_consent
from gongban.foundation.territory.public import calendar
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.licence_showing import full
from gongban.web.workbench.forms import About, form_for
from gongban.web.workbench.frame import page

STATES = {
    "asked": (Words("等持证人答复", "Waits for the holder"), "warn"), "given": (Words("已同意", "Consented"), "good"), "refused": (Words("不同意", "Refused"), ""),
    "withdrawn": (Words("已撤回", "Withdrawn"), ""), "over": (Words("已到期", "Over"), ""),
}  # fmt: skip


@never_cache
@require_GET
@staff_only(*WORKING)
def listing(request: HttpRequest) -> HttpResponse:
    """What the own departments have asked to see."""
    found = asked_shares(actor(request), key=request.GET.get("from", ""))
    return page(request, "desk_licences/shares.html", {"rows": [_line(each) for each in found.rows], "next": found.next, "previous": found.previous})


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*WORKING)
def write(request: HttpRequest) -> HttpResponse:
    """Ask to see a licence; `?matter=` fills in the matter."""
    by, now = actor(request), timezone.now()
    form = form_for(Asking, About(by, now), request.POST if request.method == "POST" else None, initial={"matter": request.GET.get("matter", "")[:40]})
    if request.method == "POST":
        try:
            ask(form.given(), by=by, at=now)
        except Refusal as refusal:
            form.refuse(refusal)
            return page(request, "desk_licences/ask.html", {"form": form}, status=refusal.status)
        messages.success(request, _("已发出。持证人若有这张证照，会收到消息；同意后可以在这里查看。"))
        return HttpResponseRedirect("/desk/licences/shares/")
    return page(request, "desk_licences/ask.html", {"form": form})


@never_cache
@require_POST
@staff_only(*WORKING)
def see(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Look at the licence for the matter named; each look is told to the holder."""
    by, now = actor(request), timezone.now()
    found = look_by_consent(pk, request.POST.get("matter", "")[:40], by=by, at=now)
    return page(request, "desk_licences/seen.html", full(found, calendar().local_day(now), clear=True))


def _line(share: Share) -> dict[str, Any]:
    today = calendar().local_day(timezone.now())
    state = "over" if share.state == "given" and share.until and share.until < today else share.state
    words, tone = STATES[state]
    return {"share": share, "state": state, "words": words, "tone": tone}
