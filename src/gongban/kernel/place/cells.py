"""In which hexagon does a place lie? Cells of the H3 grid, for candidates, counts and privacy."""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians

import h3

from gongban.kernel.place.coordinate import Coordinate

PRIVATE_RESOLUTION = 9  # hexagons of about 0.1 km², 350 m across


def cell(lon: float, lat: float, resolution: int) -> str:
    """The H3 index of a WGS-84 place; `resolution` from 0 (continents) to 15 (one square metre)."""
    return h3.latlng_to_cell(lat, lon, resolution)


def coarsen(place: Coordinate, resolution: int = PRIVATE_RESOLUTION) -> Coordinate:
    """The centre of the cell of a place, in WGS-84: near enough for a map, too far for a house number."""
    at = place.in_wgs84()
    lat, lon = h3.cell_to_latlng(cell(at.lon, at.lat, resolution))
    return Coordinate(lon, lat)


def cells_around(lon: float, lat: float, radius_m: float, resolution: int) -> list[str]:
    """The cells in which everything within a radius of a WGS-84 place lies, in order of their index."""
    width = h3.average_hexagon_edge_length(resolution, unit="m") * 1.5
    return sorted(h3.grid_disk(cell(lon, lat, resolution), 1 + int(radius_m // width)))


@lru_cache(maxsize=32_768)
def parent(index: str, resolution: int) -> str:
    """The cell of a coarser resolution (or the same) in which a cell lies."""
    return h3.cell_to_parent(index, resolution)


@lru_cache(maxsize=32_768)
def centre(index: str) -> tuple[float, float]:
    """The middle of a cell as (lon, lat), WGS-84."""
    lat, lon = h3.cell_to_latlng(index)
    return lon, lat


def cells_within(west: float, south: float, east: float, north: float, resolution: int, most: int) -> list[str] | None:
    """The cells that a rectangle of degrees touches, in order of their index; None where they would be more than `most`."""
    middle = radians((south + north) / 2)
    km2 = (east - west) * 111.32 * cos(middle) * (north - south) * 110.57
    if abs(south) > 85 or abs(north) > 85 or km2 > most * h3.average_hexagon_area(resolution):
        return None
    shape = h3.LatLngPoly([(south, west), (south, east), (north, east), (north, west)])
    found = sorted(h3.h3shape_to_cells_experimental(shape, resolution, contain="overlap"))
    return found if len(found) <= most else None
