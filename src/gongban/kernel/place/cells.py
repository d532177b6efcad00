"""In which hexagon does a place lie? Cells of the H3 grid, for candidates, counts and privacy."""

from __future__ import annotations

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
