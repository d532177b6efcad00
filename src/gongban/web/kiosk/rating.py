"""好差评 at the end on the terminal: one touch says how it went. Nothing is chosen beforehand, and who leaves without it has not rated."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest

from gongban.delivery.applications.public import Application
from gongban.delivery.outlets.public import outlets_named
from gongban.kernel.actors import ANONYMOUS
from gongban.outcome.ratings.public import (
    LEVELS,
    SATISFACTION,
    Handling,
    InvitationStanding,
    Subject,
    invitation_to,
    invite,
    rate,
)
from gongban.web.kiosk.terminal import by_terminal, outlet_of


def invite_here(request: HttpRequest, row: Application, *, at: datetime) -> None:
    """Ask who has just submitted how it went at this terminal, once (一次一评); nothing where the city has switched ratings off."""
    outlet = outlets_named([outlet_of(request)]).get(outlet_of(request))
    keeper = min(outlet.departments) if outlet and outlet.departments else row.parts.earliest("place").department_id
    handling = Handling(row.slug, row.name, keeper, number=str(row.number), outlet=outlet.code if outlet else "", channel="kiosk")
    invite(Subject.VISIT, row.pk, handling, by=by_terminal(request), at=at)


def take_rating(row: Application, level: str, *, at: datetime) -> None:
    """One of the five levels. Refusal where it was rated already or its days are over."""
    asked = invitation_to(Subject.VISIT, row.pk)
    if asked is not None:
        rate(asked.pk, {"level": level}, by=ANONYMOUS.as_party(str(asked.pk)).over("kiosk"), at=at)


def rating_facts(row: Application, *, at: datetime) -> dict[str, Any]:
    """What the last screen shows: the five levels as long as they wait, then thanks."""
    asked = invitation_to(Subject.VISIT, row.pk)
    standing = asked.standing(at) if asked else None
    return {"levels": [(level, SATISFACTION[level]) for level in LEVELS] if standing is InvitationStanding.OPEN else [], "rated": standing is InvitationStanding.RATED}
