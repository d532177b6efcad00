"""What a decision on a part does to its commitments."""

from __future__ import annotations

from gongban.delivery.applications.commitments.acting import ACTIONS, perform
from gongban.delivery.applications.models import Commitment, Part
from gongban.foundation.journal.public import Event, listens
from gongban.kernel.actors import SYSTEM
from gongban.kernel.input import Input

ENDINGS = ("not_accepted", "application_withdrawn", "application_terminated")


@listens("decided", *ENDINGS)
def move_commitments(event: Event) -> None:
    """Granted: the time for checking runs; else the promise is void. In the transaction of the decision, which holds the part's lock."""
    rows = list(Commitment.objects.select_for_update().filter(part=event.matter, state="promised"))
    if not rows:
        return
    part = Part.objects.select_related("matter", "application", "department").get(pk=event.matter)
    action = "grant" if event.kind == "decided" and part.outcome == "granted" else "lapse"
    for row in rows:
        perform(row, part, ACTIONS[action], Input(), by=SYSTEM, at=event.occurred_at)
