"""In which district, street and community a point lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

import h3
from shapely import STRtree
from shapely.geometry import Point, Polygon, shape

from gongban.foundation.territory.models import Area
from gongban.foundation.territory.queries import time_bucket
from gongban.kernel.place import cell

CELLS, MARGIN = 9, 1e-5  # hexagons of 350 m; their edges are not quite straight: a metre on the safe side
LEVELS = ("grid", "community", "street", "district")


@dataclass(frozen=True)
class Located:
    """Codes of the areas around a point; `smallest` is the finest that is known."""

    smallest: str
    district: str


def locate(lon: float, lat: float) -> Located | None:
    """The areas in which a WGS-84 point lies, or None outside of all."""
    index = _index(time_bucket(seconds=60))
    same, found = _of_cell(cell(lon, lat, CELLS), index)
    return found if same else _around(Point(lon, lat), index)


@dataclass(frozen=True)
class _Index:
    """The areas in force; equal where their boundaries are, however often they were read."""

    version: int
    tree: STRtree = field(compare=False)
    areas: list[Area] = field(compare=False)
    parents: dict[str, str | None] = field(compare=False)


def _around(point: Point, index: _Index) -> Located | None:
    tree, areas, parents = index.tree, index.areas, index.parents
    hits = [areas[index] for index in tree.query(point, predicate="covered_by")]
    if not hits:
        return None
    finest = min(hits, key=lambda area: LEVELS.index(area.level))
    return Located(finest.code, _district(finest.code, parents))


@lru_cache(maxsize=50_000)
def _of_cell(hexagon_code: str, index: _Index) -> tuple[bool, Located | None]:
    """Whether a whole cell lies in the same areas, and in which: then nothing need be asked for each point of it."""
    hexagon = Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(hexagon_code)]).buffer(MARGIN)
    same = set(index.tree.query(hexagon, predicate="intersects")) == set(index.tree.query(hexagon, predicate="covered_by"))
    return same, _around(hexagon.centroid, index) if same else None


def forget_shapes() -> None:
    """Read the boundaries anew, after loading a city."""
    _index.cache_clear()
    _of_cell.cache_clear()


@lru_cache(maxsize=1)
def _index(_bucket: int) -> _Index:
    rows: list[Any] = list(Area.objects.on(date.today()))
    areas = [area for area in rows if area.boundary]
    shapes = [shape(area.boundary) for area in areas]
    version = hash(tuple((area.code, area.level, area.parent_id, each.wkb) for area, each in zip(areas, shapes, strict=True)))
    return _Index(version, STRtree(shapes), areas, {area.code: area.parent_id for area in rows})


def _district(code: str, parents: dict[str, str | None]) -> str:
    """The ancestor just below the city; a district hangs under nothing, or under the city's own code."""
    chain = [code]
    while (above := parents.get(chain[-1])) in parents and above:
        chain.append(above)
    return chain[-1]
