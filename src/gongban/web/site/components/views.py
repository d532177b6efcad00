"""What is looked at: the thread, photos, charts, maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from gongban.kernel.conditions import Facts

register = template.Library()
_NO_FACTS = Facts()


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


@register.inclusion_tag("components/process.html")
def process_diagram(
    id: str, xml: str = "", here: Sequence[str] | str = (), passed: Sequence[str] | str = (), title: object = "", steps: Sequence[Any] = ()
) -> dict[str, Any]:
    """A process to look at: its steps as a list, and drawn where the browser can and there is room.

    `xml` is the diagram, empty for the standard process; `here` and `passed` the ids of elements where a matter stands and
    through which it went (a list, or a text with spaces between). `steps` says more of each: name, state, unit, since, due,
    done (`web/site/process_showing.py`). Nothing where the text cannot be read.
    """
    if not steps:
        title, steps = _bare(xml, here, passed, title)
    here, passed = (each if isinstance(each, str) else " ".join(each) for each in (here, passed))
    return {"id": id, "data_id": f"{id}-data", "xml": xml or _standard(), "here": here, "passed": passed, "steps": steps, "title": title}


def _bare(xml: str, here: Sequence[str] | str, passed: Sequence[str] | str, title: object) -> tuple[object, list[dict[str, Any]]]:
    """The title and the steps of a diagram as far as it says them itself."""
    # 流程引擎导入要时间，只在有图的页上付 · importing the engine takes time, paid on pages with a diagram
    from gongban.kernel.process import BadDiagram, diagram, standard

    here, passed = (each.split() if isinstance(each, str) else each for each in (here, passed))
    try:
        read = diagram(xml or standard(), facts=_NO_FACTS)
    except BadDiagram:
        return title, []
    return title or read.name, [{"name": each.words, "state": "here" if each.id in here else "passed" if each.id in passed else ""} for each in read.steps]


def _standard() -> str:
    from gongban.kernel.process import standard

    return standard()
