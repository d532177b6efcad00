"""Small signs and figures: icon, mark, tag, badge, clock, statistic, empty state; and the button."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=512)  # 一页几十个图标，地址都一样 · dozens on a page, the address is always the same
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
    disabled, wide; size: small | large; `opens` the id of a dialog, `form` the id of a form elsewhere;
    `action` marks it for a script (`action="blur-add"` writes data-blur-add).
    """
    usual = "button" if more.get("opens") else "submit"
    return {"type": usual, **more, "text": text, "href": href, "kind": kind, "icon": icon}


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


@register.inclusion_tag("components/stat.html")
def stat(name: str, value: Any, unit: str = "", note: str = "", href: str = "") -> dict[str, Any]:
    """One figure: inside `<dl class="stats">`."""
    return locals()


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", href: str = "", action: str = "", icon: str = "empty") -> dict[str, Any]:
    """Nothing here: says why, and what can be done."""
    return locals()
