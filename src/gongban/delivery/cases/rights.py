"""Who stands in which relation to a case, and which cases one may see: checked in the query, not after it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongban.delivery.cases.models import Assignment, Case
from gongban.foundation.matters.public import Party
from gongban.foundation.people.public import has_service_office, with_units
from gongban.kernel.actors import Actor, Role
from gongban.kernel.lifecycle import Transition

WORKING = (Role.HANDLER, Role.REVIEWER, Role.DEPARTMENT_HEAD, Role.POLICY_SPECIALIST, Role.DISPATCHER)
REVIEWING = (Role.REVIEWER, Role.DEPARTMENT_HEAD)
CITY_WIDE = (Role.OPERATOR, Role.SUPERVISOR, Role.MODERATOR, Role.LEADER)
SEES_ALL = (*CITY_WIDE, Role.DISPATCHER)
NOT_OF_CASES = {Role.COUNTER, Role.ASSISTANT}  # 窗口、帮代办人员不因此看到本单位的诉求 · these serve people and do not see their unit's cases by it
OPEN_ASSIGNMENT = ("sent", "signed", "answered")


def relations(case: Case, by: Actor) -> frozenset[str]:
    """Every relation in which the actor stands to the case, as the lifecycle table names them."""
    if by.kind == "system":
        return frozenset({"system"})
    found: set[str] = set()
    if is_party(case, by):
        found.add("reporter")
    elif by.kind == "resident" and case.publicity == "public":
        found.add("neighbour")
    if by.is_staff:
        found |= _office_relations(case, by) | _holding_relations(case, by)
    return frozenset(found)


def is_party(case: Case, by: Actor) -> bool:
    """Whether the actor reported the case, themselves or for an enterprise, or proved it by the follow code."""
    if by.party is None and (by.account is None or by.is_staff):
        return False  # 工作人员的账号从不是反映人 · an account of the staff is never a party
    mine = Q(pk=by.party) if by.party else Q(account=by.account)
    if by.enterprise:
        mine |= Q(enterprise=by.enterprise)
    return Party.objects.filter(mine, matter=case.matter_id).exists()


def may_act(row: Transition, held: frozenset[str]) -> bool:
    """Whether one of the relations held is among those the row names."""
    return bool(held.intersection(row.who))


def visible(by: Actor) -> QuerySet[Case]:
    """The cases that the actor may see at all: own, held by their department or its units, all, or public."""
    return Case.objects.filter(_may_see(by))


def in_charge(by: Actor) -> QuerySet[Case]:
    """The cases that a member of staff sees in the workbench: everything there but what is merely public."""
    return Case.objects.filter(_staff_may_see(by)) if by.is_staff else Case.objects.none()


def _may_see(by: Actor) -> Q:
    public = Q(publicity="public")
    if by.is_staff:
        # an empty Q joined by OR means "only the other half", not "everything"
        return Q() if sees_all(by) else public | _staff_may_see(by)
    if by.party:
        return public | Q(Exists(Party.objects.filter(pk=by.party, matter=OuterRef("pk"))))
    if by.account is None:
        return public
    mine = Q(account=by.account) | (Q(enterprise=by.enterprise) if by.enterprise else Q())
    return public | Q(Exists(Party.objects.filter(mine, matter=OuterRef("pk"))))


def _staff_may_see(by: Actor) -> Q:
    if sees_all(by):
        return Q()
    departments = with_units(by.departments(*set(Role) - NOT_OF_CASES))
    held = Assignment.objects.filter(case=OuterRef("pk"), department__in=departments)
    specialist = by.departments(Role.POLICY_SPECIALIST)
    asked = Q(category__department__in=specialist, kind="inquiry") if specialist else Q(pk__in=[])
    return Q(Exists(held)) | asked


def sees_all(by: Actor) -> bool:
    """Whether the actor works for the whole city: the hotline, the desk and its head, supervision, moderation, the leading group."""
    return any(by.holds(role) for role in CITY_WIDE) or _is_desk(by) or has_service_office(by.departments(Role.DEPARTMENT_HEAD))


def may_see_reporter(case: Case, by: Actor) -> bool:
    """Whether name and phone of the reporter may be shown: of a report of wrongdoing (举报) never to the unit that handles it."""
    if is_party(case, by) or sees_reporters(by):
        return True
    return case.kind != "report" and by.is_staff and bool(relations(case, by) & {"lead", "co"})


def reporter_is_open(by: Actor) -> Q:
    """The same as `may_see_reporter`, for lists: cases whose reporters a member of staff may see."""
    if sees_reporters(by):
        return ~Q(pk__in=[])
    if not by.is_staff:
        return Q(pk__in=[])
    mine = by.departments(*WORKING)
    parts = Assignment.objects.filter(case=OuterRef("pk"), share__in=["co", "unit"], state__in=OPEN_ASSIGNMENT, department__in=mine)
    return ~Q(kind="report") & (Q(lead__department__in=mine) | Q(Exists(parts)))


def sees_reporters(by: Actor) -> bool:
    """Whether the actor's work is with the reporters of every case: the hotline and the desk."""
    return _is_desk(by) or by.holds(Role.OPERATOR)


def _is_desk(by: Actor) -> bool:
    return has_service_office(by.departments(Role.DISPATCHER))


def _office_relations(case: Case, by: Actor) -> set[str]:
    found = {role.value for role in CITY_WIDE if by.holds(role)}
    if _is_desk(by):
        found.add("dispatcher")
    owner = case.category.department_id if case.category else None
    if owner and by.holds(Role.POLICY_SPECIALIST, owner):
        found.add("specialist")
    return found


def _holding_relations(case: Case, by: Actor) -> set[str]:
    found: set[str] = set()
    if case.lead:
        if by.departments(*WORKING) & {case.lead.department_id}:
            found.add("lead")
        # 上级审核下属的答复 · a small unit has nobody but its superior to review what it writes
        if by.departments(*REVIEWING) & {case.lead.department_id, case.lead.department.parent_id}:
            found.add("lead_reviewer")
    if own_part(case, by):
        found.add("co")
    return found


def own_part(case: Case, by: Actor) -> Assignment | None:
    """The open co-handler's or unit's part that the actor's department holds, if any."""
    held = by.departments(*WORKING)
    mine = [part for part in case.assignments.all() if part.share in ("co", "unit") and part.state in OPEN_ASSIGNMENT and part.department_id in held]
    return min(mine, key=lambda part: part.sent_at, default=None)
