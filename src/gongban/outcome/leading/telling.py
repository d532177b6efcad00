"""Whom a brief or an instruction concerns, as addresses on the site: departments by role, the leading group, its office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from gongban.foundation.messages.public import Address, Way
from gongban.foundation.people.public import Account, Deputy, Membership
from gongban.kernel.actors import Role
from gongban.outcome.leading.models import Task
from gongban.outcome.leading.rights import HEADING

CARRYING_OUT = (Role.HANDLER, *HEADING)


def of_department(code: str, at: datetime) -> Iterator[tuple[str, list[Address]]]:
    """Those of a department who carry an instruction out and answer for it, or else whoever works there."""
    members = Membership.objects.filter(department=code).at(at)
    found = set(members.filter(role__in=CARRYING_OUT).values_list("account_id", flat=True))
    return _addresses(found or set(members.values_list("account_id", flat=True)), at)


def of_judges(task: Task, at: datetime) -> Iterator[tuple[str, list[Address]]]:
    """Who gave the instruction, and the supervisors."""
    office = set(Membership.objects.filter(role=Role.SUPERVISOR).at(at).values_list("account_id", flat=True))
    given = {each for each in (task.instruction.given_by_id, task.instruction.given_for) if each}
    return _addresses(office | given, at)


def of_leaders(at: datetime) -> Iterator[tuple[str, list[Address]]]:
    """The leading group."""
    return _addresses(set(Membership.objects.filter(role=Role.LEADER).at(at).values_list("account_id", flat=True)), at)


def _addresses(found: Iterable[UUID], at: datetime) -> Iterator[tuple[str, list[Address]]]:
    """Each account once, with whoever stands in for somebody who is away."""
    accounts = set(found)
    accounts |= set(Deputy.objects.filter(absent__in=accounts, starts__lte=at, ends__gt=at).values_list("deputy_id", flat=True))
    for account in Account.objects.filter(pk__in=accounts, is_active=True).order_by("pk"):
        yield str(account.pk), [Address(Way.IN_APP, str(account.pk), account.language or "zh-hans")]
