"""Who applies: a person signed in, the enterprise for which they speak, or somebody at a counter whom the clerk takes down; and what is held of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gongban.delivery.applications.contents import ADDRESS, APPLICANT, NAME, NUMBER, PHONE
from gongban.delivery.applications.models import Application
from gongban.foundation.facts.public import Held, Party, held_of
from gongban.foundation.people.public import (
    Account,
    Enterprise,
    Resident,
    identity_of,
    lookup,
    lookups,
    phone_of,
    protect,
    reveal,
)
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import check_credit_code, check_id_number
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Applicant:
    """Name, number and phone in clear, never logged; the account or enterprise here, where there is one."""

    name: str
    number: str
    phone: str
    account: UUID | None = None
    enterprise: str | None = None

    def __repr__(self) -> str:
        return "Applicant(…)"

    def columns(self) -> dict[str, Any]:
        """As they stand in an application's row."""
        return {
            "account_id": self.account, "enterprise_id": self.enterprise, "applicant_name": protect(self.name, NAME),
            "applicant_number": protect(self.number, NUMBER), "applicant_lookup": lookup(self.number, APPLICANT), "phone": protect(self.phone, PHONE),
        }  # fmt: skip


def who_applies(by: Actor) -> Applicant:
    """Who is signed in, or the enterprise for which they speak."""
    account = Account.objects.get(pk=str(by.account))
    identity = identity_of(account)
    if by.enterprise:
        enterprise = Enterprise.objects.get(pk=by.enterprise)
        return Applicant(enterprise.name_zh, enterprise.pk, phone_of(account), account.pk, enterprise.pk)
    return Applicant(identity.get("full_name") or account.name_zh, identity.get("id_number", ""), phone_of(account), account.pk)


def taken_down(name: str, number: str, phone: str) -> Applicant:
    """Somebody at a counter: an enterprise by its credit code, else a person by the ID number on the card. Refusal at `applicant_number`."""
    typed = number.strip().upper()
    try:
        if len(typed) == 18 and not typed[:17].isdecimal():
            return _enterprise(name, str(check_credit_code(typed)), phone)
        identity = str(check_id_number(typed))
    except Refusal as refusal:
        refusal.field = "applicant_number"
        raise
    account = Resident.objects.filter(id_number_lookup__in=lookups(identity, "people.id_number")).values_list("account_id", flat=True).first()
    return Applicant(name, identity, phone, account)


def _enterprise(name: str, code: str, phone: str) -> Applicant:
    found = Enterprise.objects.filter(pk=code).first()
    if found is None:
        words = Words("本市没有这家企业的登记，请核对统一社会信用代码。", "No enterprise of this code is registered here; please check the code.")
        raise Refusal("application.enterprise_unknown", words, field="applicant_number", status=422)
    return Applicant(found.name_zh, code, phone, None, code)


def name_of(application: Application) -> str:
    """The applicant's name in clear, for those who may see the application."""
    return reveal(application.applicant_name, NAME)


def post_address_of(application: Application) -> str:
    """Where results are posted to, in clear, for those who may see the application; empty for nowhere."""
    return reveal(application.post_address, ADDRESS) if application.post_address else ""


def parties_of(application: Application) -> list[Party]:
    """Of whom something is held: the enterprise, and the person who applies."""
    found = [Party(enterprise=application.for_enterprise)] if application.for_enterprise else []
    return [*found, *([Party(account=str(application.account_id))] if application.account_id else [])]


def held_by_applicant(application: Application, *, at: datetime) -> dict[str, Held]:
    """What is held of the applicant, by name of the fact; the platform decides by it, pages show what the person may see."""
    found: dict[str, Held] = {}
    for party in reversed(parties_of(application)):
        found |= held_of(party, by=SYSTEM)
    return found
