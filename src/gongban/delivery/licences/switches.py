"""Licences are a mechanism that a city switches on or off (B8): off, none is issued and none asked for; those issued go on."""

from __future__ import annotations

from datetime import datetime

from gongban.foundation.territory.public import calendar, mechanism_is_on
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words

MECHANISM = "C4"
OFF = Words("本市没有开通电子证照。", "This city has not opened electronic licences.")


def is_switched_on(at: datetime) -> bool:
    """Whether the city has opened licences: menus lead to them only then."""
    return mechanism_is_on(MECHANISM, calendar().local_day(at))


def check_switched_on(at: datetime) -> None:
    """Conflict "licence.switched_off" where the city has switched them off."""
    if not is_switched_on(at):
        raise Conflict("licence.switched_off", OFF)
