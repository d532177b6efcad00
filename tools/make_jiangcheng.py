"""Draws the invented city of Jiangcheng: which boundaries, roads, places and base map does the sample city have?

Deterministic: the same program always draws the same files. Run it from the root of the repository, with shapely,
PyYAML and pypinyin installed: `python tools/make_jiangcheng.py`. It reads cities/jiangcheng/territory.yaml (codes and names) and
writes boundaries.geojson, streets.geojson and basemap.geojson beside it. A real city needs none of this: it brings its own.
"""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import shapely
import shapely.ops
import yaml
from jiangcheng_names import BRIDGES, STREET_SEEDS, PLACES, ROADS
from pypinyin import lazy_pinyin
from shapely.geometry import LineString, MultiPoint, Point, Polygon, mapping
from shapely.ops import polygonize, unary_union

CITY = Path(__file__).resolve().parent.parent / "cities" / "jiangcheng"
SQUEEZE = math.cos(math.radians(30.35))  # one degree of longitude in degrees of latitude
WEST, EAST, MIDDLE = 112.612, 112.988, 112.80
KILOMETRE = 1 / 111.2  # in degrees of latitude


def river_lat(lon: float) -> float:
    """Latitude of the middle of the Qinglan River at a longitude (it flows from west to east in two bends)."""
    t = (lon - WEST) / (EAST - WEST)
    return 30.350 + 0.020 * math.sin(2 * math.pi * (t * 1.15 + 0.08)) + 0.006 * math.sin(2 * math.pi * t * 3.1)


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
        swell = 0.93 + 0.035 * math.sin(3 * turn + 1) + 0.025 * math.sin(5 * turn) + dice.uniform(-0.008, 0.008)
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


def bent(start: tuple[float, float], end: tuple[float, float], dice: random.Random, by: float) -> list[tuple[float, float]]:
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
            area = max(getattr(area, "geoms", [area]), key=lambda g: g.area)
            below = [c for c, a in areas.items() if a["parent"] == code]
            dice = random.Random(code)
            spots = spread(area, len(below), dice)
            seeds.update(zip(below, spots, strict=True))
            edges += [c.boundary for c in cells(spots, area)]
    return settled(edges, fixed, seeds)


def settled(edges: list, fixed: list, seeds: dict[str, tuple[float, float]]) -> dict[str, Polygon]:
    """Turn line work into polygons: node it on a grid, bend every inner run, and name what encloses each seed."""
    noded = shapely.union_all([*edges, *fixed], grid_size=0.00005)
    rim = unary_union(fixed).buffer(0.0002)
    runs = [run if rim.contains(run) else wobble(run) for run in straight_runs(noded)]
    runs = [LineString([rounded(p) for p in run.coords]) for run in runs]
    faces = [f for f in polygonize(unary_union(runs)) if f.area > 1e-7]
    return {code: next(f for f in faces if f.contains(Point(s))) for code, s in seeds.items()}


def feature(shape: shapely.Geometry, **properties: object) -> dict:
    shape = shapely.transform(shape, lambda c: c.round(6))
    return {"type": "Feature", "properties": properties, "geometry": json.loads(json.dumps(mapping(shape)))}


def write(name: str, features: list[dict]) -> None:
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    head = '{"type":"FeatureCollection","name":"%s","features":[\n' % name
    (CITY / f"{name}.geojson").write_text(head + lines + "\n]}\n", encoding="utf-8")


def boundaries(areas: dict[str, dict], small: dict[str, Polygon]) -> dict[str, shapely.Geometry]:
    shapes: dict[str, shapely.Geometry] = dict(small)
    for level in (("street",), ("district", "zone"), ("city",)):
        for code, area in areas.items():
            if area["level"] in level:
                shapes[code] = unary_union([shapes[c] for c, a in areas.items() if a["parent"] == code])
    write("boundaries", [feature(shapes[c], code=c, level=a["level"], name_zh=a["name"]["zh"], name_en=a["name"]["en"])
                         for c, a in areas.items()])
    return shapes


def spot_at(across: float, up: float) -> tuple[float, float]:
    """A point in the city's own frame: kilometres east of the centre, kilometres north of the river's middle."""
    lon = MIDDLE + across * KILOMETRE / SQUEEZE
    return lon, river_lat(lon) * math.exp(-abs(up) / 14) + 30.352 * (1 - math.exp(-abs(up) / 14)) + up * KILOMETRE


def road(name: str, ends: tuple[float, float, float, float]) -> LineString:
    """A road between two points of the city's frame, with slight bends."""
    dice = random.Random(name)
    count = max(4, int(math.dist(ends[:2], ends[2:]) / 0.5))
    steps = [i / count for i in range(count + 1)]
    return LineString([rounded(spot_at(ends[0] + (ends[2] - ends[0]) * t + dice.uniform(-0.03, 0.03) * (0 < t < 1),
                                       ends[1] + (ends[3] - ends[1]) * t + dice.uniform(-0.03, 0.03) * (0 < t < 1)))
                       for t in steps])


def sounds(name: str) -> dict[str, str]:
    letters = lazy_pinyin(name)
    return {"pinyin": "".join(letters), "initials": "".join(s[0] for s in letters)}


def named(name: str, english: str, kind: str, shape: shapely.Geometry, **more: str) -> dict:
    return feature(shape, kind=kind, name_zh=name, name_en=english, **sounds(name), **more)


def streets(shapes: dict[str, shapely.Geometry], areas: dict[str, dict]) -> list[dict]:
    city = shapes["990100000000"].buffer(-0.001)
    found = [named(zh, en, "bridge" if (zh, en) in BRIDGES else "road", road(zh, ends).intersection(city), grade=grade)
             for zh, en, grade, ends in ROADS]
    lines = unary_union([shapely.geometry.shape(f["geometry"]) for f in found])
    for zh, en, kind, code in PLACES:
        dice, area = random.Random(zh), shapes[code].buffer(-0.0018)
        inside = somewhere(area, dice)
        near = shapely.ops.nearest_points(lines, Point(inside))[0]
        at = near if shapes[code].buffer(-0.0003).contains(near) else Point(inside)
        at = Point(at.x + dice.uniform(-0.0005, 0.0005), at.y + dice.uniform(-0.0005, 0.0005))
        at = at if shapes[code].contains(at) else Point(inside)
        found.append(named(zh, en, kind, at, area=code))
    write("streets", found)
    return found


def base_map(shapes: dict[str, shapely.Geometry], found: list[dict]) -> None:
    city = shapes["990100000000"]
    line = LineString(river_line(0.002))
    broad = unary_union([Point(p).buffer(0.0034 + 0.0011 * math.sin(i / 9)) for i, p in enumerate(line.coords)])
    water = shapely.simplify(broad.union(line.buffer(0.0030)), 0.00015).intersection(city)
    items = [named("青澜江", "Qinglan River", "river", water)]
    for zh, en, lon, lat, size in (("菱湖", "Linghu Lake", 112.792, 30.318, 0.0075), ("松涧水库", "Songjian Reservoir", 112.768, 30.452, 0.010),
                                   ("荷塘湾", "Hetang Ponds", 112.690, 30.285, 0.006), ("芳洲湖", "Fangzhou Lake", 112.914, 30.283, 0.005)):
        items.append(named(zh, en, "lake", blob(zh, lon, lat, size).intersection(city)))
    for f in found:
        if f["properties"]["kind"] == "park":
            lon, lat = f["geometry"]["coordinates"]
            items.append(named(f["properties"]["name_zh"], f["properties"]["name_en"], "park", blob(f["properties"]["name_zh"], lon, lat, 0.0032)
                               .difference(water)))
    rail = LineString([rounded(spot_at(x, 7.5 + 0.9 * math.sin(x / 5))) for x in range(-19, 20)]).intersection(city)
    fast = LineString([rounded(spot_at(9 + y / 9, y)) for y in range(-17, 17)]).intersection(city)
    items += [named("江北铁路", "Jiangbei Railway", "railway", rail), named("江城高铁线", "Jiangcheng High-speed Line", "railway", fast)]
    write("basemap", items)


def blob(name: str, lon: float, lat: float, size: float) -> Polygon:
    dice = random.Random(name)
    lobes = [dice.uniform(0, 6.28) for _ in range(3)]
    ring = []
    for i in range(40):
        turn = 2 * math.pi * i / 40
        reach = size * (1 + 0.22 * math.sin(2 * turn + lobes[0]) + 0.12 * math.sin(3 * turn + lobes[1]) + 0.06 * math.sin(5 * turn + lobes[2]))
        ring.append(rounded((lon + reach * math.cos(turn) / SQUEEZE, lat + reach * 0.7 * math.sin(turn))))
    return Polygon(ring)


def main() -> None:
    listed = yaml.safe_load((CITY / "territory.yaml").read_text(encoding="utf-8"))["areas"]
    areas = {a["code"]: a for a in listed}
    shapes = boundaries(areas, communities(areas))
    base_map(shapes, streets(shapes, areas))


if __name__ == "__main__":
    main()
