"""Small words around numbers and codes on the residents' pages."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongban.delivery.cases.public import Kind, Share
from gongban.foundation.territory.public import city
from gongban.web.portal import wording

register = template.Library()


@register.filter
def tone(state: str) -> str:
    """The colour of a state's tag."""
    return wording.tone(state)


@register.filter
def kind(code: str) -> str:
    """The word for a kind."""
    return str(Kind(code).words)


@register.filter
def share(code: str) -> str:
    """The word for a share: lead, co-handler, unit."""
    return str(Share(code).words)


@register.filter
def under_ten(count: int) -> str:
    """A public count: small ones are told only as "<10" (the city sets the threshold)."""
    threshold = int(city().settings.get("small_count_threshold", 10))
    return f"<{threshold}" if 0 < count < threshold else f"{count:,}"


@register.filter
def metres(distance: float) -> str:
    """A distance in words."""
    if distance >= 950:
        return _("约 %(n).1f 公里") % {"n": distance / 1000}
    return _("约 %(n)d 米") % {"n": max(round(distance, -1), 10)}


@register.filter
def days_ago(days: float) -> str:
    """An age in words."""
    whole = int(days)
    return ngettext("%(n)d 天前", "%(n)d 天前", whole) % {"n": whole} if whole else _("今天")
