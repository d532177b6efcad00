"""What is public: the list with its filters, the feed, the map, the boards."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from gongban.delivery.cases.public import (
    Board,
    Filter,
    Group,
    Point,
    browse,
    drawn,
    filter_from,
    map_points,
    open_areas,
    window_from,
)
from gongban.foundation.territory.public import city, named
from gongban.kernel.errors import NotFound
from gongban.web.portal import wording

BOUNDARY_LEVELS = ("district", "street")


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The public cases that fit the filter in the address."""
    wanted = filter_from(request.GET)
    page = browse(wanted, now=timezone.now(), key=request.GET.get("from", ""))
    return render(request, "portal/cases.html", {"page": page, "wanted": wanted, **_choices(request), "feed": _without_page(request)})


@require_safe
@cache_control(public=True, max_age=300)
def feed(request: HttpRequest) -> HttpResponse:
    """The newest public cases that fit the filter, as Atom."""
    page = browse(filter_from(request.GET), now=timezone.now())
    lines = Atom1Feed(title=_("公开的诉求"), link=f"{settings.PUBLIC_URL}/cases/", description="", feed_url=settings.PUBLIC_URL + request.get_full_path())
    for row in page.rows:
        link = f"{settings.PUBLIC_URL}/cases/{row.number}/"
        lines.add_item(title=row.title, link=link, description=row.excerpt, unique_id=link, pubdate=row.opened_at, updateddate=row.changed_at,
                       categories=[str(row.kind), str(row.state.words)])  # fmt: skip
    return HttpResponse(lines.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map of public cases, with the same filter as the list."""
    wanted = filter_from(request.GET)
    here = city()
    query = _without_page(request)
    centre = here.settings.get("centre") or [(here.west + here.east) / 2, (here.south + here.north) / 2]
    facts = {"wanted": wanted, **_choices(request), "query": query, "centre": f"{centre[0]},{centre[1]}", "zoom": here.settings.get("map_zoom", 10)}
    return render(request, "portal/map.html", facts)


@require_safe
def map_cases(request: HttpRequest) -> HttpResponse:
    """The same cases as GeoJSON, their places made coarse: of a window gathered into groups, without one the newest one by one."""
    wanted, window, now = filter_from(request.GET), window_from(request.GET), timezone.now()
    if window is None:
        return _geojson([_case(one) for one in map_points(wanted, now=now)])
    found = drawn(wanted, window, now=now)
    return _geojson([*map(_group, found.groups), *map(_case, found.points)], more=found.more)


@require_safe
@cache_control(public=True, max_age=3600)
def map_boundaries(request: HttpRequest) -> HttpResponse:
    """Districts and streets as GeoJSON."""
    areas = [area for level in BOUNDARY_LEVELS for area in open_areas(level) if area.boundary]
    return _geojson([_feature(area.boundary, name=named(area) if area.level == "district" else "", level=area.level) for area in areas])


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """All boards."""
    return render(request, "portal/boards.html", {"boards": wording.boards()})


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """One board: what it is for, and what was reported there."""
    row = Board.objects.filter(pk=code, ended_at__isnull=True).first()
    if row is None:
        raise NotFound("board.not_found")
    page = browse(Filter(board=code), now=timezone.now(), key=request.GET.get("from", ""))
    facts = {"code": code, "name": wording.board_name(row), "intro": wording.board_intro(row), "page": page}
    return render(request, "portal/board.html", facts)


def _choices(request: HttpRequest) -> dict[str, Any]:
    names = ("kind", "board", "category", "district", "stage", "days", "q")
    filtered = any(request.GET.get(name) for name in names)
    return {
        "kinds": wording.kinds(), "stages": wording.stages(), "districts": wording.districts(), "categories": wording.categories(),
        "board_choices": [(one["code"], one["name"]) for one in wording.boards()], "days": [(str(n), _("%(n)s 天内") % {"n": n}) for n in wording.DAYS],
        "filtered": filtered, "clear": request.path if filtered else "",
        "chosen": sum(bool(request.GET.get(name)) for name in names[:-1]) or "",
    }  # fmt: skip


def _without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("from", None)
    return query.urlencode()


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _case(one: Point) -> dict[str, Any]:
    return _feature({"type": "Point", "coordinates": [one.lon, one.lat]}, **_told(one))


def _told(one: Point) -> dict[str, Any]:
    return {"number": one.number, "title": one.title, "state": str(one.state), "open": one.open, "url": f"/cases/{one.number}/"}


def _group(one: Group) -> dict[str, Any]:
    """`cases` stands only where a closer look would not part them."""
    named = {"cases": [_told(each) for each in one.cases]} if one.cases else {}
    return _feature({"type": "Point", "coordinates": [one.lon, one.lat]}, count=one.count, **named)


def _geojson(features: list[dict[str, Any]], **more: Any) -> JsonResponse:
    answer = JsonResponse({"type": "FeatureCollection", "features": features, **more}, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})
    answer["Content-Type"] = "application/geo+json"
    return answer
