"""Name and phone of the parties of a case: encrypted in the table, revealed only where it is needed."""

from __future__ import annotations

from dataclasses import dataclass

from gongban.delivery.cases.models import Case
from gongban.foundation.matters.public import Party
from gongban.foundation.people.public import lookup, lookups, protect, reveal
from gongban.foundation.renewal import Column, protects
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import check_phone

NAME, PHONE, FOLLOW = "matters.party.name", "matters.party.phone", "matters.party.follow"
protects(Column("matters.Party", "name", NAME), Column("matters.Party", "phone", PHONE, "phone_lookup", "people.phone"))


@dataclass(frozen=True)
class Contact:
    """How a party can be reached, in clear; never to be logged."""

    name: str
    phone: str


def contact(party: Party) -> Contact:
    """A party's contact data in clear; the caller has checked the right (`may_see_reporter`)."""
    return Contact(reveal(party.name, NAME), reveal(party.phone, PHONE))


def sealed_contact(known: Contact, follow_code: str = "") -> dict[str, str]:
    """Contact data as the columns of a party keep them: encrypted, with the keyed hashes for look-up."""
    phone = written(known.phone)
    return {
        "name": protect(known.name, NAME), "phone": protect(phone, PHONE), "phone_lookup": lookup(phone, "people.phone"),
        "follow_code": lookup(follow_code, FOLLOW),
    }  # fmt: skip


def fill_contact(party: Party, known: Contact = Contact("", ""), follow_code: str = "") -> None:
    """Write contact data into a party; without any, it holds none."""
    for name, value in sealed_contact(known, follow_code).items():
        setattr(party, name, value)


def phone_lookups(phone: str) -> list[str]:
    """The hashes by every key: what to search for, so that a caller is found while keys are being changed."""
    return lookups(written(phone), "people.phone")


def written(phone: str) -> str:
    """A number in its one written form, under which it is found again; what is no number stays as it was typed."""
    try:
        return str(check_phone(phone, mobile=False)) if phone else ""
    except Refusal:
        return phone


def names_of(case: Case) -> tuple[str, ...]:
    """Names that the parties gave, so that they can be masked in texts."""
    return tuple(name for party in case.matter.parties.all() if (name := reveal(party.name, NAME)))
