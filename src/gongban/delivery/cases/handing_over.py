"""Somebody leaves: every open case that they work on goes to a named colleague, and their account is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongban.delivery.cases.acting import write_events
from gongban.delivery.cases.events import HandedOverMatters, HandlerNamed
from gongban.delivery.cases.models import Assignment, Case
from gongban.delivery.cases.rights import in_charge
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Line, Matter, say
from gongban.foundation.people.public import Account, Department, Membership, close_account
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden, Refusal
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Piece:
    """One part of a case that somebody works on."""

    number: str
    title: str
    department: Department
    part: Assignment


def work_of(leaver: Account, *, seen_by: Actor | None = None) -> list[Piece]:
    """The open parts that an account works on, by department and age.

    `seen_by` reads titles only of cases in their charge: an administrator hands over by number, without reading what people report.
    """
    parts = Assignment.objects.filter(handler=leaver, case__matter__open=True).exclude(state="ended")
    rows = parts.select_related("case__matter", "department").order_by("department", "sent_at", "pk")
    read = {row.case_id for row in rows} if seen_by is None else set(in_charge(seen_by).filter(assignments__in=rows).values_list("pk", flat=True))
    return [Piece(row.case.matter.number, row.case.matter.title if row.case_id in read else "", row.department, row) for row in rows]


def receivers_in(department: str, leaver: Account, *, at: datetime) -> list[Account]:
    """Who may take over in a department: those who work there now, but the leaver."""
    serving = Membership.objects.filter(department=department).at(at).values("account")
    return list(Account.objects.filter(pk__in=serving, is_active=True).exclude(pk=leaver.pk).order_by("login"))


def hand_over(leaver: Account, to: Mapping[str, str], *, by: Actor, at: datetime) -> int:
    """Hand over everything and close the account; return how many cases changed hands.

    The command line acts as the system. `to` names the login of who gets what: by number of the case, else by code of the department. A Refusal
    names the department for which nobody is named, or who does not work there; then nothing is changed.
    """
    _may_hand_over(leaver, by, at)
    with transaction.atomic():
        pieces = sorted(work_of(leaver), key=lambda piece: piece.part.case_id)
        takers = {piece.part.pk: _taker(piece, to, leaver, at) for piece in pieces}
        for piece in pieces:
            _pass_on(piece, takers[piece.part.pk], leaver, by, at)
        receivers = sorted({str(taker.pk) for taker in takers.values()})
        record(Entry(HandedOverMatters(str(leaver.pk), receivers, len(pieces)), by, at))
        close_account(leaver, by=by, at=at)
    return len(pieces)


def _taker(piece: Piece, to: Mapping[str, str], leaver: Account, at: datetime) -> Account:
    login = to.get(piece.number) or to.get(piece.department.code) or ""
    name = piece.department
    if not login:
        words = Words(f"请指定由谁接手{name.name_zh}的件。", f"Name who takes over the cases of {name.name_en}.")
        raise Refusal("hand_over.nobody_named", words, field=name.code, status=422)
    found = next((one for one in receivers_in(name.code, leaver, at=at) if one.login == login), None)
    if found is None:
        words = Words(f"“{login}”不在{name.name_zh}任职，请选择这个部门的同事。", f"“{login}” does not serve in {name.name_en}.")
        raise Refusal("hand_over.not_there", words, field=name.code, status=422)
    return found


def _pass_on(piece: Piece, taker: Account, leaver: Account, by: Actor, at: datetime) -> None:
    matter = Matter.objects.select_for_update().get(pk=piece.part.case_id)
    case = Case.objects.select_related("lead").get(pk=matter.pk)
    case.matter = matter
    Assignment.objects.filter(pk=piece.part.pk).update(handler=taker)
    if case.lead_id == piece.part.pk:
        matter.handler = taker
    matter.changed_at = at
    fields = {"handler": taker.login, "former": leaver.login}
    say(matter, Line("assign_handler", "", "department", "handed_over", piece.department.code, fields=fields), by=by, at=at)
    write_events(case, [HandlerNamed(str(taker.pk))], by=by, at=at, organisation=piece.department.code)
    matter.save()


def _may_hand_over(leaver: Account, by: Actor, at: datetime) -> None:
    departments = set(Membership.objects.filter(account=leaver).at(at).values_list("department_id", flat=True))
    headed = by.departments(Role.DEPARTMENT_HEAD)
    heads = bool(departments) and departments <= headed
    if not (by.kind == "system" or by.holds(Role.ADMINISTRATOR) or heads):
        words = Words("只有管理员或其所在部门的负责人可以办理离任移交。", "Only an administrator or the head of their department may do this.")
        raise Forbidden("hand_over.not_allowed", words)
    if leaver.kind != "staff" or leaver.left_at or by.account == str(leaver.pk):
        words = Words("请选择另一位在岗的工作人员。", "Choose another member of staff who is in service.")
        raise Refusal("hand_over.not_in_service", words, field="leaver", status=422)
