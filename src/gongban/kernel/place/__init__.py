"""Where is it? Coordinates with their system, distances, cells, and places made coarse for privacy."""

from gongban.kernel.place.cells import cell, cells_around, cells_within, centre, coarsen, parent
from gongban.kernel.place.coordinate import Bounds, Coordinate, System, distance_m, parse_coordinate
from gongban.kernel.place.datum import to_gcj02, to_wgs84

__all__ = [
    "Bounds",
    "Coordinate",
    "System",
    "cell",
    "cells_around",
    "cells_within",
    "centre",
    "coarsen",
    "distance_m",
    "parent",
    "parse_coordinate",
    "to_gcj02",
    "to_wgs84",
]
