"""Which events of cases other people's programs may hear of, and what they are told: number, state, department, nothing more.

Members of staff hear of the cases in their charge; everybody else of public cases and of their own, and only of the
steps that stand in public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gongban.delivery.cases.models import Case
from gongban.delivery.cases.rights import in_charge, visible
from gongban.foundation.journal.public import Event, listens_in_batches
from gongban.foundation.programs.public import announce, announces
from gongban.kernel.actors import Actor

OF_EVERYBODY = ("case_opened", "accepted", "refused", "dispatched", "extended", "replied", "closed", "reopened", "filed", "moderated", "merged")
OF_STAFF = (
    "answered_at_once", "handed_over", "reclassified", "co_handled", "signed_in", "return_asked", "dispatch_returned", "return_refused",
    "transferred", "deadline_set", "paused", "resumed", "contacted", "material_requested", "material_given", "answered", "answer_sent_back",
    "reinspected", "urged", "urging_answered", "escalated", "chased", "withdrawn", "study_called", "joint_study", "ownership_settled",
    "excluded", "split", "repeat_linked", "seconded",
)  # fmt: skip
TOLD = ("department", "in_time", "due", "count", "route", "publicity")  # of the payload: codes, amounts and times


def seen_by(event: Event, by: Actor) -> Mapping[str, Any] | None:
    """What `by` is told of an event of a case; None where they may not know of it."""
    rows = in_charge(by) if by.is_staff else visible(by)
    case = rows.filter(pk=event.matter).select_related("matter").first()
    return None if case is None else _told(case, event, by)


def _told(case: Case, event: Event, by: Actor) -> dict[str, Any]:
    facts = {name: event.payload[name] for name in TOLD if by.is_staff and name in event.payload}
    return {"case": case.matter.number, "seq": event.seq, "state": case.matter.state, "kind": case.kind, **facts}


announces({kind: False for kind in OF_EVERYBODY} | {kind: True for kind in OF_STAFF}, seen_by)


@listens_in_batches(*OF_EVERYBODY, *OF_STAFF)
def tell_programs(events: Sequence[Event]) -> None:
    """Write what is to be delivered to the programs that subscribed."""
    announce(events)
