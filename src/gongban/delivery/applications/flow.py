"""Which steps of review (审查环节) wait for whom: by the item's diagram where it has one, else one review by the office that decides.

The engine's state stands in the part's row and changes in the transaction of the action, so that a process that dies in the middle
has done nothing. Services are done here, in the same transaction; those that a decision does (`AT_DECISION`) wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongban.delivery.applications.contents import DETAILS, opened
from gongban.delivery.applications.events import RecordChecked, TaskLapsed, TaskOpened
from gongban.delivery.applications.models import Part, Task
from gongban.delivery.applications.subjects import BY_COMMITMENT
from gongban.design.catalogue.public import guide_of
from gongban.foundation.facts.public import TODAY, declared
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import calendar
from gongban.kernel import process
from gongban.kernel.conditions import Value
from gongban.kernel.events import Occurrence
from gongban.kernel.words import Words

STANDARD, REVIEW = "review", Words("审查", "Review")
AGREED = ("agreed", "refused")
DECIDING = frozenset({"granted", "not_granted"})
AT_DECISION = frozenset({"issue_licence", "record_decision"})


def begin_flow(part: Part, at: datetime) -> list[Occurrence]:
    """Open the first steps of an accepted part. Where a promise stands for the conditions and no diagram is drawn there is nothing to review
    before the decision (告知承诺当场决定); the check comes after it."""
    drawn = guide_of(part.version, at=at).elements.diagram
    if not drawn and part.commitment:
        return []
    if not drawn:
        return _open([_task(part, STANDARD, REVIEW, part.department_id, AGREED, at, None)])
    state = process.begin(process.diagram(drawn, facts=declared()), _given(part, at), at=at, calendar=calendar())
    return _settle(part, state, at)


def go_on(part: Part, task: Task, outcome: str, at: datetime) -> list[Occurrence]:
    """A step was done with an outcome: open what follows by the diagram; nothing follows the standard one."""
    if not part.process:
        return []
    return _settle(part, process.complete(_state(part, at), task.key, outcome, at=at, calendar=calendar()), at)


def let_time_pass(part: Part, at: datetime) -> list[Occurrence]:
    """Timers of the diagram that have run out."""
    return _settle(part, process.advance(_state(part, at), at=at, calendar=calendar()), at) if part.process else []


def stand_still(part: Part, at: datetime) -> None:
    """During a special procedure no timer of the diagram runs out."""
    if part.process:
        _keep(part, process.pause(_state(part, at), at=at))


def run_on(part: Part, at: datetime) -> None:
    """The special procedure is over: every timer ends later by the time it took."""
    if part.process:
        _keep(part, process.resume(_state(part, at), at=at, calendar=calendar()))


def hear(part: Part, name: str, at: datetime) -> list[Occurrence]:
    """Something happened for which the diagram may wait, such as "inspected"."""
    if not part.process:
        return []
    state = _state(part, at)
    waits = any(each.node.message == name for each in process.waiting(state))
    return _settle(part, process.message(state, name, at=at, calendar=calendar()), at) if waits else []


def decided_by_diagram(part: Part, outcome: str, at: datetime) -> list[Occurrence]:
    """The decision itself as a step of the diagram: its open decision steps are done, and the services that belong to it."""
    found: list[Occurrence] = []
    for task in part.tasks.filter(done_at__isnull=True, outcomes__overlap=sorted(DECIDING)):
        task.done_at, task.opinion = at, "granted" if outcome == "granted" else "not_granted"
        task.save()
        found += go_on(part, task, task.opinion, at)
    return found


def _given(part: Part, at: datetime) -> dict[str, Value | None]:
    """What conditions of the diagram may hang on: codes, numbers and days of the form; the engine refuses texts of a person."""
    known = declared()
    said = {name: each["value"] for name, each in opened(part.details, DETAILS).items() if name in known}
    values = {name: value for name, value in said.items() if not isinstance(value, str) or known[name].options}
    return {**values, TODAY: calendar().local_day(at), **({BY_COMMITMENT: bool(part.commitment)} if BY_COMMITMENT in known else {})}


def _state(part: Part, at: datetime) -> process.State:
    drawn = guide_of(part.version, at=at).elements.diagram
    return process.read_state(process.diagram(drawn, facts=declared()), part.process)


def _settle(part: Part, state: process.State, at: datetime) -> list[Occurrence]:
    """Do the services that are asked for, open the steps that begin, drop those that a timer ended, keep the state."""
    events: list[Occurrence] = []
    while services := [each for each in process.asked(state) if each.node.service not in AT_DECISION or part.outcome]:
        for each in services:
            if each.node.service == "check_records":
                events.append(RecordChecked(part.item, part.version))
            state = process.complete(state, each.key, at=at, calendar=calendar())
    waiting = {each.key: each for each in process.waiting(state) if each.node.shape is process.Shape.USER}
    events += _lapse(part, waiting.keys(), at)
    there = set(part.tasks.values_list("key", flat=True))
    events += _open([_task(part, key, each.node.words, _unit(part, each.node.who), each.node.outcomes, at, each.due) for key, each in waiting.items() if key not in there])
    _keep(part, state)
    return events


def _keep(part: Part, state: process.State) -> None:
    """Write down how far it is, and until when each open step has."""
    part.process, part.process_due = state.saved(), process.next_due(state)
    due = {each.key: each.due for each in process.waiting(state)}
    late = [each for each in part.tasks.filter(done_at__isnull=True, key__in=due) if each.due_at != due[each.key]]
    for each in late:
        each.due_at = due[each.key]
    Task.objects.bulk_update(late, ["due_at"]) if late else None


def _lapse(part: Part, waiting: Sequence[str] | object, at: datetime) -> list[Occurrence]:
    rows = [each for each in part.tasks.filter(done_at__isnull=True) if each.key not in waiting]  # type: ignore[operator]
    for each in rows:
        each.done_at = at
        each.save(update_fields=["done_at"])
    return [TaskLapsed(each.pk, each.element, each.department_id) for each in rows]


def _unit(part: Part, who: str) -> str:
    """The unit that a step names; a role, or the owner, means the office that decides."""
    return who if who and who != process.OWNER and Department.objects.filter(pk=who, ended_at__isnull=True).exists() else part.department_id


def _task(part: Part, key: str, name: Words, department: str, outcomes: Sequence[str], at: datetime, due: datetime | None) -> Task:
    return Task(part=part, key=key, name_zh=name.zh[:120], name_en=name.en[:160], department_id=department, outcomes=list(outcomes), opened_at=at, due_at=due)


def _open(tasks: Sequence[Task]) -> list[Occurrence]:
    Task.objects.bulk_create(tasks)
    return [TaskOpened(each.pk, each.element, each.department_id) for each in tasks]


