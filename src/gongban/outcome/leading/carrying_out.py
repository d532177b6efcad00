"""The actions of the table: the department takes on and reports, the leader or the office accepts, sends back, urges."""

from __future__ import annotations

from datetime import date

from gongban.delivery.cases.public import Urging
from gongban.delivery.cases.public import act as act_on_case
from gongban.kernel.errors import Refusal
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words
from gongban.outcome.leading.acting import Step, performs
from gongban.outcome.leading.events import (
    InstructionAccepted,
    InstructionEnded,
    InstructionNoted,
    InstructionPostponed,
    InstructionReported,
    InstructionSentBack,
    InstructionTakenOn,
    InstructionUrged,
    InstructionWithdrawn,
)
from gongban.outcome.leading.giving import due_of


@performs("take_on")
def take_on(step: Step, given: Input) -> None:
    """The department says that it has it."""
    step.say("")
    step.happened(InstructionTakenOn(step.task.department_id))


class Progress(Input):
    text: str = asked("进展", "Progress", widget="textarea")


@performs("note", Progress)
def note(step: Step, given: Progress) -> None:
    """How it goes."""
    step.say(given.text)
    step.happened(InstructionNoted(step.task.department_id))


class Reporting(Input):
    text: str = asked("结果", "What was done", widget="textarea")


@performs("report", Reporting)
def report(step: Step, given: Reporting) -> None:
    """The department reports; where the instruction urged a case, this is the report on the urging too."""
    take_report(step, given.text)
    urging = Urging.objects.filter(pk=step.task.urging, reported_at__isnull=True).select_related("case__matter").first() if step.task.urging else None
    if urging is None:
        return
    task, step.task.urging = step.task, None
    try:
        task.save(update_fields=["urging"])  # 免得下面的反馈又回到这里 · so that the report on the case does not come back here
        act_on_case(urging.case.matter.number, "answer_urging", {"text": given.text}, by=step.by, at=step.at)
    except Refusal as refusal:
        if refusal.status not in (403, 404, 409):
            raise


def take_report(step: Step, text: str) -> None:
    """Keep the report and whether it came in time."""
    due = step.matter.due_at
    step.task.report, step.task.reported_at = text, step.at
    step.say(text)
    step.happened(InstructionReported(step.task.department_id, due is None or step.at < due))


class Judging(Input):
    text: str = asked("意见", "Comment", widget="textarea", default="")


@performs("accept", Judging)
def accept(step: Step, given: Judging) -> None:
    """It is done."""
    step.task.decided_at = step.at
    step.say(given.text)
    step.happened(InstructionAccepted(step.task.department_id))


class SendingBack(Input):
    text: str = asked("差在哪里", "What is missing", widget="textarea")


@performs("send_back", SendingBack)
def send_back(step: Step, given: SendingBack) -> None:
    """It is not done; the department goes on."""
    step.task.returns += 1
    step.say(given.text)
    step.happened(InstructionSentBack(step.task.department_id, step.task.returns))


class Pressing(Input):
    text: str = asked("催办说明", "What is asked", widget="textarea", default="")


@performs("urge", Pressing)
def urge(step: Step, given: Pressing) -> None:
    """Ask where it stands; counted."""
    step.task.urged += 1
    step.task.urged_at = step.at
    step.say(given.text)
    step.happened(InstructionUrged(step.task.department_id, step.task.urged))


class Postponing(Input):
    due_on: date = asked("新的完成日期", "New date", widget="date")
    text: str = asked("理由", "Reason", widget="textarea")


@performs("postpone", Postponing)
def postpone(step: Step, given: Postponing) -> None:
    """Another date, with the reason."""
    due_at = due_of(given.due_on, step.at)
    if due_at == step.matter.due_at:
        raise Refusal("instruction.same_date", Words("日期没有变。", "That is the date already."), field="due_on", status=422)
    step.matter.due_at = due_at
    step.say(given.text, due=given.due_on.isoformat())
    step.happened(InstructionPostponed(step.task.department_id, due_at))


class Withdrawing(Input):
    text: str = asked("理由", "Reason", widget="textarea")


@performs("withdraw", Withdrawing)
def withdraw(step: Step, given: Withdrawing) -> None:
    """It is no longer wanted."""
    step.say(given.text)
    step.happened(InstructionWithdrawn(step.task.department_id))


@performs("end_with_case")
def end_with_case(step: Step, given: Input) -> None:
    """The case on which it was given is closed."""
    assert step.task.instruction.case_id
    step.task.decided_at = step.at
    step.say("")
    step.happened(InstructionEnded(step.task.department_id, step.task.instruction.case_id))
