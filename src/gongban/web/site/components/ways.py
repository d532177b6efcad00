"""Where a reader is and where to go on: steps, pages, tabs, breadcrumbs, addresses with changed parameters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import template
from django.http import QueryDict

register = template.Library()


@register.inclusion_tag("components/steps.html")
def steps(names: Sequence[str], now: int, left_open: Collection[int] = ()) -> dict[str, Any]:
    """Where a person stands on the way; `now` counts from 1, one more than the number of steps means all done; `left_open` those gone past, not done."""
    return {"items": [(name, number < now and number not in left_open, number == now) for number, name in enumerate(names, 1)],
            "many": len(names) > 4}


@register.inclusion_tag("components/pages.html", takes_context=True)
def pages(context: Mapping[str, Any], previous: str = "", next: str = "", name: str = "from") -> dict[str, Any]:
    """上一页 / 下一页 for lists that go on from a key: `previous` and `next` are the keys, the filters stay in the address."""
    return {"previous": _with(context, **{name: previous}) if previous else "",
            "next": _with(context, **{name: next}) if next else ""}


@register.simple_tag(takes_context=True)
def address(context: Mapping[str, Any], **changes: Any) -> str:
    """`{% address state="open" from="" %}`: this page's address with parameters changed; an empty value removes one."""
    return _with(context, **changes)


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Links that look like tabs. Each item: text, href, current; count is optional. `label` names the row."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/crumbs.html")
def crumbs(items: Sequence[tuple[str, str]], here: str = "") -> dict[str, Any]:
    """The way to this page: pairs (text, href), then `here`."""
    return {"items": items, "here": here}


def _with(context: Mapping[str, Any], **changes: Any) -> str:
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
