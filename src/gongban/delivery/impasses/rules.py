"""What the city sets: causes and clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gongban.delivery.impasses.models import ImpasseSettings
from gongban.delivery.impasses.terms import ImpasseRules
from gongban.foundation.territory.public import calendar, mechanism_is_on, remembered
from gongban.kernel.clock import Limit

MECHANISM = "C11"


@remembered
def impasse_rules() -> ImpasseRules:
    """The city's causes and clocks."""
    found = ImpasseSettings.objects.first()
    return ImpasseRules.of(found.kept if found else {})


def limits() -> Mapping[str, Limit]:
    """The clocks by name."""
    return impasse_rules().limits


def is_switched_on(at: datetime) -> bool:
    """Whether the city takes what could not be done (B8), and has said for which causes."""
    return mechanism_is_on(MECHANISM, calendar().local_day(at)) and bool(impasse_rules().causes)
