"""The land of the invented city: where do the river, the border and the communities lie?

Everything follows from fixed seeds, so the answer is always the same. Coordinates are WGS-84 degrees.
"""

from __future__ import annotations

import math
import random

import shapely
import shapely.ops
from jiangcheng_names import STREET_SEEDS
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.ops import polygonize, unary_union

SQUEEZE = math.cos(math.radians(30.35))  # one degree of longitude in degrees of latitude
WEST, EAST, MIDDLE = 112.612, 112.988, 112.80
KILOMETRE = 1 / 111.2  # in degrees of latitude


def spot_at(across: float, up: float) -> tuple[float, float]:
    """A point in the city's own frame: kilometres east of the centre, kilometres north of the river's middle."""
    lon = MIDDLE + across * KILOMETRE / SQUEEZE
    return lon, river_lat(lon) * math.exp(-abs(up) / 14) + 30.352 * (
        1 - math.exp(-abs(up) / 14)
    ) + up * KILOMETRE


def river_lat(lon: float) -> float:
    """Latitude of the middle of the Qinglan River at a longitude (it flows from west to east in two bends)."""
    t = (lon - WEST) / (EAST - WEST)
    return (
        30.350 + 0.020 * math.sin(2 * math.pi * (t * 1.15 + 0.08)) + 0.006 * math.sin(2 * math.pi * t * 3.1)
    )


def river_line(step: float = 0.004, beyond: float = 0.02) -> list[tuple[float, float]]:
    count = int((EAST - WEST + 2 * beyond) / step)
    return [(WEST - beyond + i * step, river_lat(WEST - beyond + i * step)) for i in range(count + 1)]


def flat(point: tuple[float, float]) -> tuple[float, float]:
    return point[0] * SQUEEZE, point[1]


def rounded(point: tuple[float, ...]) -> tuple[float, float]:
    return round(point[0], 6), round(point[1], 6)


def outline() -> Polygon:
    """The border of the city: an irregular ring inside the bounds."""
    dice = random.Random(12345)
    ring = []
    for i in range(120):
        turn = 2 * math.pi * i / 120
        swell = (
            0.93 + 0.035 * math.sin(3 * turn + 1) + 0.025 * math.sin(5 * turn) + dice.uniform(-0.008, 0.008)
        )
        east, north = math.cos(turn), math.sin(turn)
        ring.append((MIDDLE + 0.188 * swell * sign_root(east), 30.35 + 0.140 * swell * sign_root(north)))
    return Polygon([rounded(p) for p in ring])


def sign_root(value: float) -> float:
    return math.copysign(abs(value) ** 0.72, value)


def cells(seeds: list[tuple[float, float]], within: Polygon) -> list[Polygon]:
    """The part of `within` nearest to each seed, in the order of the seeds."""
    points = MultiPoint([flat(p) for p in seeds])
    squeezed = shapely.transform(within, lambda c: c * [SQUEEZE, 1])
    found = shapely.voronoi_polygons(points, extend_to=squeezed)
    ordered = [next(c for c in found.geoms if c.contains(Point(flat(s)))) for s in seeds]
    return [shapely.transform(c.intersection(squeezed), lambda c: c / [SQUEEZE, 1]) for c in ordered]


def spread(area: Polygon, count: int, dice: random.Random) -> list[tuple[float, float]]:
    """`count` seeds spread evenly over an area (a few rounds of Lloyd's relaxation)."""
    seeds = [somewhere(area, dice) for _ in range(count)]
    for _ in range(12):
        seeds = [(c.centroid.x, c.centroid.y) for c in cells(seeds, area)]
    return seeds


def somewhere(area: shapely.Geometry, dice: random.Random) -> tuple[float, float]:
    """A chance point inside an area."""
    west, south, east, north = area.bounds
    while True:
        spot = (dice.uniform(west, east), dice.uniform(south, north))
        if area.contains(Point(spot)):
            return spot


def wobble(line: LineString) -> LineString:
    """The same line with a natural, uneven course; its two ends stay. Same line, same course."""
    ends = sorted([rounded(line.coords[0]), rounded(line.coords[-1])])
    points = bent(ends[0], ends[1], random.Random(f"{ends}"), 0.11)
    return LineString([ends[0], *points, ends[1]])


def bent(
    start: tuple[float, float], end: tuple[float, float], dice: random.Random, by: float
) -> list[tuple[float, float]]:
    across, along = end[0] - start[0], end[1] - start[1]
    if math.hypot(across, along) < 0.0035:
        return []
    shift = dice.uniform(-by, by)
    middle = rounded(((start[0] + end[0]) / 2 - along * shift, (start[1] + end[1]) / 2 + across * shift))
    return [*bent(start, middle, dice, by * 0.8), middle, *bent(middle, end, dice, by * 0.8)]


def straight_runs(lines: shapely.Geometry) -> list[LineString]:
    """Noded line work as runs between junctions."""
    return list(shapely.line_merge(lines).geoms)


def communities(areas: dict[str, dict]) -> dict[str, Polygon]:
    """A polygon for each community code; together they fill the city without gap or overlap."""
    border = outline()
    river = LineString([rounded(p) for p in river_line()])
    north, south = sorted(shapely.ops.split(border, river).geoms, key=lambda g: -g.centroid.y)
    seeds: dict[str, tuple[float, float]] = {}
    edges, fixed = [], [border.boundary, river.intersection(border)]
    for bank, keep in ((north, "N"), (south, "S")):
        streets = [(code, spot_at(*spot)) for code, (side, spot) in STREET_SEEDS.items() if side == keep]
        for (code, _), area in zip(streets, cells([s for _, s in streets], bank), strict=True):
            whole = max(getattr(area, "geoms", [area]), key=lambda g: g.area)
            below = [c for c, a in areas.items() if a["parent"] == code]
            dice = random.Random(code)
            spots = spread(whole, len(below), dice)
            seeds.update(zip(below, spots, strict=True))
            edges += [c.boundary for c in cells(spots, whole)]
    return settled(edges, fixed, seeds)


def settled(edges: list, fixed: list, seeds: dict[str, tuple[float, float]]) -> dict[str, Polygon]:
    """Turn line work into polygons: node it on a grid, bend every inner run, and name what encloses each seed."""
    noded = shapely.union_all([*edges, *fixed], grid_size=0.00005)
    rim = unary_union(fixed).buffer(0.0002)
    runs = [run if rim.contains(run) else wobble(run) for run in straight_runs(noded)]
    runs = [LineString([rounded(p) for p in run.coords]) for run in runs]
    faces = [f for f in polygonize(unary_union(runs)) if f.area > 1e-7]
    return {code: next(f for f in faces if f.contains(Point(s))) for code, s in seeds.items()}


def blob(name: str, lon: float, lat: float, size: float) -> Polygon:
    dice = random.Random(name)
    lobes = [dice.uniform(0, 6.28) for _ in range(3)]
    ring = []
    for i in range(40):
        turn = 2 * math.pi * i / 40
        reach = size * (
            1
            + 0.22 * math.sin(2 * turn + lobes[0])
            + 0.12 * math.sin(3 * turn + lobes[1])
            + 0.06 * math.sin(5 * turn + lobes[2])
        )
        ring.append(rounded((lon + reach * math.cos(turn) / SQUEEZE, lat + reach * 0.7 * math.sin(turn))))
    return Polygon(ring)
