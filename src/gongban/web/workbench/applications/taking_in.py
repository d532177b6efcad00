"""One application as the clerk takes it in: the questions, then form, papers and the applicant's word on one page; the receipt to take home."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from gongban.delivery.applications.public import (
    Application,
    Delivery,
    Filling,
    Given,
    Stage,
    abandon,
    application_of,
    filling,
    name_of,
    refresh,
)
from gongban.design.catalogue.public import price
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.input import InvalidInput
from gongban.web.site import applying
from gongban.web.site.acting import staff_only
from gongban.web.site.applying.showing import kind_of
from gongban.web.site.paper import qr_svg
from gongban.web.workbench.applications.counter import clerk
from gongban.web.workbench.forms.choices import called
from gongban.web.workbench.frame import page
from gongban.web.workbench.ratings import visits

FILL = ("save", "submit")
TAKING_IN = (Role.COUNTER, Role.ASSISTANT)  # 帮代办员凭委托填，走的是同一条路 · an assistant under a mandate goes the same way


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*TAKING_IN)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The draft; by POST `step` says what was sent: save, submit, refresh, abandon, else the answer to a question."""
    by, now = clerk(request), timezone.now()
    row = application_of(pk, by=by)
    if row.stage != Stage.DRAFT:
        return HttpResponseRedirect(f"/desk/counter/{pk}/receipt/")
    if request.method == "GET":
        return _draw(request, filling(row, at=now))
    step = "save" if "drop" in request.POST else request.POST.get("step", "")
    if step in FILL:
        return _fill(request, filling(row, at=now), by, step)
    if step == "abandon":
        abandon(pk, by=by, at=now)
        messages.success(request, _("已放弃，填写的内容和材料已删除。"))
        return HttpResponseRedirect(home_of(by))
    if step == "refresh":
        refresh(pk, by=by, at=now)
    elif fault := applying.take_answer(filling(row, at=now), request.POST, by=by, at=now):
        return _draw(request, filling(row, at=now), bad=fault, status=422)
    return HttpResponseRedirect(f"/desk/counter/{pk}/")


def home_of(by: Actor) -> str:
    """Where a clerk, or an assistant who acts for somebody, goes back to."""
    return "/desk/counter/" if by.holds(Role.COUNTER) else "/desk/assistance/mandates/"


def _fill(request: HttpRequest, found: Filling, by: Actor, step: str) -> HttpResponse:
    """Keep fields and papers, then submit where that was wished; what does not fit comes back with nothing lost."""
    now, pk = timezone.now(), found.application.pk
    texts, faults = applying.take_fields(found, request.POST, by=by, at=now)
    papers = applying.take_papers(found, request, by=by, at=now)
    after = filling(application_of(pk, by=by), at=now)
    if faults or papers:
        return _draw(request, after, texts=texts, faults=faults, refusals=list(papers.values()), status=422)
    if step == "save":
        return HttpResponseRedirect(f"/desk/counter/{pk}/#papers")
    try:
        visits.open_for(applying.take_submission(after, request.POST, by=by, at=now), by=by, at=now)
    except Refusal as refusal:
        problems = refusal.problems if isinstance(refusal, InvalidInput) else [refusal]
        named = {each.field: str(each.words) for each in problems if each.field}
        return _draw(request, filling(application_of(pk, by=by), at=now), faults=named, refusals=list(problems), status=refusal.status)
    messages.success(request, _("已收件。请打印回执交给申请人。"))
    return HttpResponseRedirect(f"/desk/counter/{pk}/receipt/")


def _draw(request: HttpRequest, found: Filling, *, bad: str = "", texts: dict[str, str] | None = None, faults: dict[str, str] | None = None,
          refusals: list[Refusal] | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    question, row = found.settled.question, found.application
    facts = {
        "filling": found, "row": row, "applicant": name_of(row), "question": question, "kind": kind_of(question) if question else "", "options": applying.options(found, question) if question else [],
        "bad": bad, "wishes": applying.wishes(found), "answered": applying.answered(found), "parts": applying.part_lines(found), "fields": applying.field_lines(found, texts or {}, faults or {}),
        "papers": applying.paper_lines(found), "missing": [] if refusals else applying.fault_lines(found), "refusals": [str(each.words) for each in refusals or []],
        "shares": [each.offered for each in found.materials if each.offered and not each.given], "deliveries": [(each.value, each.words) for each in Delivery], "outlets": applying.collecting(),
        "collect_at": request.POST.get("collect_at", "") or row.collect_at or row.outlet,
        "fee": price(found.plan.fee) if found.plan and found.plan.fee else "", "ticked": request.POST, "home": home_of(clerk(request)),
    }  # fmt: skip
    return page(request, "desk_applications/counter_one.html", facts, status=status)


@never_cache
@require_GET
@staff_only(*TAKING_IN)
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The receipt (收件回执), to be printed: number, what was handed in, when to expect what, and a code to follow."""
    by = clerk(request)
    row = _submitted(pk, by)
    return page(request, "desk_applications/receipt.html", {**receipt_facts(row), "home": home_of(by), "rate": visits.code_for(row, by=by, at=timezone.now())})


@never_cache
@require_GET
@staff_only(*TAKING_IN)
def qr(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the applicant follows it, as a QR code."""
    row = _submitted(pk, clerk(request))
    return HttpResponse(qr_svg(f"{settings.PUBLIC_URL}/account/applications/{row.pk}/"), content_type="image/svg+xml")


def _submitted(pk: UUID, by: Actor) -> Application:
    row = application_of(pk, by=by)
    if row.stage != Stage.SUBMITTED:
        raise NotFound()
    return row


def receipt_facts(row: Application) -> dict[str, Any]:
    """What stands on a receipt."""
    parts = list(row.parts.select_related("matter", "department").order_by("place"))
    materials = row.materials.filter(replaced_at=None).order_by("at", "key")
    return {
        "row": row, "applicant": name_of(row), "delivery": Delivery(row.delivery).words, "collected": applying.collected_at(row), "materials": [(each.name, Given(each.given).words) for each in materials],
        "parts": [{"part": each, "office": called(each.department), "due": each.matter.due_at, "promised": _days(each.promised)} for each in parts],
    }  # fmt: skip


def _days(limit: dict[str, Any]) -> str:
    if not limit:
        return ""
    words = {"working_day": _("%(n)s 个工作日"), "natural_day": _("%(n)s 天")}.get(limit["unit"], _("%(n)s 小时"))
    return words % {"n": limit["amount"]}
