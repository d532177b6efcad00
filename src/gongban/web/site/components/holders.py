"""Components that hold other content: card, notice, dialog, filter bar, table."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


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
