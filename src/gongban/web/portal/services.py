"""Services for everybody: what is on offer, the guide of one item, and what each of its versions changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongban.delivery.impasses.public import is_switched_on as impasses_are_on
from gongban.delivery.outlets.public import is_switched_on as outlets_are_on
from gongban.design.bundles.public import bundles_with
from gongban.design.catalogue.public import (
    Guide,
    Wanted,
    code_list,
    compare,
    count_items,
    guide,
    list_items,
    offered,
    trial_districts,
    versions_of,
)
from gongban.kernel.errors import NotFound
from gongban.web.portal import wording
from gongban.web.site.guides import guide_facts

KEEPS = ("object", "theme", "form", "department", "district")
SHOWN = 20


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The items that fit the filter in the address, in the order of their codes."""
    now = timezone.now()
    given: dict[str, Any] = {name: request.GET.get(name, "")[:60] for name in KEEPS}
    wanted = Wanted(**given)
    page = list_items(wanted, at=now, after=request.GET.get("from", "")[:80], size=SHOWN)
    choices = offered(at=now, district=wanted.district)
    facts = {
        "rows": page.rows, "next": page.next, "wanted": wanted, "total": count_items(wanted, at=now), "objects": _worded("objects", choices.objects),
        "forms": _worded("forms", choices.forms), "themes": _worded("themes", choices.themes), "districts": wording.districts(),
        "departments": [(each.code, each.name) for each in choices.owners], "chosen": sum(map(bool, given.values())) or "", "clear": request.path if any(given.values()) else "",
    }  # fmt: skip
    return render(request, "portal/services.html", facts)


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    """The guide of an item, for one of its situations (`?situation=`), as it holds in a district or in a former version.

    What is not offered where one asks says in which districts it is on trial, where it is.
    """
    district, number, now = request.GET.get("district", "")[:20], _number(request, "version"), timezone.now()
    try:
        found = guide(name, at=now, district=district, number=number)
    except NotFound:
        return _elsewhere(request, name, now)
    facts = guide_facts(found, request.GET.get("situation", ""))
    former = number is not None and not _holds(found, name, district, now)
    trials = [] if former or found.pilot else _trials(found.item, now)
    together = bundles_with([found.slug, found.code], at=now, district=district)
    return render(request, "portal/service.html", {**facts, **_ways_on(found, name, district), "bundles": together, "former": former, "trials": trials, "outlets_on": outlets_are_on(now), "impasses_on": impasses_are_on(now)})


def _elsewhere(request: HttpRequest, name: str, at: datetime) -> HttpResponse:
    """Where an item is on trial that is not offered here; NotFound for one that is nowhere."""
    trials = _trials(name, at)
    if not trials:
        raise NotFound("item.not_found")
    shown = guide(name, at=at, district=trials[0][0])
    return render(request, "portal/service_elsewhere.html", {"trials": trials, "base": f"/services/{name}/", "guide": shown}, status=404)


def _trials(item: UUID | str, at: datetime) -> list[tuple[str, str]]:
    trial = trial_districts(item, at=at)
    return [(code, words) for code, words in wording.districts() if code in trial]


def _holds(found: Guide, name: str, district: str, at: datetime) -> bool:
    """Whether a version that was asked for is the one in force here."""
    try:
        return guide(name, at=at, district=district).version == found.version
    except NotFound:
        return False


def _ways_on(found: Guide, name: str, district: str) -> dict[str, Any]:
    """Where the page of a guide leads on to, the district kept."""
    base, kept = f"/services/{name}/", f"?district={district}" if district else ""
    return {"base": base, "district": district, "questions": f"{base}questions/{kept}", "changes": f"{base}changes/{kept}" if (found.number or 0) > 1 else ""}


@require_safe
def changes(request: HttpRequest, name: str) -> HttpResponse:
    """What one version changed against another, without `?from=&to=` the one in force against the one before it."""
    now, district = timezone.now(), request.GET.get("district", "")[:20]
    compared = compare(name, at=now, district=district, number=_number(request, "to"), with_number=_number(request, "from"))
    versions = versions_of(name, at=now, district=district)
    return render(request, "portal/service_changes.html", {"compared": compared, "name": name, "district": district, "versions": versions})


def _number(request: HttpRequest, name: str) -> int | None:
    """A version's number from the address; NotFound for what is none."""
    given = request.GET.get(name, "")
    if given and not (given.isascii() and given.isdecimal() and len(given) < 7):
        raise NotFound("item.not_found")
    return int(given) if given else None


def _worded(name: str, codes: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(code, code_list(name).words(code)) for code in codes]
