"""Small answers for the pages of the desk: the search field above, and near-same cases beside a case."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gongban.delivery.cases.public import dossier, in_charge
from gongban.web.site.acting import actor, staff_only
from gongban.web.workbench import finding


@require_GET
@staff_only()
def search(request: HttpRequest) -> HttpResponse:
    """A number leads straight to its case; everything else to the list of all."""
    words = request.GET.get("q", "").strip()[:100]
    exact = in_charge(actor(request)).filter(matter__number=words.upper()).exists() if words else False
    if exact:
        return HttpResponseRedirect(f"/desk/cases/{words.upper()}/")
    return HttpResponseRedirect(f"/desk/?{urlencode({'scope': 'all', 'q': words})}")


@never_cache
@require_GET
@staff_only()
def duplicates(request: HttpRequest, number: str) -> HttpResponse:
    """Near-same cases of one case, for the place beside it."""
    found = dossier(number, by=actor(request))
    may_join = any(row.action == "join" for row in found.actions)
    facts = {"duplicates": finding.duplicates_of(found.case, actor(request)), "join_from": number if may_join else ""}
    return render(request, "desk/parts/duplicates.html", facts)
