"""The dispatch desk: send to a lead and co-handlers, decide returns, solve first, settle ownership."""

from __future__ import annotations

from uuid import UUID

from gongban.delivery.cases.acting import Step, performs
from gongban.delivery.cases.checks import (
    category_of,
    department_of,
    hops_are_many,
    open_application,
    principle_of,
)
from gongban.delivery.cases.events import (
    Accepted,
    CoHandled,
    Dispatched,
    DispatchReturned,
    OwnershipSettled,
    ReturnRefused,
    Transferred,
)
from gongban.delivery.cases.holding import end_lead, give_part, give_to_lead
from gongban.delivery.cases.raising import raise_if_due
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Dispatch(Input):
    department: str = asked("主办部门", "Lead department", widget="department")
    co_handlers: list[str] = asked("协办部门", "Co-handlers", widget="departments", default=[], max_length=10)
    category: str | None = asked("分类", "Category", widget="category", default=None)
    text: str = asked("派单说明", "Note to the department", widget="textarea", default="")


@performs("dispatch", Dispatch)
def dispatch(step: Step, given: Dispatch) -> None:
    """Send the case to one lead department and any co-handlers; what was suggested and what was chosen is kept."""
    case = step.case
    if given.category:
        case.category = category_of(given.category)
    if step.matter.state == "received":
        step.happened(Accepted(case.category_id))
    if case.suggestion:
        offered = [each["department"] for each in case.suggestion]
        case.suggestion_kept = bool(offered) and offered[0] == given.department
    send_to(step, given.department, text=given.text)
    for code in dict.fromkeys(given.co_handlers):
        part = give_part(case, department_of(code), "co", at=step.at, reason=given.text)
        step.happened(CoHandled(code, part.pk, "co"))


def send_to(step: Step, code: str, *, text: str = "", interim: bool = False, said: bool = False) -> None:
    """Give the case to a lead; a former lead is released. Used by every action that dispatches. `said`: the thread tells it already."""
    case = step.case
    department = department_of(code)
    hops_are_many(case)
    former = case.lead.department_id if case.lead and case.lead.state != "ended" else None
    if former:
        end_lead(case, "transferred", at=step.at)
        step.happened(Transferred(former, code))
    part = give_to_lead(case, department, at=step.at, reason=text)
    case.interim = interim
    if not said:
        step.say(text, audience="staff", department=code)
    automatic = step.by.kind == "system"
    step.happened(Dispatched(code, part.pk, case.hops, interim, automatic, case.suggestion_kept))


class CoHandlers(Input):
    departments: list[str] = asked("协办部门", "Co-handlers", widget="departments", min_length=1, max_length=10)
    text: str = asked("请协办做什么", "What they are asked to do", widget="textarea")


@performs("add_co_handler", CoHandlers)
def add_co_handler(step: Step, given: CoHandlers) -> None:
    """Ask further departments for their part; the lead stays responsible."""
    for code in dict.fromkeys(given.departments):
        part = give_part(step.case, department_of(code), "co", at=step.at, reason=given.text)
        step.happened(CoHandled(code, part.pk, "co"))
    step.say(given.text, audience="staff", departments=list(given.departments))


class DispatchOn(Input):
    department: str = asked("下属单位", "Own unit", widget="own_unit")
    text: str = asked("转派说明", "Note", widget="textarea", default="")


@performs("dispatch_on", DispatchOn)
def dispatch_on(step: Step, given: DispatchOn) -> None:
    """Pass the case on to an own unit with a share of the time; the superior checks the unit's answer."""
    assert step.case.lead
    unit = department_of(given.department, below=step.case.lead.department)
    part = give_part(step.case, unit, "unit", at=step.at, reason=given.text, parent=step.case.lead)
    step.say(given.text, audience="staff", department=unit.pk)
    step.happened(CoHandled(unit.pk, part.pk, "unit", step.case.lead.pk))


class Decision(Input):
    text: str = asked("理由", "Reason", widget="textarea")
    application: UUID | None = asked("申请", "Application", widget="hidden", default=None)


@performs("grant_return", Decision)
def grant_return(step: Step, given: Decision) -> None:
    """The department is not in charge: it is released, the return counted, three of them raise the case."""
    assert step.case.lead
    open_application(step, "return", granted=True, text=given.text)
    released = step.case.lead.department_id
    end_lead(step.case, "returned", at=step.at)
    step.case.returns += 1
    step.say(given.text, audience="staff")
    step.happened(DispatchReturned(released, step.case.returns))
    raise_if_due(step)


@performs("refuse_return", Decision)
def refuse_return(step: Step, given: Decision) -> None:
    """The reasons do not suffice: the department keeps the case and its clock runs on."""
    assert step.case.lead
    open_application(step, "return", granted=False, text=given.text)
    step.say(given.text, audience="staff")
    step.happened(ReturnRefused(step.case.lead.department_id))


class SolveFirst(Input):
    department: str = asked("先行处置单位", "Interim lead", widget="department")
    text: str = asked(
        "先做什么", "What is done first", widget="textarea",
        hint=Words("归属以后再定，不影响先解决。", "Ownership is settled later."),
    )  # fmt: skip


@performs("solve_first", SolveFirst)
def solve_first(step: Step, given: SolveFirst) -> None:
    """Start work under an interim lead while ownership is still open (A9)."""
    if step.matter.state == "return_asked":
        open_application(step, "return", granted=True, text=given.text)
    send_to(step, given.department, text=given.text, interim=True)


class Settle(Input):
    department: str = asked("归属部门", "Owner", widget="department")
    principle: str = asked("依据的原则", "Principle", widget="principle")
    text: str = asked("说明", "Explanation", widget="textarea")


@performs("settle", Settle)
def settle(step: Step, given: Settle) -> None:
    """Name the owner afterwards; who works on the case goes on working (A9)."""
    principle_of(given.principle)
    step.case.owner = department_of(given.department)
    step.case.interim = False
    step.say(given.text, audience="staff", department=given.department, principle=given.principle)
    step.happened(OwnershipSettled(given.department, given.principle))
