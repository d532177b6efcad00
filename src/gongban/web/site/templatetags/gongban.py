"""The components of the design language as template tags; each is shown with sample words under /styleguide/.

`{% load gongban %}` first. Tags that end in `{% end… %}` hold other content. Tones: brand accent good warn bad info.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "camera" %}`: a drawing from icons.svg; silent for screen readers unless `label` is given."""
    sheet = f"{static('gongban/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, sheet)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', sheet)


@register.simple_tag
def mark() -> SafeString:
    """The city's mark: two arches of one bridge over the river."""
    sheet = f"{static('gongban/icons.svg')}#mark"
    return format_html('<svg class="mark" aria-hidden="true" focusable="false"><use href="{}"/></svg>', sheet)


@register.inclusion_tag("components/button.html")
def button(text: str, href: str = "", kind: str = "", icon: str = "", **more: Any) -> dict[str, Any]:
    """A button, or with `href` a link that looks like one.

    kind: "" | main (the one thing to do) | quiet | bare | danger | on-bar | outline-bar. `more`: name, value, type,
    disabled, wide; size: small | large; `opens` the id of a dialog, `form` the id of a form elsewhere.
    """
    usual = "button" if more.get("opens") else "submit"
    return {"type": usual, **more, "text": text, "href": href, "kind": kind, "icon": icon}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, kind: str = "", optional: bool = True) -> dict[str, Any]:
    """`{% field form.title %}`: label, hint (help_text), widget and errors tied together for screen readers.

    kind: "short" | "medium" (width) | "tiles" (radio buttons as tiles). `optional=False` leaves "（选填）" away.
    """
    errors = list(bound.errors)
    described = [f"{bound.auto_id}_{part}" for part, there in (("hint", bound.help_text), ("error", errors)) if there]
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if kind in {"short", "medium"}:
        attributes["class"] = f"is-{kind}"
    return {
        "bound": bound, "errors": errors, "kind": kind, "optional": optional and not bound.field.required,
        "widget": bound.as_widget(attrs=attributes), "group": bound.field.widget.use_fieldset,
        "alone": getattr(bound.field.widget, "input_type", "") == "checkbox" and not bound.field.widget.use_fieldset,
    }


@register.inclusion_tag("components/errors.html")
def errors(form: BaseForm | None = None, refusals: Iterable[Any] = ()) -> dict[str, Any]:
    """The summary above a form: each error a link to its field. `refusals`: sentences that belong to no field."""
    lines: list[tuple[str, str]] = [("", str(refusal)) for refusal in refusals]
    for name, sentences in (form.errors.items() if form is not None else ()):
        known = form is not None and name in form.fields
        address = f"#{form[name].id_for_label or form[name].auto_id}" if known and form is not None else ""
        lines += [(address, str(sentence)) for sentence in sentences]
    return {"lines": lines}


@register.inclusion_tag("components/tag.html")
def tag(text: str, tone: str = "", icon: str = "") -> dict[str, Any]:
    """A small label such as a state or a kind."""
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("components/badge.html")
def badge(count: int, words: str = "", calm: bool = False) -> dict[str, Any]:
    """A number of things to do; `words` say to a screen reader what is counted."""
    return {"count": count, "words": words, "calm": calm}


@register.inclusion_tag("components/clock.html")
def clock(level: str, text: str, due: Any = None) -> dict[str, Any]:
    """A time limit. level: green | yellow | red | paused | done. `text` says it in words; `due` is an aware datetime."""
    return {"level": level, "text": text, "due": due}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The thread. Each entry: at, who, what; by = resident | office | internal | system; text, photos, tag are optional."""
    return {"entries": entries}


@register.inclusion_tag("components/steps.html")
def steps(names: Sequence[str], now: int) -> dict[str, Any]:
    """Where a person stands on the way; `now` counts from 1, one more than the number of steps means all done."""
    return {"items": [(name, number < now, number == now) for number, name in enumerate(names, 1)],
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


@register.inclusion_tag("components/photos.html")
def photos(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A grid of photos. Each item: src (small), href (large, optional), alt, note (optional)."""
    return {"items": items}


@register.inclusion_tag("components/stat.html")
def stat(name: str, value: Any, unit: str = "", note: str = "", href: str = "") -> dict[str, Any]:
    """One figure: inside `<dl class="stats">`."""
    return locals()


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


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", href: str = "", action: str = "", icon: str = "empty") -> dict[str, Any]:
    """Nothing here: says why, and what can be done."""
    return locals()


@register.simple_block_tag
def card(content: str, title: str = "", href: str = "", more: str = "", kind: str = "", level: int = 2) -> SafeString:
    """`{% card title="…" %}…{% endcard %}`. kind: "" | tight | flush. href and more: a link in its head."""
    return mark_safe(render_to_string("components/card.html", locals()))


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", alert: bool = False) -> SafeString:
    """`{% notice tone="warn" %}…{% endnotice %}`; alert=True is read out at once."""
    sign = {"info": "info", "good": "check", "warn": "warn", "bad": "clock-red"}[tone]
    return mark_safe(render_to_string("components/notice.html", {**locals(), "icon": sign}))


@register.simple_block_tag
def dialog(content: str, id: str, title: str, wide: bool = False) -> SafeString:
    """`{% dialog id="return" title="退单" %}…{% enddialog %}`, opened by `{% button "退单" opens="return" %}`."""
    return mark_safe(render_to_string("components/dialog.html", locals()))


@register.simple_block_tag
def filters(content: str, label: str, clear: str = "") -> SafeString:
    """A GET form, so that a filtered list has an address. `clear`: where "清除" leads."""
    return mark_safe(render_to_string("components/filters.html", locals()))


@register.simple_block_tag
def data_table(content: str, caption: str, cards: bool = True, sticky: bool = True, kind: str = "",
               show_caption: bool = False) -> SafeString:
    """Rows and head go inside; a cell with data-label becomes a line of a card on a phone."""
    return mark_safe(render_to_string("components/table.html", locals()))


def _with(context: Mapping[str, Any], **changes: Any) -> str:
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else f"?{urlencode({})}"
