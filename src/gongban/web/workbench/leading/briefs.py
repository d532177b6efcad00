"""Briefs (专报): the list, composing with a preview, issuing, and the sheet to read and print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.kernel.words import Words
from gongban.outcome.leading import public as leading
from gongban.outcome.leading.public import (
    USUAL_FIGURES,
    USUAL_TABLES,
    Brief,
    Composing,
    brief_of,
    briefs,
    composed,
    instructions_on,
    is_leader,
    last_month,
    may_compose,
)
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench.forms import About, form_for
from gongban.web.workbench.frame import page
from gongban.web.workbench.leading import printing, showing

MOST, MOST_CASES = 100, 20
ISSUED = Words("已印发的专报不能再改；要更正请另发一期。", "An issued brief does not change. To correct it, issue another.")
READERS = (Role.LEADER, Role.SUPERVISOR, Role.DEPARTMENT_HEAD)


@never_cache
@require_GET
@staff_only(*READERS)
def listing(request: HttpRequest) -> HttpResponse:
    """The briefs that this person may read; `?q=`, `?state=` and `?year=` choose."""
    by = _reader(request)
    asked = {"words": request.GET.get("q", "").replace("\x00", "")[:100], "state": request.GET.get("state", ""), "year": request.GET.get("year", "")}
    rows = list(briefs(by, **asked)[:MOST])
    states = [("issued", _("已印发")), ("draft", _("草稿"))] if may_compose(by) else []
    return page(request, "desk/leading/briefs.html", {"rows": rows, "asked": asked, "states": states, "composes": may_compose(by)})


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*READERS)
def write(request: HttpRequest) -> HttpResponse:
    """Compose a brief; it begins with last month, the usual figures, and the cases in `?case=`."""
    by, now = _writer(request), timezone.now()
    since, until = last_month(calendar().local_day(now))
    first = {
        "title": _("%(year)s年%(month)s月政务热线专报") % {"year": since.year, "month": since.month}, "since": since.isoformat(), "until": until.isoformat(),
        "figures": list(USUAL_FIGURES), "tables": list(USUAL_TABLES), "cases": "\n".join(request.GET.getlist("case")[:MOST_CASES]),
    }  # fmt: skip
    return _composing(request, by, first, lambda given: leading.draft(given, by=by, at=now))


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*READERS)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a draft."""
    by = _writer(request)
    row = brief_of(pk, by)
    if row.issued_at:
        raise Conflict("brief.issued", ISSUED)
    first = {**row.wanted, "title": row.title, "since": row.since.isoformat(), "until": row.until.isoformat(), "cases": "\n".join(row.wanted["cases"])}
    return _composing(request, by, first, lambda given: leading.change(pk, given, by=by, at=timezone.now()), row)


@require_POST
@staff_only(*READERS)
def collect(request: HttpRequest) -> HttpResponse:
    """Take the cases ticked in a list into a new brief."""
    _writer(request)
    chosen = urlencode({"case": list(dict.fromkeys(request.POST.getlist("case")))[:MOST_CASES]}, doseq=True)
    return HttpResponseRedirect(f"/desk/leading/briefs/new/?{chosen}")


@never_cache
@require_GET
@staff_only(*READERS)
def brief(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A brief as a sheet: issued, as it was then; a draft, as it would be now."""
    by = _reader(request)
    row = brief_of(pk, by)
    facts = {"brief": row, "paper": sheet(row, by), "composes": may_compose(by), "leads": is_leader(by) and row.issued_at, "instructions": instructions_on(row)}
    return page(request, "desk/leading/brief.html", facts)


@never_cache
@require_GET
@staff_only(*READERS)
def pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sheet as a PDF on A4."""
    by = _reader(request)
    row = brief_of(pk, by)
    name = f"brief-{row.year}-{row.serial}.pdf" if row.issued_at else "brief-draft.pdf"
    made = printing.brief_sheet(sheet(row, by))
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})


@require_POST
@staff_only(*READERS)
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Issue a draft."""
    made = leading.issue(pk, by=_writer(request), at=timezone.now())
    messages.success(request, _("%(number)s已印发。") % {"number": made.number})
    return HttpResponseRedirect(f"/desk/leading/briefs/{pk}/")


@require_POST
@staff_only(*READERS)
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    leading.discard(pk, by=_writer(request), at=timezone.now())
    messages.success(request, _("草稿已丢弃。"))
    return HttpResponseRedirect("/desk/leading/briefs/")


def sheet(row: Brief, by: Actor) -> dict[str, Any]:
    """What stands on the sheet of a brief."""
    content = row.content or composed(row.wanted, row.since, row.until, by=by, at=timezone.now())
    return showing.paper(row, content)


def _composing(request: HttpRequest, by: Actor, first: Mapping[str, Any], keep: Callable[[Any], Brief], row: Brief | None = None) -> HttpResponse:
    form = form_for(Composing, About(by, timezone.now()), request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST":
        try:
            kept = keep(form.given())
        except Refusal as refusal:
            form.refuse(refusal)
            return page(request, "desk/leading/compose.html", {"form": form, "brief": row}, status=refusal.status)
        messages.success(request, _("草稿已保存，下面是印发后的样子。"))
        return HttpResponseRedirect(f"/desk/leading/briefs/{kept.pk}/")
    return page(request, "desk/leading/compose.html", {"form": form, "brief": row})


def _reader(request: HttpRequest) -> Actor:
    by = actor(request)
    if not (is_leader(by) or may_compose(by)):  # 部门负责人中只有政务热线的 · of the heads only that of the service office
        raise Forbidden("page.role_missing", Words("您的岗位没有这一页的权限；如有需要，请联系管理员。", "Your role does not cover this page. Ask the administrator."))
    return by


def _writer(request: HttpRequest) -> Actor:
    by = _reader(request)
    if not may_compose(by):
        raise Forbidden("brief.not_allowed", Words("专报由督办员和政务热线负责人编写。", "Briefs are composed by supervisors and the head of the service office."))
    return by
