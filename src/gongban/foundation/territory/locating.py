"""In which district, street and community a point lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from shapely import STRtree
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

from gongban.foundation.territory.models import Area
from gongban.foundation.territory.queries import time_bucket

LEVELS = ("grid", "community", "street", "district")


@dataclass(frozen=True)
class Located:
    """Codes of the areas around a point; `smallest` is the finest that is known."""

    smallest: str
    district: str


def locate(lon: float, lat: float) -> Located | None:
    """The areas in which a WGS-84 point lies, or None outside of all."""
    tree, shapes, areas, parents = _index(time_bucket(seconds=60))
    point = Point(lon, lat)
    hits = [areas[index] for index in tree.query(point) if shapes[index].covers(point)]
    if not hits:
        return None
    finest = min(hits, key=lambda area: LEVELS.index(area.level))
    return Located(finest.code, _district(finest.code, parents))


def forget_shapes() -> None:
    """Read the boundaries anew, after loading a city."""
    _index.cache_clear()


@lru_cache(maxsize=1)
def _index(_bucket: int) -> tuple[STRtree, list[BaseGeometry], list[Area], dict[str, str | None]]:
    rows: list[Any] = list(Area.objects.on(date.today()))
    areas = [area for area in rows if area.boundary]
    shapes = [shape(area.boundary) for area in areas]
    return STRtree(shapes), shapes, areas, {area.code: area.parent_id for area in rows}


def _district(code: str, parents: dict[str, str | None]) -> str:
    """The ancestor just below the city; a district hangs under nothing, or under the city's own code."""
    chain = [code]
    while (above := parents.get(chain[-1])) in parents and above:
        chain.append(above)
    return chain[-1]
