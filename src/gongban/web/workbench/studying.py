"""Joint studies: which are called, and the sheet that the meeting works from and fills in."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from gongban.delivery.cases.public import rulebook, studies, study_of
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.frame import page

RECENT = 20


@require_GET
@staff_only()
def listing(request: HttpRequest) -> HttpResponse:
    """Open studies, the next meeting first, and the last decided ones."""
    by = actor(request)
    return page(request, "desk/studies.html", {"open": studies(by), "decided": studies(by, decided=True).order_by("-decided_at")[:RECENT]})


@require_GET
@staff_only()
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The meeting's sheet: question, facts, those invited, the principles, and room for the conclusion; to be printed."""
    study = study_of(pk, actor(request))
    case = study.case
    facts = {
        "study": study, "case": case, "principles": rulebook("principles").get("principles", []),
        "hops": case.assignments.filter(share="lead").select_related("department").order_by("sent_at"),
        "returns": case.applications.filter(kind="return").select_related("assignment__department").order_by("asked_at"),
    }  # fmt: skip
    return page(request, "desk/study.html", facts)
