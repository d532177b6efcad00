"""The acts on what could not be done; each is one row of the table."""

from __future__ import annotations

from gongban.delivery.impasses.events import (
    ImpasseAdded,
    ImpasseCoordinated,
    ImpasseEnded,
    ImpasseReclassified,
    ImpasseReported,
)
from gongban.delivery.impasses.lifecycle import IMPASSE
from gongban.delivery.impasses.models import Impasse
from gongban.delivery.impasses.rights import relations, unknown, visible
from gongban.delivery.impasses.rules import impasse_rules, limits
from gongban.delivery.impasses.terms import (
    Adding,
    Coordinating,
    Finishing,
    Reclassifying,
    Refusing,
    Reporting,
)
from gongban.foundation.matters.public import Process, Step
from gongban.foundation.people.public import Department
from gongban.kernel.errors import Refusal
from gongban.kernel.input import Input
from gongban.kernel.words import Words

PROCESS = Process(IMPASSE, "impasse", visible, relations, limits, unknown)


@PROCESS.performs("coordinate", Coordinating)
def coordinate(step: Step, given: Coordinating) -> None:
    """Name the department that is to help."""
    if not Department.objects.filter(pk=given.department, ended_at__isnull=True).exists():
        raise Refusal("impasse.department", Words("没有这个部门，请重新选择。", "There is no such department. Choose again."), field="department", status=422)
    step.thing.coordinator_id = given.department
    step.says(given.text, audience="staff", department=given.department)
    step.happened(ImpasseCoordinated(given.department))


@PROCESS.performs("report", Reporting)
def report(step: Step, given: Reporting) -> None:
    """What the department found and can do; read by staff, the service office tells the person."""
    step.says(given.text, audience="staff")
    step.happened(ImpasseReported(step.thing.coordinator_id or ""))


@PROCESS.performs("finish", Finishing)
def finish(step: Step, given: Finishing) -> None:
    """It was done, and how."""
    step.says(given.text)
    step.happened(_ended(step, "done"))


@PROCESS.performs("refuse", Refusing)
def refuse(step: Step, given: Refusing) -> None:
    """A lawful no: the ground, the remedy, and why in words."""
    row: Impasse = step.thing
    row.basis, row.remedy = given.basis, given.remedy
    step.says(given.text, basis=given.basis, remedy=given.remedy)
    step.happened(_ended(step, "lawful_no"))


@PROCESS.performs("reclassify", Reclassifying)
def reclassify(step: Step, given: Reclassifying) -> None:
    """The cause as it turned out."""
    if given.cause not in {each.code for each in impasse_rules().causes}:
        raise Refusal("impasse.cause", Words("请从列出的原因里选一个。", "Choose one of the causes listed."), field="cause", status=422)
    before, step.thing.cause = step.thing.cause, given.cause
    step.says("", audience="staff", before=before, cause=given.cause)
    step.happened(ImpasseReclassified(before, given.cause))


@PROCESS.performs("add", Adding)
def add(step: Step, given: Adding) -> None:
    """The person says more."""
    step.says(given.text)
    step.happened(ImpasseAdded())


@PROCESS.performs("withdraw")
def withdraw(step: Step, given: Input) -> None:
    """The person needs it no more."""
    step.says("")
    step.happened(_ended(step, "withdrawn"))


def _ended(step: Step, ending: str) -> ImpasseEnded:
    row: Impasse = step.thing
    return ImpasseEnded(ending, row.item, row.cause, row.outlet, row.coordinator_id or "")
