"""How often may an address of the network do a thing?"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from gongban.foundation.people.public import Spent, spend
from gongban.foundation.visitor import network_address

HOUR = timedelta(hours=1)


def spend_here(request: HttpRequest, what: str, *, most: int, within: timedelta = HOUR) -> Spent:
    """Count one more from this address; Refusal "too_often" (429) above `most` in a span."""
    return spend(what, network_address(request), most=most, within=within, at=timezone.now())
