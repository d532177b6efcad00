"""people.yaml, residents: sample persons with verified phones. Who they are is encrypted, as for everybody."""

from __future__ import annotations

from datetime import datetime

from gongban.foundation.people.consents import NOTICE, has_agreed, privacy_notice
from gongban.foundation.people.loading.accounts import bring_accounts
from gongban.foundation.people.loading.staff import checked_phone
from gongban.foundation.people.models import Account, Consent, Proof, Resident
from gongban.foundation.people.secrets import lookup, lookups, protect, reveal
from gongban.foundation.people.terms import Proved
from gongban.foundation.territory.public import Area
from gongban.kernel.city import CityFolder, Entry, Report, gather, once, refer
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import check_id_number
from gongban.kernel.words import Words

NAMES = ("username", "name", "phone", "id_number", "community", "language", "usual_channel", "large_print", "note")
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def load_residents(folder: CityFolder, people: Entry, report: Report, *, now: datetime) -> None:
    """Read the sample residents; names, phones and ID numbers are stored encrypted, with keyed hashes to find them."""
    members = people.each("residents")
    once(folder, members, "username")
    once(folder, members, "phone")
    areas = set(Area.objects.values_list("code", flat=True))
    accounts = gather(folder, members, lambda entry: _account(entry, areas))
    folder.check()
    rows = bring_accounts(accounts, "resident", report, Words("居民", "residents"))
    for entry in members:
        bring_resident(rows[entry.text("username")], entry, now=now)


def bring_resident(account: Account, entry: Entry, *, now: datetime) -> None:
    """Store what identifies a person; written anew only when it changed, since every encryption differs."""
    _bring_consent(account, now)
    phone, number = checked_phone(entry), _free(id_number(entry), account)
    found = Resident.objects.filter(account=account).first()
    if found and _proved_elsewhere(account):
        return  # 窗口或认证平台核实过的，以核实的为准 · what a counter or a provider proved stands
    _bring_proof(account, number, now)
    marks = (lookup(phone, "people.phone"), lookup(number, "people.id_number"))
    if found and (reveal(found.phone, "people.phone"), reveal(found.id_number, "people.id_number")) == (phone, number):
        return
    Resident.objects.update_or_create(
        account=account,
        defaults={
            "phone": protect(phone, "people.phone"), "phone_lookup": marks[0],
            "id_number": protect(number, "people.id_number"), "id_number_lookup": marks[1],
            "full_name": protect(full_name(entry), "people.full_name"), "verified_at": now,
        },
    )  # fmt: skip


def _free(number: str, account: Account) -> str:
    """The number, unless somebody proved meanwhile that it is theirs under another account."""
    return "" if Resident.objects.filter(id_number_lookup__in=lookups(number, "people.id_number")).exclude(account=account).exists() else number


def _proved_elsewhere(account: Account) -> bool:
    return Proof.objects.filter(account=account, ended_at__isnull=True).exclude(way=Proved.FILE.value).exists()


def _bring_proof(account: Account, number: str, now: datetime) -> None:
    """A sample person with an ID number has proved it; one without has verified the phone only."""
    standing = Proof.objects.filter(account=account, ended_at__isnull=True)
    if number and not standing.exists():
        Proof.objects.create(account=account, way=Proved.FILE.value, proved_at=now)
    if not number:
        standing.filter(way=Proved.FILE.value).update(ended_at=now)


def _bring_consent(account: Account, now: datetime) -> None:
    """A sample person has agreed to the notice in force: people whose cases are shown must have."""
    version = privacy_notice().version
    if not has_agreed(account, version):
        Consent.objects.create(account=account, notice=NOTICE, version=version, given_at=now)


def id_number(entry: Entry) -> str:
    """The checked ID number, or nothing where none is given."""
    if not entry.has("id_number"):
        return ""
    try:
        return str(check_id_number(entry.text("id_number")))
    except Refusal as refusal:
        entry["id_number"].refuse(refusal.words.zh, refusal.words.en)


def full_name(entry: Entry) -> str:
    """The name in the person's own language."""
    words = entry.words("name")
    return words.en if entry.text("language", "zh") == "en" else words.zh


def _account(entry: Entry, areas: set[str]) -> Account:
    entry.only(*NAMES)
    entry.words("name"), checked_phone(entry), id_number(entry)
    refer(entry, "community", areas, "区划", "area")
    # 账户表里不放居民姓名 · the account holds no name of a resident: it stands encrypted beside it
    return Account(login=entry.text("username"), kind="resident", language=LANGUAGES[entry.choice("language", LANGUAGES, "zh")])
