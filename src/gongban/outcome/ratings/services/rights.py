"""Who may see a rectification, and in which relation somebody stands to it: decided in the query."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongban.foundation.people.public import with_units
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words
from gongban.outcome.ratings.services.models import Invitation, Rectification

OFFICE = (Role.HANDLER, Role.REVIEWER, Role.DEPARTMENT_HEAD)
HEADING = (Role.REVIEWER, Role.DEPARTMENT_HEAD)
WATCHING = (Role.SUPERVISOR, Role.OPERATOR)
DESK = (*OFFICE, *WATCHING)


def visible(by: Actor) -> QuerySet[Rectification]:
    """The rectifications that the actor may see: their unit's and those of units below it; all for supervision and callbacks; one's own."""
    rows = Rectification.objects.all()
    if by.kind == "system" or (by.is_staff and any(by.holds(role) for role in WATCHING)):
        return rows
    if by.is_staff:
        return rows.filter(matter__holder__in=with_units(by.departments(*OFFICE)))
    return rows.filter(rating__invitation__in=own(by))


def own(by: Actor) -> QuerySet[Invitation]:
    """What the actor may rate or has rated: their account's, or the one that they proved by its code."""
    if by.is_staff or by.kind == "system":
        return Invitation.objects.none()
    q = Q(pk__in=[])
    if by.account:
        q |= Q(account=by.account)
    if by.party:
        q |= Q(pk=by.party)
    return Invitation.objects.filter(q)


def relations(row: Rectification, by: Actor) -> frozenset[str]:
    """Every relation in which the actor stands to a rectification, as the lifecycle table names them."""
    if by.kind == "system":
        return frozenset({"system"})
    holder = row.matter.holder_id
    facts = {
        "rater": own(by).filter(pk=row.rating_id).exists(),
        "office": by.is_staff and holder in by.departments(*OFFICE),
        "office_head": by.is_staff and holder in by.departments(*HEADING),
        # 自己单位的差评不由自己复核、回访 · nobody reviews the ratings of their own unit
        "supervisor": by.is_staff and by.holds(Role.SUPERVISOR) and holder not in by.departments(*OFFICE),
        "caller": by.is_staff and any(by.holds(role) for role in WATCHING) and holder not in by.departments(*OFFICE),
    }
    return frozenset(name for name, holds in facts.items() if holds)


def unknown() -> NotFound:
    """There is no such rectification, or not for this person."""
    return NotFound("rectification.not_found", Words("没有找到这件差评整改。", "There is no such rectification."))


def unknown_invitation() -> NotFound:
    """There is no such invitation, or not for this person."""
    return NotFound("rating.not_found", Words("没有找到这次评价，二维码或链接可能不完整。", "There is no such rating. The code or link may be incomplete."))
