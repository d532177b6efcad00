"""What the callback brings back to the case: the person's judgement, written down beside a closed case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongban.delivery.cases.acting import locked, write_events
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.rights import relations
from gongban.foundation.matters.public import Line, say
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict
from gongban.kernel.events import Occurrence
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Judged:
    """What a person said, or that nobody was reached. `solved` is yes, partly, no or empty."""

    reached: bool
    contacted: bool | None = None
    solved: str = ""
    satisfaction: int | None = None
    text: str = ""


def note_callback(number: str, said: Judged | None, *events: Occurrence, by: Actor, at: datetime) -> Case:
    """Lock the closed case of this number, write events and, where given, what was said; return it.

    For the outcome domain, which asks people and decides what follows; it holds the transaction.
    NotFound when `by` may not see the case, Conflict when it is not closed (any more).
    """
    case = locked(number, by=by)
    if case.matter.state != "closed":
        raise Conflict("case.not_closed", Words("这件诉求现在不是待评价的状态。", "This case does not wait for a judgement now."))
    role = next(iter(sorted(relations(case, by) & {"operator", "dispatcher", "supervisor", "reporter"})), by.kind)
    if said:
        _write(case, said, role, by, at)
    write_events(case, events, by=by, at=at, role=role)
    case.matter.save()
    return case


def _write(case: Case, said: Judged, role: str, by: Actor, at: datetime) -> None:
    _take_over(case, said)
    # 并案后有几位反映人时，各人的话只给工作人员看 · after a join one reporter's words are not for the other
    alone = case.matter.parties.count() == 1
    fields = {"reached": said.reached, "solved": said.solved, "satisfaction": said.satisfaction, "contacted": said.contacted}
    line = Line("called_back", said.text, "parties" if alone else "staff", role, fields=fields)
    say(case.matter, line, by=by, at=at)
    case.matter.changed_at = at


def _take_over(case: Case, said: Judged) -> None:
    case.reached = said.reached or bool(case.reached)
    if said.solved:
        case.contacted, case.solved, case.satisfaction = said.contacted, said.solved, said.satisfaction
    case.save()
