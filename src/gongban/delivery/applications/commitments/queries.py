"""Reading commitments: those of a part, those that a unit has to check, what somebody may do."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from gongban.delivery.applications.commitments.acting import held_by, seen
from gongban.delivery.applications.commitments.lifecycle import COMMITMENT
from gongban.delivery.applications.models import Commitment, Part
from gongban.delivery.applications.rights import parts_in_charge
from gongban.foundation.people.public import has_service_office
from gongban.kernel.actors import Actor, Role
from gongban.kernel.lifecycle import Transition


def commitments_of(part: Part) -> list[Commitment]:
    """The promises made with a part, for those who may see it."""
    return list(part.commitments.order_by("made_at", "pk"))


def commitment_of(pk: UUID, *, by: Actor) -> Commitment:
    """One that the actor may see. NotFound."""
    return seen(pk, by)


def to_check(by: Actor, *, state: str = "") -> QuerySet[Commitment]:
    """What a unit has to check or to follow, the nearest day first; appeals for the service office."""
    open_ = [each.code for each in COMMITMENT.states if each.open and each.code != "promised"]
    rows = Commitment.objects.filter(state__in=[state] if state in open_ else open_)
    if not (by.is_staff and has_service_office(by.departments(Role.DEPARTMENT_HEAD, Role.REVIEWER))):
        rows = rows.filter(part__in=parts_in_charge(by).values("pk"))
    return rows.select_related("part__matter", "part__application", "part__department").order_by("due", "pk")


def open_commitment_actions(row: Commitment, part: Part, by: Actor) -> list[Transition]:
    """What the actor may do now."""
    held = held_by(part, by)
    return [each for each in COMMITMENT.from_state(row.state) if held.intersection(each.who)]
