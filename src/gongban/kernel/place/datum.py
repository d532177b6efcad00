"""How do GCJ-02 (what WeChat and Amap give) and WGS-84 (what is stored) turn into each other?

The offset is the published polynomial over the Krasovsky ellipsoid; CGCS2000 differs from WGS-84 by centimetres and
is not told apart from it.
"""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt

SEMI_MAJOR_AXIS_M = 6_378_245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271  # where the offset is applied
CLOSE_ENOUGH_DEGREES = 1e-9  # a tenth of a millimetre
MOST_STEPS = 30
WIDEST_OFFSET_DEGREES = 0.05
ROUNDING_DEGREES = 1e-7


def is_offset(lon: float, lat: float, slack: float = 0.0) -> bool:
    """Whether a WGS-84 place lies in the rectangle in which GCJ-02 differs from it, widened by `slack` degrees."""
    return WEST - slack <= lon <= EAST + slack and SOUTH - slack <= lat <= NORTH + slack


def to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """A WGS-84 place in GCJ-02, both as (lon, lat) in degrees; the same outside the rectangle.

    >>> [round(degrees, 6) for degrees in to_gcj02(121.5272106, 31.1774276)]
    [121.531542, 31.175304]
    """
    if not is_offset(lon, lat):
        return lon, lat
    east, north = _offset(lon, lat)
    return lon + east, lat + north


def to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """A GCJ-02 place in WGS-84, the inverse of `to_gcj02` by iteration, exact to a millimetre.

    In the strip of some hundred metres along the edge of the rectangle, which is sea or foreign land, a place is
    taken to come from inside.
    """
    if not is_offset(lon, lat, WIDEST_OFFSET_DEGREES):
        return lon, lat
    found = _without_offset(lon, lat)
    return found if is_offset(*found, ROUNDING_DEGREES) else (lon, lat)


def _without_offset(lon: float, lat: float) -> tuple[float, float]:
    """The place whose offset leads to (lon, lat): take away the offset of the last guess until nothing is missing."""
    found_lon, found_lat = lon, lat
    for _ in range(MOST_STEPS):
        east, north = _offset(found_lon, found_lat)
        missing_east, missing_north = lon - found_lon - east, lat - found_lat - north
        found_lon, found_lat = found_lon + missing_east, found_lat + missing_north
        if max(abs(missing_east), abs(missing_north)) < CLOSE_ENOUGH_DEGREES:
            break
    return found_lon, found_lat


def _offset(lon: float, lat: float) -> tuple[float, float]:
    """How far GCJ-02 lies from WGS-84, in degrees east and north."""
    x, y = lon - 105, lat - 35
    latitude = radians(lat)
    curvature = 1 - ECCENTRICITY_SQUARED * sin(latitude) ** 2
    metres_a_radian_north = SEMI_MAJOR_AXIS_M * (1 - ECCENTRICITY_SQUARED) / (curvature * sqrt(curvature))
    metres_a_radian_east = SEMI_MAJOR_AXIS_M / sqrt(curvature) * cos(latitude)
    east, north = _metres_east(x, y), _metres_north(x, y)
    return east / metres_a_radian_east * 180 / pi, north / metres_a_radian_north * 180 / pi


def _metres_east(x: float, y: float) -> float:
    plane = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    waves = _waves((20, 6 * x), (20, 2 * x), (20, x), (40, x / 3), (150, x / 12), (300, x / 30))
    return plane + waves


def _metres_north(x: float, y: float) -> float:
    plane = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    waves = _waves((20, 6 * x), (20, 2 * x), (20, y), (40, y / 3), (160, y / 12), (320, y / 30))
    return plane + waves


def _waves(*parts: tuple[float, float]) -> float:
    return sum(height * sin(turns * pi) for height, turns in parts) * 2 / 3
