"""From which address of the network does a request come, and how often may it do a thing?"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from gongban.foundation.people.public import Spent, spend

HOUR = timedelta(hours=1)


def network_address(request: HttpRequest) -> str:
    """The visitor's address: the connection's own, or what the trusted proxies in front of us saw."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and seen:
        return seen[-min(settings.PROXIES, len(seen))]
    return str(request.META.get("REMOTE_ADDR", ""))


def spend_here(request: HttpRequest, what: str, *, most: int, within: timedelta = HOUR) -> Spent:
    """Count one more from this address; Refusal "too_often" (429) above `most` in a span."""
    return spend(what, network_address(request), most=most, within=within, at=timezone.now())
