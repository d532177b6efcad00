"""Outlets are a mechanism that a city switches on or off (G1), and there may be none."""

from __future__ import annotations

from datetime import datetime

from gongban.foundation.territory.public import calendar, mechanism_is_on

MECHANISM = "G1"


def is_switched_on(at: datetime) -> bool:
    """Whether the city shows its outlets."""
    return mechanism_is_on(MECHANISM, calendar().local_day(at))
