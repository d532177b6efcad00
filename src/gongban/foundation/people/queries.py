"""Who may act: turning an account into the actor that actions take as `by=`."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Q, QuerySet

from gongban.foundation.people.models import Account, Agent, Department, Deputy, Membership, Resident
from gongban.foundation.people.secrets import reveal
from gongban.foundation.territory.public import time_bucket
from gongban.kernel.actors import ANONYMOUS, Actor


def actor_of(
    account: Account | None, *, at: datetime, channel: str = "web", for_absent: str | None = None, enterprise: str | None = None
) -> Actor:
    """The actor for an account at a moment.

    `for_absent` is the id of an absent colleague whose deputy the account is: the actor then holds
    that colleague's roles, and every event says for whom they acted. `enterprise` is the credit code
    of an enterprise for which a resident may speak; either is dropped silently once it has ended.
    """
    if account is None or not account.is_active:
        return ANONYMOUS.over(channel)
    whose = _absent(account, for_absent, at) or account
    roles = frozenset(Membership.objects.filter(account=whose).at(at).values_list("role", "department_id"))
    acting_for = str(whose.pk) if whose != account else None
    return Actor(str(account.pk), account.kind, roles, channel, acting_for, _spoken_for(account, enterprise, at))


def agencies_of(account: Account, *, at: datetime) -> QuerySet[Agent]:
    """The enterprises for which an account may speak at a moment."""
    rows = Agent.objects.filter(Q(until__isnull=True) | Q(until__gt=at), account=account, since__lte=at)
    return rows.select_related("enterprise").order_by("enterprise__name_zh")


def agency_of(by: Actor, *, at: datetime) -> Agent | None:
    """By which authority an actor speaks for the enterprise of theirs at a moment; None without one."""
    if by.kind != "resident" or not by.account or not by.enterprise:
        return None
    return Agent.objects.filter(Q(until__isnull=True) | Q(until__gt=at), account=UUID(by.account), enterprise=by.enterprise, since__lte=at).first()


def is_representative(account: UUID, enterprise: str, *, at: datetime) -> bool:
    """Whether somebody is the legal representative (法定代表人) of an enterprise at a moment, not only an agent of it."""
    return Agent.objects.filter(Q(until__isnull=True) | Q(until__gt=at), account=account, enterprise=enterprise, capacity="legal_representative", since__lte=at).exists()


def _spoken_for(account: Account, enterprise: str | None, at: datetime) -> str | None:
    speaks = enterprise and agencies_of(account, at=at).filter(enterprise=enterprise).exists()
    return enterprise if speaks else None


def _absent(account: Account, for_absent: str | None, at: datetime) -> Account | None:
    if not for_absent:
        return None
    row = Deputy.objects.filter(deputy=account, absent__pk=for_absent, starts__lte=at, ends__gt=at)
    found = row.select_related("absent").first()
    return found.absent if found else None


def phone_of(account: Account) -> str:
    """The verified phone of a resident in clear, empty for anybody else; never to be logged."""
    resident = Resident.objects.filter(account=account).first() if not hasattr(account, "resident") else account.resident
    return reveal(resident.phone, "people.phone") if resident else ""


def service_office() -> Department:
    """The office that holds the hotline and takes what has no owner (兜底负责)."""
    return Department.objects.get(kind="service_office")


def has_service_office(codes: frozenset[str]) -> bool:
    """Whether one of these departments is the office that holds the hotline."""
    known = _departments(time_bucket()) if codes else {}
    return any(known[code][1] == "service_office" for code in codes if code in known)


def forget_departments() -> None:
    """Read the departments anew, after loading a city."""
    _departments.cache_clear()


@lru_cache(maxsize=2)
def _departments(_bucket: int) -> dict[str, tuple[str | None, str]]:
    """Superior and kind of every department: asked at every action, changed only by loading a city."""
    rows = Department.objects.values_list("code", "parent_id", "kind")
    return {code: (parent, kind) for code, parent, kind in rows}


def with_units(codes: frozenset[str]) -> frozenset[str]:
    """Department codes with all their own units, at any depth below."""
    found, below = set(codes), dict.fromkeys(codes)
    children: dict[str, list[str]] = {}
    for code, (parent, _) in _departments(time_bucket()).items():
        children.setdefault(parent or "", []).append(code)
    frontier = list(below)
    while frontier:
        fresh = [child for child in children.get(frontier.pop(), []) if child not in found]
        found.update(fresh)
        frontier.extend(fresh)
    return frozenset(found)
