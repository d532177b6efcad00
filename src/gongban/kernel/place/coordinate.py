"""Is this a place in our city, in which system was it given, and how far is it from another?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, isfinite, radians, sin, sqrt
from typing import cast

from gongban.kernel.errors import Refusal
from gongban.kernel.place import datum
from gongban.kernel.words import Words

MEAN_EARTH_RADIUS_M = 6_371_008.8  # IUGG
KEPT_DECIMALS = 7  # about a centimetre
NOT_NUMBERS = Words(
    "经纬度须是数字，请在地图上重新选点。",
    "Longitude and latitude must be numbers; please choose the place again on the map.",
)
OFF_EARTH = Words(
    "经度须在 -180 到 180 之间、纬度须在 -90 到 90 之间，请核对。",
    "A longitude lies between -180 and 180, a latitude between -90 and 90; please check.",
)
OUTSIDE = Words(
    "这个位置不在本市范围内，请重新选点。",
    "This place is outside the city; please choose it again.",
)
SWAPPED = Words(
    "这个位置不在本市范围内，经度和纬度好像填反了，请对调。",
    "This place is outside the city; longitude and latitude seem to be swapped.",
)
SYSTEM_UNKNOWN = Words(
    "没有名为“{name}”的坐标系，可用 wgs84 或 gcj02。",
    "There is no coordinate system “{name}”; use wgs84 or gcj02.",
)


class System(StrEnum):
    """What a pair of degrees is measured in. CGCS2000 counts as WGS-84."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


@dataclass(frozen=True)
class Coordinate:
    """A place on earth in degrees, and the system in which it is told."""

    lon: float
    lat: float
    system: System = System.WGS84

    def in_wgs84(self) -> Coordinate:
        """The same place as it is stored."""
        if self.system is System.WGS84:
            return self
        return Coordinate(*datum.to_wgs84(self.lon, self.lat), System.WGS84)

    def in_gcj02(self) -> Coordinate:
        """The same place as Chinese map services draw it."""
        if self.system is System.GCJ02:
            return self
        return Coordinate(*datum.to_gcj02(self.lon, self.lat), System.GCJ02)


@dataclass(frozen=True)
class Bounds:
    """A rectangle of WGS-84 degrees that holds a whole city."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, place: Coordinate) -> bool:
        """Whether a place lies in the rectangle, its edges included."""
        at = place.in_wgs84()
        return self.west <= at.lon <= self.east and self.south <= at.lat <= self.north


def parse_coordinate(
    lon: object, lat: object, system: str = System.WGS84, bounds: Bounds | None = None
) -> Coordinate:
    """The WGS-84 place, to seven decimals, of degrees given as text or numbers in `system`.

    Raises Refusal "place.*" for what is no number, not finite, off the earth or outside `bounds`.
    """
    given = Coordinate(_degrees(lon), _degrees(lat), _system(system))
    if abs(given.lon) > 180 or abs(given.lat) > 90:
        raise _refusal("out_of_range", _swapped(given, bounds) or OFF_EARTH)
    stored = given.in_wgs84()
    place = Coordinate(round(stored.lon, KEPT_DECIMALS), round(stored.lat, KEPT_DECIMALS))
    if bounds is not None and not bounds.holds(place):
        raise _refusal("outside", _swapped(given, bounds) or OUTSIDE)
    return place


def distance_m(one: Coordinate, other: Coordinate) -> float:
    """Metres between two places along a great circle (haversine on a sphere, within 0.6 per cent of the ellipsoid)."""
    a, b = one.in_wgs84(), other.in_wgs84()
    half_lat, half_lon = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    h = sin(half_lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(half_lon) ** 2
    return 2 * MEAN_EARTH_RADIUS_M * asin(sqrt(min(1.0, h)))


def _degrees(given: object) -> float:
    try:
        degrees = float(cast(float, given))  # whatever is no number is refused below
    except (TypeError, ValueError, OverflowError):
        raise _refusal("not_a_number", NOT_NUMBERS) from None
    if not isfinite(degrees) or isinstance(given, bool):
        raise _refusal("not_a_number", NOT_NUMBERS)
    return degrees


def _system(name: str) -> System:
    try:
        return System(name.lower())
    except ValueError:
        raise _refusal("system_unknown", SYSTEM_UNKNOWN.format(name=name[:20]), "system") from None


def _swapped(given: Coordinate, bounds: Bounds | None) -> Words | None:
    turned = Coordinate(given.lat, given.lon, given.system)
    return SWAPPED if bounds is not None and abs(turned.lat) <= 90 and bounds.holds(turned) else None


def _refusal(code: str, words: Words, field: str = "place") -> Refusal:
    return Refusal(f"place.{code}", words, field=field)
