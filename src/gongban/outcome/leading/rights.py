"""Who may compose, read and instruct, and in which relation somebody stands to a task: decided in the query."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongban.foundation.people.public import has_service_office, with_units
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words
from gongban.outcome.leading.models import Brief, Instruction, Task

WORKING = (Role.HANDLER, Role.REVIEWER, Role.DEPARTMENT_HEAD, Role.POLICY_SPECIALIST, Role.DISPATCHER)
HEADING = (Role.REVIEWER, Role.DEPARTMENT_HEAD)


def is_office(by: Actor) -> bool:
    """Whether the actor does the leading group's office work: supervision, and the head of the service office."""
    return by.is_staff and (by.holds(Role.SUPERVISOR) or has_service_office(by.departments(Role.DEPARTMENT_HEAD)))


def is_leader(by: Actor) -> bool:
    """Whether the actor belongs to the leading group."""
    return by.is_staff and by.holds(Role.LEADER)


def may_compose(by: Actor) -> bool:
    """Whether the actor composes and issues briefs."""
    return is_office(by)


def readable_briefs(by: Actor) -> QuerySet[Brief]:
    """The briefs that the actor may read: all for the office, the issued ones for the leading group, none for others."""
    if is_office(by):
        return Brief.objects.all()
    return Brief.objects.filter(issued_at__isnull=False) if is_leader(by) else Brief.objects.none()


def visible_tasks(by: Actor) -> QuerySet[Task]:
    """The tasks that the actor may see: all for the leading group and its office, else those of their departments and units."""
    if is_office(by) or is_leader(by):
        return Task.objects.all()
    return Task.objects.filter(department__in=with_units(by.departments())) if by.is_staff else Task.objects.none()


def relations(task: Task, by: Actor) -> frozenset[str]:
    """Every relation in which the actor stands to a task, as the lifecycle table names them."""
    if by.kind == "system":
        return frozenset({"system"})
    facts = {
        "giver": is_leader(by) and gave(task.instruction, by), "leader": is_leader(by), "office": is_office(by),
        "holder": bool(by.departments(*WORKING) & {task.department_id}),
        # 下属单位没有负责人的，由上级签发 · a small unit has nobody but its superior to sign what it reports
        "holder_head": bool(by.departments(*HEADING) & {task.department_id, task.department.parent_id}),
    }  # fmt: skip
    return frozenset(name for name, holds in facts.items() if holds)


def gave(instruction: Instruction, by: Actor) -> bool:
    """Whether the actor gave the instruction: themselves, as deputy of who gave it, or through a deputy."""
    mine = {by.account, by.acting_for} - {None}
    return bool(mine & {str(instruction.given_by_id), str(instruction.given_for)})


def waiting_for(by: Actor) -> Q:
    """Which tasks wait for this person: to carry out for the department, to judge for the leader and the office."""
    handling = by.departments(*WORKING)
    found = Q(department__in=handling, matter__state__in=["given", "taken_on", "sent_back"])
    if is_leader(by):
        found |= Q(matter__state="reported") & _given_by(by)
    return found | Q(matter__state="reported") if is_office(by) else found


def _given_by(by: Actor) -> Q:
    mine = [each for each in (by.account, by.acting_for) if each]
    return Q(instruction__given_by__in=mine) | Q(instruction__given_for__in=mine)


def check_composing(by: Actor) -> None:
    """Forbidden for those who do not compose briefs."""
    if not may_compose(by):
        raise Forbidden("brief.not_allowed", Words("专报由督办员和政务热线负责人编写。", "Briefs are composed by supervisors and the head of the service office."))
