"""What one part does to the others of its application: waiting parts begin, results are handed over together, the comprehensive licence is issued."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.applications.acting import ACTIONS, perform
from gongban.delivery.applications.licensing import comprehensive_for, type_of
from gongban.delivery.applications.lifecycle import ENDED
from gongban.delivery.applications.materials import pass_on
from gongban.delivery.applications.models import Application, Part
from gongban.delivery.applications.terms import Delivery, Outcome
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.matters.public import Matter
from gongban.kernel.actors import SYSTEM
from gongban.kernel.input import Input


@listens("decided", "fee_paid", "application_withdrawn", "application_terminated", "not_accepted")
def follow(event: Event) -> None:
    """Within the transaction of the decision; the application's row is locked by whoever decides, so that two decisions follow one another."""
    whole = Application.objects.get(parts=event.matter)
    pass_on(whole, list(latest_parts(whole).values()), event.occurred_at)
    _begin_waiting(whole, event.occurred_at)
    comprehensive_for(whole, event.occurred_at)
    _hand_over(whole, event.occurred_at)


def latest_parts(application: Application) -> dict[str, Part]:
    """The latest attempt at each part, by its code."""
    rows = application.parts.select_related("matter", "application", "department").order_by("attempt", "place")
    return {row.code: row for row in rows}


def _begin_waiting(whole: Application, at: datetime) -> None:
    parts = latest_parts(whole)
    for part in parts.values():
        done = all(_has_result(parts[code], at) for code in part.waits_for if code in parts)
        if part.matter.state == "waiting" and done:
            _do(part, "begin", at)


def _has_result(part: Part, at: datetime) -> bool:
    """Whether what another part waits for is there: the licence where one is issued (after its fee), else the decision itself."""
    return part.outcome == Outcome.GRANTED and (part.licence is not None or type_of(part, at) is None)


def _hand_over(whole: Application, at: datetime) -> None:
    """Electronic results at once; those to be had together when the last part has come to its end."""
    if whole.delivery != Delivery.ELECTRONIC:
        return
    parts = list(latest_parts(whole).values())
    if whole.together and any(part.matter.state not in ("granted", *ENDED) for part in parts):
        return
    for part in parts:
        if part.matter.state == "granted":
            _do(part, "hand_over", at)


def _do(part: Part, action: str, at: datetime) -> None:
    part.matter = Matter.objects.select_for_update().get(pk=part.pk)
    known = ACTIONS[action]
    perform(part, known, known.given.read({}) if action == "hand_over" else Input(), by=SYSTEM, at=at)
