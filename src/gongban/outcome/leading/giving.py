"""Giving an instruction: on a brief, on a case, or by itself; each department gets its own task with the date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from gongban.delivery.cases.public import Case, Urging, in_charge
from gongban.delivery.cases.public import act as act_on_case
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Line, Matter, say
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import calendar, city
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.kernel.identifiers import uuid7
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words
from gongban.outcome.leading.acting import SOON
from gongban.outcome.leading.events import InstructionGiven
from gongban.outcome.leading.models import Instruction, Task
from gongban.outcome.leading.numbering import next_number
from gongban.outcome.leading.queries import brief_of
from gongban.outcome.leading.rights import is_leader

TITLE, LATEST_YEAR = 60, 2199


class Giving(Input):
    """An instruction as it is written."""

    text: str = asked("批示", "Instruction", widget="textarea")
    departments: list[str] = asked("交给", "To", widget="departments", default=[], max_length=30,
                                   hint=Words("批在诉求上而不选部门的，就是它的主办部门。", "On a case, none means its lead department."))  # fmt: skip
    due_on: date = asked("完成日期", "Done by", widget="date")
    brief: UUID | None = asked("专报", "Brief", widget="hidden", default=None)
    case: str = asked("诉求", "Case", widget="hidden", default="", max_length=30)


def give(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Instruction:
    """Give an instruction; one on a case urges the case too. Forbidden for all but the leading group."""
    if not is_leader(by):
        raise Forbidden("instruction.leaders_only", Words("只有领导小组成员可以批示。", "Only members of the leading group give instructions."))
    checked = Giving.read(given)
    due_at = due_of(checked.due_on, at)
    with transaction.atomic():
        case = _case(checked.case, by)
        departments = _departments(checked.departments, case)
        urging = _urge(case, checked.text, due_at, by, at) if case else None
        made = _written(checked, case, by, at)
        for place, department in enumerate(departments, start=1):
            _hand_over(made, place, department, due_at, urging, by, at)
    return made


def due_of(day: date, at: datetime) -> datetime:
    """The end of a local day; Refusal for one that is over."""
    if day < calendar().local_day(at) or day.year > LATEST_YEAR:
        raise Refusal("instruction.due_past", Words("完成日期不能早于今天。", "The date must not lie before today."), field="due_on", status=422)
    return calendar().day_begins(day + timedelta(days=1))


def _case(number: str, by: Actor) -> Case | None:
    if not number:
        return None
    case = in_charge(by).select_related("matter", "lead").filter(matter__number=number).first()
    if case is None:
        raise NotFound("case.not_found", Words(f"没有找到编号为 {number} 的诉求。", f"There is no case {number}."))
    return case


def _departments(codes: list[str], case: Case | None) -> list[Department]:
    wanted = list(dict.fromkeys(codes)) or ([case.lead.department_id] if case and case.lead else [])
    found = Department.objects.filter(ended_at__isnull=True).in_bulk(wanted)
    if not wanted or len(found) != len(wanted):
        raise Refusal("instruction.departments", Words("请选择要交给哪些部门。", "Choose the departments that it goes to."), field="departments", status=422)
    return [found[code] for code in wanted]


def _urge(case: Case, text: str, due_at: datetime, by: Actor, at: datetime) -> Urging:
    act_on_case(case.matter.number, "urge", {"text": text, "due_at": due_at}, by=by, at=at)
    return Urging.objects.filter(case=case).latest("urged_at", "pk")


def _written(given: Giving, case: Case | None, by: Actor, at: datetime) -> Instruction:
    brief = brief_of(given.brief, by) if given.brief else None
    if brief and not brief.issued_at:
        raise Refusal("brief.draft", Words("专报还没有印发，不能批示。", "The brief is not issued yet."), status=409)
    year, serial = next_number("instruction", at)
    return Instruction.objects.create(
        id=uuid7(), year=year, serial=serial, text=given.text, brief=brief, case=case, given_at=at, given_by_id=_id(by.account), given_for=_id(by.acting_for)
    )


def _hand_over(made: Instruction, place: int, department: Department, due_at: datetime, urging: Urging | None, by: Actor, at: datetime) -> None:
    number = f"{city().number_prefix}PS{made.year}{made.serial:04d}-{place}"
    matter = Matter(
        kind="instruction", number=number, title=" ".join(made.text.split())[:TITLE], state="given", holder=department, opened_at=at, changed_at=at,
        due_at=due_at, yellow_at=due_at - SOON,
    )  # fmt: skip
    seq = matter.next_seq()
    matter.save(force_insert=True)
    own = urging is not None and urging.department_id == department.pk
    Task.objects.create(matter=matter, instruction=made, department=department, urging=urging.pk if urging and own else None)
    office = min(by.departments(), default="")
    say(matter, Line("give", made.text, "staff", "leader", office or None, fields={"department": department.pk}), by=by, at=at)
    record(Entry(InstructionGiven(made.pk, department.pk, due_at, made.brief_id, made.case_id), by, at, matter.pk, seq, "leader", office))


def _id(account: str | None) -> UUID | None:
    return UUID(account) if account else None
