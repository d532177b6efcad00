"""The printable work order (工单): a page to print, a PDF, and the number as a QR code. No reporter's name or phone is on it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.cases.public import Dossier, dossier
from gongban.foundation.people.public import service_office
from gongban.kernel.actors import Actor
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import paper, showing
from gongban.web.workbench.forms.choices import called
from gongban.web.workbench.frame import page
from gongban.web.workbench.templatetags.desk import named, person, worded


@never_cache
@require_GET
@staff_only()
def order(request: HttpRequest, number: str) -> HttpResponse:
    """The work order as a page."""
    return page(request, "desk/order.html", sheet(dossier(number, by=actor(request)), actor(request)))


@never_cache
@require_GET
@staff_only()
def pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The work order as a PDF, with a Chinese font of the system."""
    by = actor(request)
    facts = sheet(dossier(number, by=by), by)
    made = paper.work_order(facts, address(number))
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{number}.pdf"'})


@never_cache
@require_GET
@staff_only()
def qr(request: HttpRequest, number: str) -> HttpResponse:
    """The address of the case as a QR code."""
    dossier(number, by=actor(request))
    return HttpResponse(paper.qr_svg(address(number)), content_type="image/svg+xml")


def address(number: str) -> str:
    """Where the case is read in the workbench."""
    return f"{settings.PUBLIC_URL}/desk/cases/{number}/"


def sheet(found: Dossier, by: Actor) -> dict[str, Any]:
    """What stands on a work order: rows of one or two pairs of name and value, and the thread that all staff may read."""
    case, shown = found.case, showing.facts(found, by)
    lead = case.lead
    # What only the own department may read does not go onto a paper that travels.
    lines = showing.thread(line for line in found.thread if line.audience != "department")
    rows = [
        [(_("标题"), case.matter.title)],
        [(_("类型"), worded(case.kind, "kind")), (_("渠道"), worded(case.channel, "channel"))],
        [(_("分类"), f"{case.category_id or ''} {named(case.category)}".strip() or "—"), (_("紧急程度"), worded(case.urgency, "urgency"))],
        [(_("收到时间"), _time(case.matter.opened_at)), (_("地点"), case.address or named(case.area) or "—")],
        [(_("主办"), called(lead.department) if lead else "—"), (_("承办人"), person(lead.handler) if lead else "—")],
        *[[(words, _limit(reading))] for words, reading in shown["clocks"]],
        [(_("内容"), case.text)],
        [(_("答复"), case.answer or (lead.answer if lead else "") or " ")],
    ]
    return {**shown, "rows": rows, "office": called(service_office()), "thread": lines}


def _limit(reading: Any) -> str:
    until = f"（{_time(reading.due_at)}）" if reading.due_at else ""
    return f"{reading.words}{until}"


def _time(moment: Any) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else "—"
