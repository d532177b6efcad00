"""At the counter: open one rating for the person served, and show its QR code."""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.applications.public import Application
from gongban.delivery.outlets.public import duty_of
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.words import Words
from gongban.outcome.ratings.public import (
    Handling,
    Invitation,
    InvitationStanding,
    Subject,
    code_of,
    invitation_to,
    is_switched_on,
    open_visit,
    visit_of,
)
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.item_choice import item_meant
from gongban.web.workbench.frame import page

AT_COUNTER = Words("到窗口办事", "A visit to the counter")


def open_for(row: Application, *, by: Actor, at: datetime) -> Invitation | None:
    """The visit of who applies or fetches a result here: one for a person and a day, whatever they have handled. None away from a counter."""
    if duty_of(by, at) is None or not is_switched_on(at):
        return None
    return open_visit(Handling(row.slug, row.name, ""), subject=_visit(row, by, at), by=by, at=at)


def code_for(row: Application, *, by: Actor, at: datetime) -> str:
    """The code to be shown for today's visit of this applicant; empty where there is none, or it was rated."""
    found = invitation_to(Subject.VISIT, _visit(row, by, at))
    return code_of(found.pk) if found and found.standing(at) is InvitationStanding.OPEN else ""


def _visit(row: Application, by: Actor, at: datetime) -> UUID:
    """一次一评: the same person at the same clerk on the same day is one visit."""
    return uuid5(NAMESPACE_URL, f"visit:{row.applicant_lookup}:{by.account}:{calendar().local_day(at)}")


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
    return page(request, "desk_ratings/visit.html", {"asked": found, "code": code_of(found.pk), "rated": rated, "serves": actor(request).holds(Role.COUNTER)})
