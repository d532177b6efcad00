"""How often a caller may change things over the API: per account, else per address of the network."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from gongban.foundation.people.public import spend
from gongban.kernel.actors import Actor
from gongban.web.site.visitor import spend_here

CHANGES_PER_MINUTE = 120
ANONYMOUS_PER_HOUR = 20


def limited(request: HttpRequest, by: Actor) -> None:
    """Count this change; Refusal 429 above the limit. A channel's token is not a person and has no limit."""
    if request.headers.get("Authorization", "").lower().startswith("bearer "):
        return
    if by.account:
        spend("api.change", by.account, most=CHANGES_PER_MINUTE, within=timedelta(minutes=1), at=timezone.now())
    else:
        spend_here(request, "api.anonymous", most=ANONYMOUS_PER_HOUR, within=timedelta(hours=1))
