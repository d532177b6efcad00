"""At the counter: open one rating for the person served, and show its QR code."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.kernel.words import Words
from gongban.outcome.ratings.public import Handling, InvitationStanding, code_of, open_visit, visit_of
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.item_choice import item_meant
from gongban.web.workbench.frame import page

AT_COUNTER = Words("到窗口办事", "A visit to the counter")


@require_POST
@staff_only()
def open_one(request: HttpRequest) -> HttpResponse:
    """Open a visit at my counter; `item` may say what was handled."""
    by, now = actor(request), timezone.now()
    item = item_meant(request.POST.get("item", ""), at=now)
    handling = Handling(item.slug or item.code, item.name, "", item.version) if item else Handling("", AT_COUNTER, "")
    made = open_visit(handling, by=by, at=now)
    return HttpResponseRedirect(f"/desk/ratings/visits/{made.pk}/")


@never_cache
@require_GET
@staff_only()
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The QR code that I opened; whether it was rated, not how: nobody rates under the eyes of the clerk."""
    found = visit_of(pk, by=actor(request))
    rated = found.standing(timezone.now()) is InvitationStanding.RATED
    return page(request, "desk_ratings/visit.html", {"asked": found, "code": code_of(found.pk), "rated": rated})
