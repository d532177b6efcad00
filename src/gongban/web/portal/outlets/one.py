"""One outlet: open or not, the coming week, what each counter takes, how to get there; `?item=` says whether it is taken."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongban.delivery.impasses.public import is_switched_on as impasses_are_on
from gongban.delivery.outlets.public import Counter, Outlet, outlet_named, takes
from gongban.design.catalogue.public import code_list, guides_named
from gongban.foundation.territory.public import area_path, calendar, named
from gongban.web.portal.outlets.finding import SERVICES
from gongban.web.portal.outlets.showing import opening, week
from gongban.web.site.navigation import portal_menu


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """The page of an outlet; one that has ended says so."""
    now = timezone.now()
    outlet, item = outlet_named(code, at=now), request.GET.get("item", "")[:80]
    open_now = not outlet.ended and outlet.is_open(now, calendar())
    names = {name for each in outlet.counters for name in each.items} | ({item} if item else set())
    guides = guides_named(names, at=now, district=outlet.district) if names else {}
    facts: dict[str, Any] = {
        "outlet": outlet, "point": f"{outlet.lon:.5f},{outlet.lat:.5f}", "geo": f"{outlet.lat:.5f},{outlet.lon:.5f}", "open_now": open_now, "opening": opening(outlet, open_now, now), "week": week(outlet, now), "areas": _areas(outlet),
        "counters": [_counter(each, guides) for each in outlet.counters], "taking": takes(code, item, at=now) if item in guides else None,
        "item": guides.get(item), "impasses_on": impasses_are_on(now), "portal_menu": portal_menu(SERVICES),
    }  # fmt: skip
    return render(request, "outlets/one.html", facts)


def _counter(counter: Counter, guides: dict[str, Any]) -> dict[str, Any]:
    return {"counter": counter, "themes": [code_list("themes").words(each) for each in counter.themes], "items": [(name, guides[name].name) for name in counter.items if name in guides]}


def _areas(outlet: Outlet) -> str:
    return " · ".join(named(area) for area in area_path(outlet.lon, outlet.lat))
