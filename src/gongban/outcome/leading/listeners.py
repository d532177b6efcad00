"""What follows: a closed case ends the instructions on it, a reported urging reports them; departments and leaders are told."""

from __future__ import annotations

from collections.abc import Iterable

from gongban.delivery.cases.public import Urging
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.messages.public import Address, tell
from gongban.kernel.actors import SYSTEM
from gongban.outcome.leading.acting import Step, act, finish
from gongban.outcome.leading.carrying_out import take_report
from gongban.outcome.leading.composing import called
from gongban.outcome.leading.letters import DEPARTMENT, ISSUED, REPORTED
from gongban.outcome.leading.lifecycle import INSTRUCTION, TO_DO
from gongban.outcome.leading.models import Brief, Task
from gongban.outcome.leading.telling import of_department, of_judges, of_leaders

TOLD = {
    "instruction_given": "given", "instruction_sent_back": "sent_back", "instruction_accepted": "accepted", "instruction_ended": "accepted",
    "instruction_urged": "urged", "instruction_postponed": "postponed", "instruction_withdrawn": "withdrawn",
}  # fmt: skip


@listens("closed")
def end_instructions_on(event: Event) -> None:
    """Within the closing: what was instructed on the case is done."""
    for pk in Task.objects.filter(instruction__case=event.matter, matter__open=True).order_by("pk").values_list("pk", flat=True):
        act(pk, "end_with_case", by=SYSTEM, at=event.occurred_at)


@listens("urging_answered")
def report_with_urging(event: Event) -> None:
    """Within the report on the case's urging: the instruction from which it came is reported."""
    urging = event.payload["urging"]
    for task in Task.objects.select_for_update(of=("matter",)).select_related("matter", "instruction", "department").filter(urging=urging):
        row = INSTRUCTION.row("taken_on", "report")
        if task.matter.state in TO_DO and row:
            step = Step(task, SYSTEM, event.occurred_at, row, "holder_head")
            take_report(step, Urging.objects.values_list("report", flat=True).get(pk=urging))
            finish(step)


@listens(*TOLD, later=True)
def tell_department(event: Event) -> None:
    """Tell the department what became of its instruction."""
    task = _task(event)
    if task is not None:
        letter = DEPARTMENT[TOLD[event.kind]].name
        _tell(event, of_department(task.department_id, event.occurred_at), letter, _values(task, event))


@listens("instruction_reported", later=True)
def tell_judges(event: Event) -> None:
    """Tell who gave the instruction, and the supervisors, that there is a report."""
    task = _task(event)
    if task is not None:
        _tell(event, of_judges(task, event.occurred_at), REPORTED.name, _values(task, event))


@listens("brief_issued", later=True)
def tell_leaders(event: Event) -> None:
    """Tell the leading group that there is a brief to read."""
    brief = Brief.objects.filter(pk=event.payload["brief"]).first()
    if brief is not None:
        values = {"number_zh": brief.number.zh, "number_en": brief.number.en, "page": f"/desk/leading/briefs/{brief.pk}/"}
        _tell(event, of_leaders(event.occurred_at), ISSUED.name, values)


def _tell(event: Event, whom: Iterable[tuple[str, list[Address]]], letter: str, values: dict[str, str]) -> None:
    for account, addresses in whom:
        if account != event.actor:
            tell(addresses, letter, values, key=f"{event.pk}:{account}", at=event.occurred_at)


def _task(event: Event) -> Task | None:
    return Task.objects.select_related("matter", "instruction", "department").filter(pk=event.matter).first()


def _values(task: Task, event: Event) -> dict[str, str]:
    number, name = task.instruction.number, called(task.department)
    due = task.due_on.isoformat() if task.due_on else ""
    return {
        "number_zh": number.zh, "number_en": number.en, "department_zh": name.zh, "department_en": name.en, "due": due,
        "count": str(event.payload.get("count", "")), "page": f"/desk/leading/instructions/{task.pk}/",
    }  # fmt: skip
