"""A part on paper: what is applied for, what came with it, who said what, and the decision; the applicant as masked as on the page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.applications.public import part_of
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.applications import showing
from gongban.web.workbench.forms.choices import called
from gongban.web.workbench.frame import page


@never_cache
@require_GET
@staff_only()
def sheet(request: HttpRequest, number: str) -> HttpResponse:
    """The sheet, to be printed from the browser."""
    by = actor(request)
    found = part_of(number, by=by)
    return page(request, "desk_applications/paper.html", {**showing.facts(found, by, timezone.now()), "office": called(found.department)})
