"""What the city sets for ratings, remembered for some seconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from gongban.foundation.territory.public import calendar, mechanism_is_on, remembered
from gongban.kernel.clock import Limit
from gongban.outcome.ratings.services.models import ServiceRules
from gongban.outcome.ratings.services.terms import RatingRules, Subject

MECHANISM = "F1.services"


@remembered
def rating_rules() -> RatingRules:
    """The city's rules and tags."""
    found = ServiceRules.objects.first()
    return RatingRules.of(found.kept if found else {})


def limits() -> Mapping[str, Limit]:
    """The clocks of rectification by name."""
    return rating_rules().limits


def is_switched_on(at: datetime) -> bool:
    """Whether the city asks for ratings of services (B8)."""
    return mechanism_is_on(MECHANISM, calendar().local_day(at))


def ends_at(kind: Subject, opened: datetime) -> datetime:
    """Until when one may rate: the end of the last day that the city gives."""
    days = calendar()
    return days.day_begins(days.local_day(opened) + timedelta(days=rating_rules().days[kind.value] + 1))
