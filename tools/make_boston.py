"""Makes the parts of cities/boston that follow from the city's open 311 file: categories, neighbourhoods, streets, a sample.

    python tools/make_boston.py boston311_2015_partial.csv.gz

The file is City of Boston open data (PDDL). Neighbourhoods are drawn hexagon by hexagon (H3, resolution 9) by where
requests lay: they are not the official boundaries, whose right would have to be cleared. The same file gives the same output.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import statistics
import sys
from collections import Counter, defaultdict
from pathlib import Path

import h3
from shapely.geometry import Polygon, mapping
from shapely.ops import unary_union

OUT = Path(__file__).parent.parent / "cities" / "boston"
CITY = "boston"
SAMPLE_ROWS = 180
MERGED = {"Brighton": "Allston / Brighton", "Allston": "Allston / Brighton", "Mattapan": "Greater Mattapan",
          "South Boston": "South Boston / South Boston Waterfront"}  # fmt: skip
NOT_AREAS = {"", "Boston", "Chestnut Hill"}
CITY_HALL = ("42.3594", "-71.0587")  # where the old system put what had no place
SUBJECTS_ZH = {
    "Public Works Department": "市政工程", "Inspectional Services": "房屋与卫生检查", "Transportation - Traffic Division": "交通",
    "Parks & Recreation Department": "公园与休闲", "Mayor's 24 Hour Hotline": "市长热线", "Property Management": "物业与涂鸦",
    "Animal Control": "动物管理", "Civil Rights": "公民权利", "Boston Water & Sewer Commission": "供水与排水",
    "Disability Department": "残障事务", "Youthline": "青少年", "City Hall Truck": "流动市政厅", "Neighborhood Services": "社区服务",
    "Boston Police Department": "警务", "Consumer Affairs & Licensing": "消费与许可", "Veterans": "退伍军人",
}  # fmt: skip
OWNERS = {
    "PWDx": "public-works", "ISD": "inspectional-services", "BTDT": "transportation", "PARK": "parks", "INFO": "mayors-hotline",
    "PROP": "property-management", "HS_O": "civil-rights", "BWSC": "water-and-sewer", "DISB": "disability", "GEN_": "mayors-hotline",
    "ANML": "animal-control", "HS_Y": "youth", "CHT_": "mayors-hotline", "BPS_": "schools", "HS_V": "veterans",
    "HS_D": "disability", "No Q": "mayors-hotline",
}  # fmt: skip
CONTACT = re.compile(r"@|\d{3}[-. )]+\d{3}[-. ]\d{4}")  # an excerpt in the repository names no telephone and no person
DULL = {"request", "requests", "for", "and", "the", "a", "or", "of", "general", "internal", "generic", "ss", "an", "call", "log", "to", "in", "by"}

ATTRIBUTES = """# What programs ask besides the words (Open311 attributes), as the city's own service definitions did.
attributes:
  - code: pole
    for: ["01.02.01"]
    name: "Pole number"
    hint: "On the tag of the pole, if you can read it"
    type: string
  - code: light
    for: ["01.02.01"]
    name: "What is the light doing?"
    type: singlevaluelist
    required: true
    values:
      - {key: out, name: "Out"}
      - {key: blinking, name: "Blinking"}
      - {key: day, name: "On by day"}
      - {key: several, name: "Several lights on the street are out"}
  - code: animal
    for: ["01.03.02"]
    name: "What kind of animal?"
    type: string
  - code: sign
    for: ["03.01.01"]
    name: "Which sign?"
    type: singlevaluelist
    required: true
    values:
      - {key: stop, name: "Stop"}
      - {key: street, name: "Street name"}
      - {key: parking, name: "Parking"}
      - {key: other, name: "Another"}
  - code: tree
    for: ["04.01.01"]
    name: "What is wrong with the tree?"
    type: multivaluelist
    values:
      - {key: dead, name: "Dead or dying"}
      - {key: limb, name: "Broken or hanging limb"}
      - {key: wires, name: "In the wires"}
      - {key: roots, name: "Roots lift the sidewalk"}
  - code: graffiti_where
    for: ["06.01.01", "01.01.05"]
    name: "On what?"
    type: multivaluelist
    values:
      - {key: public, name: "Public property"}
      - {key: private, name: "Private property"}
      - {key: utility, name: "Utility box"}
  - code: graffiti_remark
    for: ["06.01.01"]
    name: "Graffiti on private property is removed only with the owner's permission."
    type: text
    asks: false
  - code: seen
    for: ["02.03.01"]
    name: "When did you see it?"
    type: datetime
  - code: depth_in
    for: ["09.05.01"]
    name: "How deep is it (inches)?"
    type: number
"""


def main(source: Path) -> None:
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    categories(rows)
    areas(rows)
    streets(rows)
    sample(rows)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


# ---- categories.yaml


def categories(rows: list[dict[str, str]]) -> None:
    tree: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    owners: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        path = (row["SUBJECT"], row["REASON"], row["TYPE"])
        tree[path[0]][path[1]][path[2]] += 1
        for depth in (1, 2, 3):
            owners[path[:depth]][OWNERS[row["Department"]]] += 1
    lines = [
        "# Categories: subject, reason and type of the city's 311 file, in three levels. Made by tools/make_boston.py.",
        "# department is the one that got most of the requests; words are how people say it.", "", "categories:",
    ]  # fmt: skip
    first_ten = {path for path, _ in Counter((r["SUBJECT"], r["REASON"], r["TYPE"]) for r in rows if "INTERNAL" not in r["TYPE"].upper()).most_common(10)}
    for one, subject in enumerate(sorted(tree, key=lambda name: (-sum(map(Counter.total, tree[name].values())), name)), start=1):
        lines += [f'  - code: "{one:02d}"', f"    name: {{zh: {quoted(SUBJECTS_ZH[subject])}, en: {quoted(subject)}}}",
                  f"    department: {owner(owners, subject)}", "    children:"]  # fmt: skip
        for two, reason in enumerate(sorted(tree[subject], key=lambda name: (-tree[subject][name].total(), name)), start=1):
            lines += [f'      - code: "{one:02d}.{two:02d}"', f"        name: {quoted(reason)}", f"        words: {words(reason)}",
                      f"        department: {owner(owners, subject, reason)}", "        children:"]  # fmt: skip
            for three, (kind, _) in enumerate(sorted(tree[subject][reason].items(), key=lambda item: (-item[1], item[0])), start=1):
                path = (subject, reason, kind)
                ten = ", first_ten: true" if path in first_ten else ""
                lines.append(f'          - {{code: "{one:02d}.{two:02d}.{three:02d}", name: {quoted(kind)}, department: {owner(owners, *path)}, words: {words(kind)}{ten}}}')
    write("categories.yaml", "\n".join([*lines, "", ATTRIBUTES]))


def owner(owners: dict[tuple[str, ...], Counter[str]], *path: str) -> str:
    return min(owners[path].items(), key=lambda item: (-item[1], item[0]))[0]


def words(name: str) -> str:
    found = [word for word in re.findall(r"[a-z]+", name.lower()) if word not in DULL and len(word) > 2]
    return quoted(list(dict.fromkeys(found))) if found else "[]"


# ---- territory.yaml, boundaries.geojson


def areas(rows: list[dict[str, str]]) -> None:
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        name = MERGED.get(row["neighborhood"], row["neighborhood"])
        if name not in NOT_AREAS and (row["LATITUDE"], row["LONGITUDE"]) != CITY_HALL:
            cells[h3.latlng_to_cell(float(row["LATITUDE"]), float(row["LONGITUDE"]), 9)][name] += 1
    home = {cell: min(names.items(), key=lambda item: (-item[1], item[0]))[0] for cell, names in cells.items()}
    for _ in range(3):
        home |= gaps(home)
    by_name: dict[str, list[str]] = defaultdict(list)
    for cell, name in home.items():
        by_name[name].append(cell)
    write_areas({name: by_name[name] for name in sorted(by_name)})


def gaps(home: dict[str, str]) -> dict[str, str]:
    """Cells without requests that are mostly surrounded: parks, rail yards."""
    around = {near for cell in home for near in h3.grid_disk(cell, 1)} - set(home)
    found = {}
    for cell in sorted(around):
        names = Counter(home[near] for near in h3.grid_disk(cell, 1) if near in home)
        if names.total() >= 4:
            found[cell] = min(names.items(), key=lambda item: (-item[1], item[0]))[0]
    return found


def write_areas(by_name: dict[str, list[str]]) -> None:
    lines = [
        "# The city and its neighbourhoods. Made by tools/make_boston.py from where requests lay, hexagon by hexagon;",
        "# these are not the official boundaries. Load your own: the same codes in boundaries.geojson.", "",
        "boundaries: boundaries.geojson", "streets: streets.geojson", "valid_from: 2014-01-01", "", "areas:",
        f"  - {{code: {CITY}, level: city, parent: null, name: {{zh: 波士顿, en: Boston}}}}",
    ]  # fmt: skip
    features = []
    for name, cells in by_name.items():
        code = slug(name)
        lines.append(f"  - {{code: {code}, level: district, parent: {CITY}, name: {quoted(name)}}}")
        shape = unary_union([Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(cell)]) for cell in sorted(cells)])
        features.append({"type": "Feature", "properties": {"code": code}, "geometry": rounded(mapping(shape))})
    write("territory.yaml", "\n".join(lines) + "\n")
    write_features("boundaries.geojson", features)


def slug(name: str) -> str:
    return re.sub(r"[^a-z]+", "-", name.lower().split(" / ")[0]).strip("-")[:20]


def rounded(geometry: dict) -> dict:
    def deep(value):
        return round(value, 6) if isinstance(value, float) else [deep(each) for each in value]

    return {"type": geometry["type"], "coordinates": deep(geometry["coordinates"])}


# ---- streets.geojson


def streets(rows: list[dict[str, str]]) -> None:
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        found = re.fullmatch(r"[0-9][0-9A-Z\-]*\s+([A-Z][A-Za-z' ]{3,40} (?:St|Ave|Rd|Blvd|Dr|Pl|Sq|Ter|Pkwy|Way|Ln|Ct|Hwy))", row["LOCATION_STREET_NAME"])
        if found and (row["LATITUDE"], row["LONGITUDE"]) != CITY_HALL:
            points[found[1]].append((float(row["LONGITUDE"]), float(row["LATITUDE"])))
    common = sorted(name for name, where in points.items() if len(where) >= 40)
    features = [
        {
            "type": "Feature",
            "properties": {"code": "road-" + re.sub(r"[^a-z]+", "-", name.lower()), "kind": "road", "name_zh": name, "name_en": name},
            "geometry": {"type": "Point", "coordinates": list(middle(points[name]))},
        }
        for name in common
    ]
    write_features("streets.geojson", features)


def middle(where: list[tuple[float, float]]) -> tuple[float, float]:
    """The request nearest to the middle: a point on the street."""
    lon, lat = statistics.median(p[0] for p in where), statistics.median(p[1] for p in where)
    return min(where, key=lambda p: ((p[0] - lon) ** 2 + (p[1] - lat) ** 2, p))


def write_features(name: str, features: list[dict]) -> None:
    body = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    write(name, '{"type":"FeatureCollection","features":[\n' + body + "\n]}\n")


# ---- imports/sample.csv


def sample(rows: list[dict[str, str]]) -> None:
    """Every so-manieth row, the first that contradict themselves, for tests."""
    rows = [row for row in rows if row["REASON"] != "Employee & General Comments" and not CONTACT.search(row["CLOSURE_REASON"])]
    odd = [row for row in rows if row["CLOSED_DT"] and stamp(row["CLOSED_DT"]) < stamp(row["OPEN_DT"])][:5]
    step = len(rows) // (SAMPLE_ROWS - len(odd))
    chosen = odd + [row for row in rows[::step] if row not in odd][: SAMPLE_ROWS - len(odd)]
    target = OUT / "imports" / "sample.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(chosen, key=lambda row: row["CASE_ENQUIRY_ID"]))


def stamp(text: str) -> str:
    date, clock, half = text.split(" ")
    month, day, year = date.split("/")
    hour, rest = clock.split(":", 1)
    return f"{year}{month}{day}{int(hour) % 12 + (12 if half == 'PM' else 0):02d}{rest}"


def write(name: str, text: str) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
