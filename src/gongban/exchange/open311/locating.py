"""Where is it? By lat and long, by an address in words, or by the code of a street; real clients send several of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongban.foundation.territory.public import NamedPlace, city, named, place_within
from gongban.kernel.errors import Refusal
from gongban.kernel.place import parse_coordinate
from gongban.kernel.words import Words

MISSING = Words("缺少地点：请给出 lat 和 long，或 address_string，或 address_id。", "The place is missing: give lat and long, or address_string, or address_id.")


def located(given: Mapping[str, str]) -> dict[str, Any]:
    """Address and point in WGS-84 for a report; a point that was given goes before one found by name.

    A street that the city does not know leaves the point empty: the words are kept for whoever reads them.
    """
    address, point = given.get("address_string", "").strip(), _point(given)
    place = _place(given.get("address_id", "").strip()) or (place_within(address) if address and point is None else None)
    if point is None and place is None and not address:
        raise Refusal("open311.location", MISSING, field="lat", status=422)
    if point is None and place is not None:
        point = (place.lon, place.lat)
    lon, lat = point or (None, None)
    return {"address": address or (named(place) if place else ""), "lon": lon, "lat": lat}


def _point(given: Mapping[str, str]) -> tuple[float, float] | None:
    lat, lon = given.get("lat", "").strip()[:40], given.get("long", "").strip()[:40]
    if not lat and not lon:
        return None
    if not lat or not lon:
        raise _wrong("lat" if lon else "long", "lat 和 long 要一起给。", "lat and long go together.")
    where = parse_coordinate(lon, lat, bounds=city().bounds)
    return where.lon, where.lat


def _place(code: str) -> NamedPlace | None:
    if not code:
        return None
    found = NamedPlace.objects.filter(code=code).first()
    if found is None:
        raise _wrong("address_id", f"没有代码为 {code[:60]} 的地点。", f"There is no place with address_id {code[:60]}.")
    return found


def _wrong(name: str, zh: str, en: str) -> Refusal:
    return Refusal(f"open311.{name}", Words(zh, en), field=name, status=422)
