"""Places by name for the report form (typed, or nearest to where one stands), as JSON for the script."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from gongban.foundation.territory.public import NamedPlace, area_path, city, find_places, named, nearest_place
from gongban.kernel.place import parse_coordinate


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Places for what was typed: name, pinyin or initials."""
    found = find_places(request.GET.get("q", ""))
    return JsonResponse({"places": [_place(place) for place in found]})


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """The nearest named place of a point and the areas around it; the point must lie in the city."""
    at = parse_coordinate(request.GET.get("lon"), request.GET.get("lat"), bounds=city().bounds)
    areas = [named(area) for area in area_path(at.lon, at.lat)]
    found = nearest_place(at.lon, at.lat)
    name = "".join([*areas[1:2], named(found[0])]) if found else "".join(areas)
    return JsonResponse({"places": [{"name": name, "detail": " · ".join(areas), "lon": at.lon, "lat": at.lat}]})


def _place(place: NamedPlace) -> dict[str, Any]:
    areas = [named(area) for area in area_path(place.lon, place.lat)][:2]
    return {"name": named(place), "detail": " · ".join(areas), "lon": place.lon, "lat": place.lat}
