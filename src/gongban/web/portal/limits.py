"""How often may somebody without an account do a thing from one address of the network?"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from gongban.foundation.people.public import spend

# what: (most, within)
MOST: dict[str, tuple[int, timedelta]] = {
    "report": (10, timedelta(hours=1)),  # a family or an internet café shares one address
    "photo": (60, timedelta(hours=1)),
    "follow": (20, timedelta(minutes=15)),  # a code has 31^8 values: twenty guesses a quarter of an hour lead nowhere
}


def check_rate(request: HttpRequest, what: str) -> None:
    """Count one more; Refusal "too_often" (429) for what comes too often from one address."""
    most, within = MOST[what]
    spend(f"portal.{what}", address_of(request), most=most, within=within, at=timezone.now())


def address_of(request: HttpRequest) -> str:
    """Where the request came from; behind proxies of our own the address that the outermost of them saw."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and forwarded:
        return forwarded[-min(settings.PROXIES, len(forwarded))]
    return str(request.META.get("REMOTE_ADDR", ""))
