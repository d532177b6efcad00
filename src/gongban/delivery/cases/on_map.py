"""Where public cases lie: the newest that fit in a window of the map, near ones gathered into groups, places coarse.

The database gives cells and keys only, of so many cases at most; words are read for the few that are drawn one by one. A
group tells no more than its members, each of which everybody may read: small counts need not be hidden here, while cases
whose place the city hides are in no group and in no count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from gongban.delivery.cases.browsing import STAGES, Filter, public_cases
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.publicity import hidden_places
from gongban.delivery.cases.reading import public_resolution
from gongban.kernel.errors import Refusal
from gongban.kernel.place import Coordinate, cells_within, centre, coarsen, parent
from gongban.kernel.place import cell as cell_of
from gongban.kernel.words import Words

NEWEST = 3_000  # so many cases of a window are looked at
STORED = 9  # the resolution of the cells that cases keep
MANY_CELLS = 400  # a window of more is read in the order of time, not cell by cell
TOLD = 12  # so many cases of one place are named
# Up to which zoom of the map which cells are groups: never less than some seventy pixels wide.
GROUPS = ((11.2, 6), (12.4, 7), (13.8, 8), (15.0, 9))
_NAMED = ("pk", "matter__number", "title_public", "matter__state")


@dataclass(frozen=True)
class Window:
    """What of the earth a map shows, in degrees WGS-84, and its zoom (0 the world, 18 a house)."""

    west: float
    south: float
    east: float
    north: float
    zoom: float


@dataclass(frozen=True)
class Point:
    """A public case on the map: its place is coarse already."""

    lon: float
    lat: float
    number: str
    title: str
    state: Words
    open: bool


@dataclass(frozen=True)
class Group:
    """Several public cases near each other; `cases` names the newest where a closer look would not part them."""

    lon: float
    lat: float
    count: int
    cases: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """What a map draws; `more`: there are older cases in the window, which are not in it."""

    points: tuple[Point, ...]
    groups: tuple[Group, ...]
    more: bool


def drawn(wanted: Filter, window: Window, *, now: datetime) -> Drawn:
    """The newest public cases that fit and lie in the window, in two queries."""
    resolution = _resolution(window.zoom)
    found = list(_in(_placed(wanted, now), window).order_by("-pk").values_list("pk", "cell", "lon", "lat")[: NEWEST + 1])
    gathered = _gathered(found[:NEWEST], resolution)
    last = resolution == public_resolution()
    told = _named(gathered, last)
    points = [told[members[0]] for members in gathered.values() if len(members) == 1 and members[0] in told]
    groups = [_group(key, cells, members, told if last else {}) for key, cells, members in _with_cells(found[:NEWEST], gathered, resolution)]
    return Drawn(tuple(points), tuple(groups), len(found) > NEWEST)


def map_points(wanted: Filter, *, now: datetime, limit: int = NEWEST) -> list[Point]:
    """Public cases with a place one by one, newest first, at most `limit`; hidden places are left out."""
    return list(_points(_placed(wanted, now).order_by("-pk")[:limit]).values())


def window_from(given: Mapping[str, str]) -> Window | None:
    """The window that an address names (`window=west,south,east,north`, `zoom`); None where it names none. Refusal for a broken one."""
    if not given.get("window"):
        return None
    try:
        west, south, east, north = map(float, given["window"].split(","))
        window = Window(west, south, east, north, float(given.get("zoom", 10)))
    except ValueError:
        raise _broken() from None
    if not all(map(isfinite, (west, south, east, north, window.zoom))) or west > east or south > north:
        raise _broken()
    return window


def _broken() -> Refusal:
    words = Words("地图范围写得不对，应为“西,南,东,北”四个经纬度。", "The window of the map is broken: give west, south, east, north in degrees.")
    return Refusal("map.window", words, field="window")


def _resolution(zoom: float) -> int:
    wanted = next((resolution for until, resolution in GROUPS if zoom < until), public_resolution())
    return min(wanted, public_resolution())


def _placed(wanted: Filter, now: datetime) -> QuerySet[Case]:
    rows = wanted.apply(public_cases(), now).filter(lon__isnull=False)
    for code in hidden_places():
        rows = rows.exclude(Q(category__isnull=False) & (Q(category=code) | Q(category__code__startswith=f"{code}.")))
    return rows


def _in(rows: QuerySet[Case], window: Window) -> QuerySet[Case]:
    """Cell by cell where the window has few cells: then an index leads there, however old the cases are."""
    rows = rows.filter(lon__gte=window.west, lon__lte=window.east, lat__gte=window.south, lat__lte=window.north)
    cells = cells_within(window.west, window.south, window.east, window.north, STORED, MANY_CELLS)
    return rows if cells is None else rows.filter(cell__in=cells)


_Row = tuple[UUID, str, Any, Any]  # 经纬度不空，查询里已限定 · places are not empty: the query sees to it


def _gathered(rows: Sequence[_Row], resolution: int) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for pk, cell, lon, lat in rows:
        found[_cell(cell, lon, lat, resolution)].append(pk)
    return found


def _cell(cell: str, lon: float, lat: float, resolution: int) -> str:
    return parent(cell, resolution) if resolution <= STORED else cell_of(lon, lat, resolution)


def _named(gathered: Mapping[str, Sequence[UUID]], last: bool) -> dict[UUID, Point]:
    wanted = [pk for members in gathered.values() for pk in (members[:TOLD] if last else members if len(members) == 1 else ())]
    return _points(Case.objects.filter(pk__in=wanted)) if wanted else {}


def _points(rows: QuerySet[Case]) -> dict[UUID, Point]:
    return {row[0]: _point(*row) for row in rows.values_list(*_NAMED, "lon", "lat")}


def _point(_pk: UUID, number: str, title: str, state: str, lon: float, lat: float) -> Point:
    place = coarsen(Coordinate(lon, lat), public_resolution())
    return Point(round(place.lon, 6), round(place.lat, 6), number, title, CASE.state(state).words, state in STAGES["open"][1])


def _with_cells(rows: Sequence[_Row], gathered: Mapping[str, Sequence[UUID]], resolution: int) -> Iterable[tuple[str, list[str], Sequence[UUID]]]:
    """Each group of several with its cell and the coarse cells of its members."""
    finer = min(STORED, public_resolution())
    within: dict[str, list[str]] = defaultdict(list)
    for _pk, cell, lon, lat in rows:
        key = _cell(cell, lon, lat, resolution)
        within[key].append(parent(cell, finer) if resolution <= finer else key)
    return ((key, within[key], members) for key, members in gathered.items() if len(members) > 1)


def _group(key: str, cells: Sequence[str], members: Sequence[UUID], told: Mapping[UUID, Point]) -> Group:
    """Between the middle of its members and that of its cell: where most lie, yet apart from its neighbours."""
    lon, lat = (sum(axis) / len(cells) for axis in zip(*map(centre, cells), strict=True))
    middle = centre(key)
    return Group(round((lon + middle[0]) / 2, 6), round((lat + middle[1]) / 2, 6), len(members), tuple(told[pk] for pk in members if pk in told))
