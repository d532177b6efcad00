"""streets.geojson and basemap.geojson: streets and places that a person may name, by word, pinyin or initials."""

from __future__ import annotations

from typing import Any

from pypinyin import Style, lazy_pinyin
from shapely.errors import ShapelyError
from shapely.geometry import Point, box, shape

from gongban.foundation.loading import bring_in_step
from gongban.foundation.territory.models import City, NamedPlace
from gongban.kernel.city import CityFolder, Entry, Report
from gongban.kernel.words import Words

FIELDS = ("kind", "name_zh", "name_en", "pinyin", "initials", "lon", "lat", "geometry")
PRECISION = 6


def load_places(folder: CityFolder, territory: Entry, city: City, report: Report) -> None:
    """Read streets, places and the base map. A place that stands in both keeps the outline of the base map."""
    rows: dict[str, NamedPlace] = {}
    for name in ("streets", "basemap"):
        if territory.has(name):
            _read(folder, territory.text(name), city, rows)
    folder.check()
    bring_in_step(
        list(rows.values()), among=NamedPlace.objects.all(), key="code", fields=FIELDS, report=report,
        words=Words("道路与地点", "streets and places"), end=_remove,
    )  # fmt: skip


def _read(folder: CityFolder, file: str, city: City, rows: dict[str, NamedPlace]) -> None:
    seen: set[str] = set()
    for feature in folder.geojson(file):
        with folder.collecting():
            place = _place(folder, file, feature, city)
            if place.code in seen:
                raise _fault(folder, file, place.name_zh, "写了两次", "is given twice")
            seen.add(place.code)
            _keep(rows, place)


def _keep(rows: dict[str, NamedPlace], place: NamedPlace) -> None:
    if former := rows.get(place.code):
        former.geometry = place.geometry
    else:
        rows[place.code] = place


def _place(folder: CityFolder, file: str, feature: dict[str, Any], city: City) -> NamedPlace:
    facts = feature.get("properties") or {}
    name = str(facts.get("name_zh") or "")
    if not name or not facts.get("kind"):
        raise _fault(folder, file, name, "缺少 name_zh 或 kind", "lacks name_zh or kind")
    point = _point(folder, file, name, feature.get("geometry"), city)
    return NamedPlace(
        code=str(facts.get("code") or f"{facts['kind']}-{pinyin(name)}")[:60], kind=facts["kind"], name_zh=name, name_en=facts.get("name_en") or "",
        pinyin=facts.get("pinyin") or pinyin(name), initials=facts.get("initials") or initials(name),
        lon=round(point.x, PRECISION), lat=round(point.y, PRECISION),
        geometry=None if feature["geometry"]["type"] == "Point" else feature["geometry"],
    )  # fmt: skip


def _point(folder: CityFolder, file: str, name: str, geometry: Any, city: City) -> Point:
    """The point that stands for a place: the middle of a street, a point inside of a park."""
    try:
        form = shape(geometry)
        point = form.interpolate(0.5, normalized=True) if form.geom_type == "LineString" else form.representative_point()
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError):
        raise _fault(folder, file, name, "的位置读不出来", "has a geometry that cannot be read") from None
    if not box(city.west, city.south, city.east, city.north).covers(point):
        raise _fault(folder, file, name, "不在城市范围内", "lies outside of the city's bounds")
    return point


def _fault(folder: CityFolder, file: str, name: str, zh: str, en: str) -> Exception:
    return folder.fault(file, f"“{name}”{zh}。", f"“{name}” {en}.", mark=f'"{name}"' if name else "")


def pinyin(name: str) -> str:
    """A name as people type it on a keyboard: 沿江东路 is yanjiangdonglu."""
    return "".join(lazy_pinyin(name)).lower()


def initials(name: str) -> str:
    """The first letters: 沿江东路 is yjdl."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


def _remove(row: NamedPlace) -> bool:
    row.delete()  # nothing refers to a name in a list of streets
    return True
