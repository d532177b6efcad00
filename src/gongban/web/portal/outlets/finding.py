"""Which outlets are there, near me, open now, taking what I need? A list and a map with the same filters in the address."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongban.delivery.outlets.public import (
    Level,
    Line,
    Sought,
    districts_with_outlets,
    find_outlets,
    list_outlets,
)
from gongban.design.catalogue.public import guides_named
from gongban.foundation.territory.public import NamedPlace, find_places, named
from gongban.kernel.errors import NotFound
from gongban.kernel.place import Coordinate
from gongban.web.portal import wording
from gongban.web.portal.outlets.showing import opening
from gongban.web.site.navigation import portal_menu

KEEPS = ("q", "near", "level", "district", "item", "open", "late", "kiosk", "impasse")
SHOWN, FURTHEST = 20, 100_000
SERVICES = "/services/"  # 菜单里属于“办事” · belongs to “Services” in the menu


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The outlets that fit the filter in the address, the nearest first where a place is named."""
    now, given = timezone.now(), {name: request.GET.get(name, "")[:60] for name in KEEPS}
    here = _place(given["near"])
    found = list_outlets(_sought(given, here), at=now, after=_begins(request), size=SHOWN)
    item = guides_named([given["item"]], at=now, district=given["district"]).get(given["item"]) if given["item"] else None
    kept = {name: value for name, value in given.items() if value}
    facts: dict[str, Any] = {
        "rows": [_row(each) for each in found.rows], "total": found.total, "given": given, "here": named(here) if here else "", "lost": bool(given["near"] and not here),
        "item": item, "item_unknown": bool(given["item"]) and item is None, "levels": [(each.value, each.words) for each in Level],
        "districts": [(code, words) for code, words in wording.districts() if code in districts_with_outlets()],
        "next": _page(kept, found.next), "previous": _page(kept, found.previous), "clear": request.path if kept else "", "query": urlencode(kept),
        "chosen": sum(bool(given[name]) for name in ("level", "district", "late", "kiosk", "impasse")) or "", "portal_menu": portal_menu(SERVICES),
        "bounds": _bounds(find_outlets(_sought(given, None), at=now)),
    }  # fmt: skip
    return render(request, "outlets/list.html", facts)


@require_safe
def points(request: HttpRequest) -> JsonResponse:
    """The same outlets as GeoJSON for the map; `open` is whether they are open now."""
    given = {name: request.GET.get(name, "")[:60] for name in KEEPS}
    features = [_feature(each) for each in find_outlets(_sought(given, None), at=timezone.now())]
    answer = JsonResponse({"type": "FeatureCollection", "features": features}, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/geo+json"
    return answer


def _sought(given: dict[str, str], here: NamedPlace | None) -> Sought:
    return Sought(
        words=given["q"], level=given["level"], district=given["district"], item=given["item"], open_now=bool(given["open"]), late=bool(given["late"]),
        kiosk=bool(given["kiosk"]), impasse_point=bool(given["impasse"]), near=Coordinate(here.lon, here.lat) if here else None,
    )  # fmt: skip


def _place(text: str) -> NamedPlace | None:
    return next(iter(find_places(text, 1)), None) if text else None


def _begins(request: HttpRequest) -> int:
    text = request.GET.get("from", "0")
    if not (text.isascii() and text.isdecimal() and int(text[:9]) < FURTHEST):
        raise NotFound("list.key")
    return int(text)


def _page(kept: dict[str, str], begins: int | None) -> str:
    return "" if begins is None else f"?{urlencode({**kept, **({'from': begins} if begins else {})})}"


def _row(line: Line) -> dict[str, Any]:
    return {"line": line, "outlet": line.outlet, "opening": opening(line.outlet, line.open_now), "far": distance(line.metres)}


def distance(metres: int | None) -> str:
    """A distance in words: metres to the next ten below a kilometre, then tenths of kilometres."""
    if metres is None:
        return ""
    return _("%(n)s 米") % {"n": round(metres, -1)} if metres < 1_000 else _("%(n)s 公里") % {"n": f"{metres / 1_000:.1f}"}


def _feature(line: Line) -> dict[str, Any]:
    row = line.outlet
    told = {"title": str(row.name), "state": _("现在开门") if line.open_now else _("现在关门"), "number": str(row.kind.words), "open": line.open_now, "url": f"/outlets/{row.code}/"}
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]}, "properties": told}


def _bounds(lines: list[Line]) -> str:
    if not lines:
        return ""
    lons, lats = [each.outlet.lon for each in lines], [each.outlet.lat for each in lines]
    return f"{min(lons)},{min(lats)},{max(lons)},{max(lats)}"
