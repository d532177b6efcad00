"""Times are shown in the city's zone, whatever zone the machine or the reader is in."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import Error
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from gongban.kernel.errors import Refusal


class CityZone:
    """Activates the zone of the city for the length of a request."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        zone = city_zone()
        if zone is None:
            return self.answer(request)
        with timezone.override(zone):
            return self.answer(request)


def city_zone() -> zoneinfo.ZoneInfo | None:
    """The zone of the loaded city; None before one is loaded."""
    try:
        from gongban.foundation.territory import public as territory

        return zoneinfo.ZoneInfo(territory.city().timezone)
    except (ImportError, AttributeError, zoneinfo.ZoneInfoNotFoundError, ObjectDoesNotExist, Refusal, Error):
        return None
