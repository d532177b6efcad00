"""What is looked at: the thread, photos, charts, maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The thread. Each entry: at, who, what; by = resident | office | internal | system; text, photos, tag are optional."""
    return {"entries": entries}


@register.inclusion_tag("components/photos.html")
def photos(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A grid of photos. Each item: src (small), href (large, optional), alt, note (optional)."""
    return {"items": items}


@register.inclusion_tag("components/chart.html")
def chart(id: str, title: str, data: Mapping[str, Any], short: bool = False) -> dict[str, Any]:
    """A chart and, always, its table.

    data: {"kind": "bar"|"line"|"stack"|"pie", "unit": "件", "labels": [...], "series": [{"name", "values"}]}.
    """
    values = [series["values"] for series in data["series"]]
    return {"id": id, "data_id": f"{id}-data", "title": title, "data": data, "short": short,
            "rows": list(zip(data["labels"], zip(*values, strict=True), strict=True))}


@register.inclusion_tag("components/map.html")
def map_view(id: str, **more: Any) -> dict[str, Any]:
    """A map that is loaded when it is opened, or at once with open=True.

    cases, boundaries: addresses of GeoJSON (WGS-84). picks: prefix of the ids of the fields that take the point
    (`<prefix>_lon`, `<prefix>_lat`). bounds: "west,south,east,north", or centre: "lon,lat" with zoom. one: "lon,lat" of a
    single case. list_href: the same as a list. tiles, attribution: an approved tile service, if the city has one.
    A case's properties: number, title, state, open (true or false), url; a boundary's: name, level ("district", ...).
    """
    return {**more, "id": id}
