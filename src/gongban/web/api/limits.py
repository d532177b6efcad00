"""How often a caller may change things over the API: per account, else per address, in a fixed window."""

from __future__ import annotations

from django.http import HttpRequest

from gongban.kernel.actors import Actor
from gongban.web.site.rates import check_rate

CHANGES_PER_MINUTE = 120
ANONYMOUS_PER_HOUR = 20


def limited(request: HttpRequest, by: Actor) -> None:
    """Count this change; Refusal 429 above the limit. A channel's token is not a person and has no limit."""
    if request.headers.get("Authorization", "").lower().startswith("bearer "):
        return
    if by.account:
        check_rate("api.change", by.account, most=CHANGES_PER_MINUTE, seconds=60)
    else:
        check_rate("api.anonymous", request.META.get("REMOTE_ADDR", ""), most=ANONYMOUS_PER_HOUR, seconds=3600)
