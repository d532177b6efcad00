"""Whether the city has switched a mechanism on, off, or on for some districts (B8): pages and API obey alike."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.cases.lifecycle import MECHANISMS
from gongban.delivery.cases.models import Case
from gongban.foundation.territory.public import calendar, mechanism_is_on
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words

SWITCHED_OFF = Words("本市（或本区）目前没有启用这项机制。", "This mechanism is not in use here at present.")


def is_switched_on(action: str, case: Case, at: datetime) -> bool:
    """Whether the mechanism of an action works at a moment in the district of the case."""
    code = MECHANISMS.get(action)
    return code is None or mechanism_is_on(code, calendar().local_day(at), case.district)


def check_switch(action: str, case: Case, at: datetime) -> None:
    """Conflict where the city has switched the action's mechanism off."""
    if not is_switched_on(action, case, at):
        raise Conflict("mechanism.off", SWITCHED_OFF)
