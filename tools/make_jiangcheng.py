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
from jiangcheng_land import blob, communities, river_line, rounded, somewhere, spot_at
from jiangcheng_names import BRIDGES, PLACES, ROADS
from pypinyin import lazy_pinyin, load_phrases_dict
from shapely.geometry import LineString, Point, Polygon, mapping
from shapely.ops import unary_union

CITY = Path(__file__).resolve().parent.parent / "cities" / "jiangcheng"
LAKES = (
    ("菱湖", "Linghu Lake", 112.792, 30.318, 0.0075),
    ("松涧水库", "Songjian Reservoir", 112.768, 30.452, 0.010),
    ("荷塘湾", "Hetang Ponds", 112.690, 30.285, 0.006),
    ("芳洲湖", "Fangzhou Lake", 112.914, 30.283, 0.005),
)
load_phrases_dict({"长桥": [["cháng"], ["qiáo"]]})


def feature(shape: shapely.Geometry, **properties: object) -> dict:
    shape = shapely.transform(shape, lambda c: c.round(6))
    return {"type": "Feature", "properties": properties, "geometry": json.loads(json.dumps(mapping(shape)))}


def write(name: str, features: list[dict]) -> None:
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    head = f'{{"type":"FeatureCollection","name":"{name}","features":[\n'
    (CITY / f"{name}.geojson").write_text(head + lines + "\n]}\n", encoding="utf-8")


def boundaries(areas: dict[str, dict], small: dict[str, Polygon]) -> dict[str, shapely.Geometry]:
    shapes: dict[str, shapely.Geometry] = dict(small)
    for level in ("street", "district", "city"):
        for code, area in areas.items():
            if area["level"] == level:
                shapes[code] = unary_union([shapes[c] for c, a in areas.items() if a["parent"] == code])
    write(
        "boundaries",
        [
            feature(shapes[c], code=c, level=a["level"], name_zh=a["name"]["zh"], name_en=a["name"]["en"])
            for c, a in areas.items()
        ],
    )
    return shapes


def road(name: str, ends: tuple[float, float, float, float]) -> LineString:
    """A road between two points of the city's frame, with slight bends."""
    dice = random.Random(name)
    count = max(4, int(math.dist(ends[:2], ends[2:]) / 0.5))
    steps = [i / count for i in range(count + 1)]
    return LineString(
        [
            rounded(
                spot_at(
                    ends[0] + (ends[2] - ends[0]) * t + dice.uniform(-0.03, 0.03) * (0 < t < 1),
                    ends[1] + (ends[3] - ends[1]) * t + dice.uniform(-0.03, 0.03) * (0 < t < 1),
                )
            )
            for t in steps
        ]
    )


def sounds(name: str) -> dict[str, str]:
    letters = lazy_pinyin(name)
    return {"pinyin": "".join(letters), "initials": "".join(s[0] for s in letters)}


def named(name: str, english: str, kind: str, shape: shapely.Geometry, **more: str) -> dict:
    """A feature with a code that stays as long as its name does."""
    said = sounds(name)
    return feature(
        shape, code=f"{kind}-{said['pinyin']}", kind=kind, name_zh=name, name_en=english, **said, **more
    )


def streets(shapes: dict[str, shapely.Geometry], water: shapely.Geometry) -> list[dict]:
    city = shapes["990100000000"].buffer(-0.001)
    found = [
        named(
            zh,
            en,
            "bridge" if (zh, en) in BRIDGES else "road",
            road(zh, ends).intersection(city),
            grade=grade,
        )
        for zh, en, grade, ends in ROADS
    ]
    lines = unary_union([shapely.geometry.shape(f["geometry"]) for f in found]).difference(water)
    for zh, en, kind, code in PLACES:
        found.append(
            named(zh, en, kind, place(zh, shapes[code].buffer(-0.0008).difference(water), lines), area=code)
        )
    write("streets", found)
    return found


def place(name: str, area: shapely.Geometry, lines: shapely.Geometry) -> Point:
    """Where a place lies: beside the nearest road if that is inside its community, else anywhere in it."""
    dice = random.Random(name)
    inside = Point(somewhere(area.buffer(-0.0010), dice))
    near = shapely.ops.nearest_points(lines, inside)[0]
    beside = Point(near.x + dice.uniform(-0.0005, 0.0005), near.y + dice.uniform(-0.0005, 0.0005))
    return beside if area.contains(beside) else inside


def waters(city: shapely.Geometry) -> dict[tuple[str, str, str], shapely.Geometry]:
    """The river and the lakes inside the city."""
    line = LineString(river_line(0.002))
    broad = unary_union(
        [Point(p).buffer(0.0034 + 0.0011 * math.sin(i / 9)) for i, p in enumerate(line.coords)]
    )
    river = shapely.simplify(broad.union(line.buffer(0.0030)), 0.00015).intersection(city)
    lakes = {
        (zh, en, "lake"): blob(zh, lon, lat, size).intersection(city) for zh, en, lon, lat, size in LAKES
    }
    return {("青澜江", "Qinglan River", "river"): river, **lakes}


def base_map(
    city: shapely.Geometry, water: dict[tuple[str, str, str], shapely.Geometry], found: list[dict]
) -> None:
    items = [named(zh, en, kind, shape) for (zh, en, kind), shape in water.items()]
    wet = unary_union(list(water.values()))
    for f in found:
        zh, en = f["properties"]["name_zh"], f["properties"]["name_en"]
        if f["properties"]["kind"] == "park":
            items.append(
                named(zh, en, "park", blob(zh, *f["geometry"]["coordinates"], 0.0032).difference(wet))
            )
    rail = LineString([rounded(spot_at(x, 7.5 + 0.9 * math.sin(x / 5))) for x in range(-19, 20)])
    fast = LineString([rounded(spot_at(9 + y / 9, y)) for y in range(-17, 17)])
    items.append(named("江北铁路", "Jiangbei Railway", "railway", rail.intersection(city)))
    items.append(named("江城高铁线", "Jiangcheng High-speed Line", "railway", fast.intersection(city)))
    write("basemap", items)


def main() -> None:
    listed = yaml.safe_load((CITY / "territory.yaml").read_text(encoding="utf-8"))["areas"]
    areas = {a["code"]: a for a in listed}
    shapes = boundaries(areas, communities(areas))
    city = shapes["990100000000"]
    water = waters(city)
    base_map(city, water, streets(shapes, unary_union(list(water.values()))))


if __name__ == "__main__":
    main()
