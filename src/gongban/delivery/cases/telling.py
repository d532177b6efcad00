"""Whom a case concerns and how they are reached: parties by the site and by phone, staff by the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from gongban.delivery.cases.contact import PHONE
from gongban.delivery.cases.models import Assignment, Case
from gongban.foundation.matters.public import Party
from gongban.foundation.messages.public import Address, Way
from gongban.foundation.people.public import Account, Agent, Department, Deputy, Membership, phone_of, reveal
from gongban.kernel.actors import Role
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import check_phone

HANDLING = (Role.HANDLER, Role.DISPATCHER)
ANSWERING = (Role.HANDLER, Role.REVIEWER, Role.DEPARTMENT_HEAD)


@dataclass(frozen=True)
class Reached:
    """A party with its addresses and the page that it can open."""

    id: str
    addresses: list[Address]
    page: str


def reporters_of(case: Case, *, loud: bool) -> Iterator[Reached]:
    """The parties of a case who can be reached; `loud`: also by phone those who read it on the site."""
    parties = Party.objects.filter(matter=case.pk).select_related("account__resident").order_by("since", "pk")
    for party in parties:
        accounts = [party.account] if party.account else _speaking_for(party)
        addresses = [one for account in accounts for one in _of_account(account, loud)]
        if not accounts:
            addresses = _by_phone(reveal(party.phone, PHONE), case.language)
        if addresses:
            yield Reached(str(party.pk), addresses, _page(case, bool(accounts)))


def staff_to_tell(case: Case, department: str, name: str, *, at: datetime) -> Iterator[tuple[str, list[Address]]]:
    """Accounts of the department whom this concerns: the named handler alone where somebody chases, else by role."""
    roles = ANSWERING if name == "urged" else HANDLING
    members = Membership.objects.filter(department=department).at(at).filter(account__is_active=True)
    found = set(members.filter(role__in=roles).values_list("account_id", flat=True))
    found = found or set(members.values_list("account_id", flat=True))
    if name == "chased" and (handler := _named_handler(case, department)) and handler in found:
        found = {handler}
    found |= set(Deputy.objects.filter(absent__in=found, starts__lte=at, ends__gt=at).values_list("deputy_id", flat=True))
    for account in Account.objects.filter(pk__in=found).order_by("pk"):
        yield str(account.pk), [Address(Way.IN_APP, str(account.pk), account.language or "zh-hans")]


def names_of_department(code: str) -> dict[str, str]:
    """A department's name in both languages, as values of a message."""
    row = Department.objects.filter(pk=code).first()
    return {"department_zh": row.name_zh, "department_en": row.name_en} if row else {"department_zh": code, "department_en": code}


def _of_account(account: Account, loud: bool) -> list[Address]:
    if not account.is_active:
        return []
    language = account.language or "zh-hans"
    inside = [Address(Way.IN_APP, str(account.pk), language)]
    return inside + (_by_phone(phone_of(account), language) if loud else [])


def _by_phone(phone: str, language: str) -> list[Address]:
    try:
        return [Address(Way.SMS, str(check_phone(phone)), language)] if phone else []
    except Refusal:
        return []  # a landline cannot read


def _speaking_for(party: Party) -> Iterable[Account]:
    rows = Agent.objects.filter(enterprise=party.enterprise_id, until=None) if party.enterprise_id else Agent.objects.none()
    return [agent.account for agent in rows.select_related("account__resident")]


def _named_handler(case: Case, department: str) -> UUID | None:
    parts = Assignment.objects.filter(case=case, department=department).exclude(state="ended")
    return parts.values_list("handler_id", flat=True).first()


def _page(case: Case, signed_in: bool) -> str:
    number = case.matter.number
    return f"/cases/{number}/" if signed_in else f"/follow/?{urlencode({'number': number})}"
