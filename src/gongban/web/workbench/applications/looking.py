"""Looking at what came with a part: the applicant in full, a paper, a licence that was shown for it; each by its own right, each look is written down."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongban.delivery.applications.public import open_material, part_of, reveal_applicant
from gongban.delivery.licences.public import look_by_consent
from gongban.foundation.territory.public import calendar
from gongban.web.site.acting import actor, staff_only
from gongban.web.site.documents import served
from gongban.web.site.licence_showing import full
from gongban.web.workbench.applications import showing
from gongban.web.workbench.applications.forms import offered
from gongban.web.workbench.frame import page


@never_cache
@require_POST
@staff_only()
def applicant(request: HttpRequest, number: str) -> HttpResponse:
    """The page with the applicant in clear, for the office that decides."""
    by, now = actor(request), timezone.now()
    who = reveal_applicant(number, by=by, at=now)
    found = part_of(number, by=by)
    rows = offered(found, by, now)
    facts = {**showing.facts(found, by, now, clear=who), "first": rows, "more": [], "bare": set(), "opened": None, "seen": found.matter.changed_at.isoformat()}
    return page(request, "desk_applications/part.html", facts)


@never_cache
@require_GET
@staff_only()
def material(request: HttpRequest, number: str, material: UUID) -> HttpResponse:
    """A document that was handed in for this part; the applicant sees that it was looked at."""
    by = actor(request)
    part_of(number, by=by)
    return served(open_material(material, by=by, at=timezone.now())[1])


@never_cache
@require_POST
@staff_only()
def licence(request: HttpRequest, number: str, share: UUID) -> HttpResponse:
    """A licence that its holder showed for this part; the holder sees that it was looked at."""
    by, now = actor(request), timezone.now()
    found = part_of(number, by=by)
    shown = look_by_consent(share, number, by=by, at=now)
    return page(request, "desk_applications/licence.html", {**full(shown, calendar().local_day(now), clear=True), "part": found, "back": f"/desk/applications/{number}/"})
