"""Assistance is a mechanism that a city switches on or off (C7): off, no mandate is given and no order asked for."""

from __future__ import annotations

from datetime import datetime

from gongban.foundation.territory.public import calendar, mechanism_is_on
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words

MECHANISM = "C7"


def is_open(at: datetime) -> bool:
    """Whether the city has opened assistance."""
    return mechanism_is_on(MECHANISM, calendar().local_day(at))


def check_open(at: datetime) -> None:
    """Conflict "assistance.switched_off" where the city has switched it off."""
    if not is_open(at):
        raise Conflict("assistance.switched_off", Words("本市没有开通帮办代办。", "This city has not opened assistance."))
