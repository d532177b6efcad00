"""territory.yaml and its boundaries: districts, streets and communities with the days on which they exist."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shapely import make_valid
from shapely.errors import ShapelyError
from shapely.geometry import box, shape
from shapely.validation import explain_validity

from gongban.foundation.loading import bring_in_step
from gongban.foundation.territory.models import Area, City
from gongban.kernel.city import CityFolder, Entry, Report, gather, in_order, once, refer
from gongban.kernel.words import Words

LEVELS = ("city", "district", "street", "community", "grid")
NAMES = ("boundaries", "streets", "basemap", "valid_from", "areas")
FIELDS = ("level", "parent", "name_zh", "name_en", "boundary", "valid_from", "valid_until")
MARGIN = 1e-6  # degrees: what rounding to six places may cost


def load_areas(folder: CityFolder, territory: Entry, city: City, report: Report) -> None:
    """Read the areas below the city. One no longer named ended yesterday."""
    territory.only(*NAMES)
    members = list(territory["areas"])
    once(folder, members)
    boundaries = _boundaries(folder, territory, city, {member.text("code", "") for member in members})
    rows = [row for row in gather(folder, members, _reader(members, boundaries, territory)) if row is not None]
    folder.check()
    bring_in_step(
        _parents_first(rows), among=Area.objects.all(), key="code", fields=FIELDS, report=report, words=Words("区划", "areas"), end=_end
    )


def _reader(members: list[Entry], boundaries: dict[str, Any], territory: Entry) -> Any:
    levels = {member.text("code", ""): member.text("level", "") for member in members}
    since = territory.date("valid_from", None)

    def read(entry: Entry) -> Area | None:
        return _area(entry.only("code", "level", "zone", "parent", "name", "from", "until"), levels, boundaries, since)

    return read


def _area(entry: Entry, levels: dict[str, str], boundaries: dict[str, Any], since: date | None) -> Area | None:
    level, name = entry.choice("level", LEVELS), entry.words("name")
    parent = refer(entry, "parent", levels, "上级区划", "area above")
    if parent and LEVELS.index(levels[parent]) >= LEVELS.index(level):
        entry["parent"].refuse(f"上级“{parent}”的层级不比它高。", f"the area above, “{parent}”, is not of a higher level.")
    in_order(entry)
    entry.flag("zone", False)  # 开发区按区算 · a development zone counts as a district
    if level == "city":
        return None
    code = entry.text("code")
    return Area(
        code=code, level=level, name_zh=name.zh, name_en=name.en,
        parent_id=parent if parent and levels[parent] != "city" else None, boundary=boundaries.get(code),
        valid_from=entry.date("from", since), valid_until=entry.date("until", None),
    )  # fmt: skip


def _boundaries(folder: CityFolder, territory: Entry, city: City, codes: set[str]) -> dict[str, Any]:
    """GeoJSON geometries by area code, each checked."""
    if not territory.has("boundaries"):
        return {}
    file, found = territory.text("boundaries"), {}
    for feature in folder.geojson(file):
        with folder.collecting():
            code, geometry = _boundary(folder, file, feature, city, codes)
            found[code] = geometry
    return found


def _boundary(folder: CityFolder, file: str, feature: dict[str, Any], city: City, codes: set[str]) -> tuple[str, Any]:
    code = str(feature.get("properties", {}).get("code", ""))
    if code not in codes:
        raise folder.fault(file, f"没有代码为“{code}”的区划。", f"there is no area “{code}”.", mark=f'"{code}"')
    try:
        polygon = shape(feature["geometry"])
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError):
        raise folder.fault(file, f"“{code}”的边界读不出来。", f"the boundary of “{code}” cannot be read.", mark=f'"{code}"') from None
    if polygon.geom_type not in ("Polygon", "MultiPolygon") or not polygon.is_valid:
        why = explain_validity(polygon)
        raise folder.fault(file, f"“{code}”的边界不成面（{why}）。", f"the boundary of “{code}” is no area ({why}).", mark=f'"{code}"')
    if not box(city.west, city.south, city.east, city.north).buffer(MARGIN).contains(make_valid(polygon)):
        raise folder.fault(file, f"“{code}”的边界超出城市范围。", f"the boundary of “{code}” leaves the city's bounds.", mark=f'"{code}"')
    return code, feature["geometry"]


def _parents_first(rows: list[Area]) -> list[Area]:
    return sorted(rows, key=lambda row: LEVELS.index(row.level))


def _end(row: Area) -> bool:
    if row.valid_until:
        return False
    row.valid_until = date.today() - timedelta(days=1)
    row.save(update_fields=["valid_until"])
    return True
