"""How roles and people are shown on the account pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongban.foundation.people.public import Account, Membership, words_of_role
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Held:
    """One role as the page shows it."""

    id: int
    department: str
    department_en: str
    role: Words
    since: datetime
    until: datetime | None
    current: bool


def roles_of(account: Account, *, at: datetime) -> list[Held]:
    """Every role that an account has held, the current ones first, then the newest."""
    rows = Membership.objects.filter(account=account).select_related("department").order_by("-since", "role")
    held = [_held(row, at) for row in rows]
    return sorted(held, key=lambda one: not one.current)


def _held(row: Membership, at: datetime) -> Held:
    current = row.since <= at and (row.until is None or row.until > at)
    department = row.department
    return Held(row.pk, department.name_zh, department.name_en, words_of_role(row.role), row.since, row.until, current)
