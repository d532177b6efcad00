"""Proving who a resident is: at a counter with the card, or by a provider of identities. One account for an ID number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.codes import COUNTER, holder_of_phone, send_code
from gongban.foundation.people.events import IdentityMoved, IdentityProved, IdentityRefused
from gongban.foundation.people.models import Account, OneTimeCode, Proof, Resident
from gongban.foundation.people.queries import phone_of
from gongban.foundation.people.secrets import lookup, lookups, protect, reveal
from gongban.foundation.people.terms import Proved
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.kernel.identifiers import check_id_number, check_phone
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

NUMBER, NAME, SUBJECT = "people.id_number", "people.full_name", "people.subject"


class AtCounter(Input):
    """What a clerk enters who has the person and the card before them; the code came to the person's own phone."""

    phone: str = asked("手机号", "Phone", max_length=30)
    code: str = asked("核对码", "Code", max_length=12, hint=Words("发到本人手机上的 6 位数字。", "The 6 digits that came to their phone."))
    name: str = asked("姓名", "Name", max_length=60, hint=Words("与身份证上的一致。", "As it stands on the card."))
    id_number: str = asked("身份证号", "ID number", max_length=40)
    seen: bool = asked("我看过身份证原件，是本人", "I have seen the card itself, and it is this person", widget="boolean", default=False)
    moves: bool = asked("本人以前的手机号不用了，把实名转到这个号", "They no longer use their former phone: move the real name to this one", widget="boolean", default=False)


@dataclass(frozen=True)
class Person:
    """Who somebody is, as it was proved: name and checked ID number in clear, never logged."""

    name: str
    number: str

    def __repr__(self) -> str:
        return "Person(…)"


def send_counter_code(phone: str, *, by: Actor, at: datetime, language: str = "zh-hans") -> OneTimeCode:
    """Send the person at the counter a code that proves that the phone is theirs; it signs nobody in."""
    _clerk(by)
    return send_code(phone, at=at, language=language, purpose=COUNTER)


def prove_at_counter(given: Mapping[str, Any], *, by: Actor, at: datetime) -> Proof:
    """Record that a clerk saw the person with the card. Whoever has no account yet gets one for their phone.

    Refusal "id_number.*", "sign_in.code_*", "identity.not_seen", "identity.already"; Conflict "identity.other_account"
    where the number belongs to another account, unless `moves` says that the former phone is given up.
    """
    _clerk(by)
    wanted = AtCounter.read(given)
    if not wanted.seen:
        raise Refusal("identity.not_seen", Words("请当面核对身份证原件后勾选。", "Look at the card and the person, then tick the box."), field="seen", status=422)
    person = Person(wanted.name, str(check_id_number(wanted.id_number)))
    check_phone(wanted.phone)
    account = holder_of_phone(wanted.phone, wanted.code, at=at, purpose=COUNTER)
    department = min(by.departments(Role.COUNTER), default=None)
    return _prove(account, person, Proof(way=Proved.COUNTER.value, clerk_id=by.account, department_id=department), wanted.moves, by, at)


def prove_by_provider(account: Account, person: Person, issuer: str, subject: str, *, by: Actor, at: datetime) -> Proof:
    """Record what a provider of identities vouches for; the caller has checked its answer. Refusals as at a counter, but nothing moves."""
    if by.account != str(account.pk) or account.kind != "resident":
        raise Forbidden("account.not_own", Words("只能办理自己的账号。", "This is possible for one's own account only."))
    checked = Person(person.name.strip(), str(check_id_number(person.number)))
    mark = lookup(f"{issuer}\n{subject}", SUBJECT)
    return _prove(account, checked, Proof(way=Proved.PROVIDER.value, issuer=issuer, subject_lookup=mark), False, by, at)


def note_refused(why: str, account: Account | None = None, *, by: Actor, at: datetime) -> None:
    """Write down that a proof was refused, and why, as a code."""
    with transaction.atomic():
        record(Entry(IdentityRefused(why, str(account.pk) if account else None), by, at))


def _prove(account: Account, person: Person, proof: Proof, moves: bool, by: Actor, at: datetime) -> Proof:
    try:
        with transaction.atomic():
            resident = Resident.objects.select_for_update().get(account=account)
            _same_person(resident, person)
            _alone(account, person, moves, by, at)
            return _write(account, resident, person, proof, by, at)
    except (Conflict, IntegrityError) as error:  # 另一个窗口刚刚办了同一个号 · another counter was quicker with the same number
        refusal = error if isinstance(error, Conflict) else _taken()
        note_refused(refusal.code.removeprefix("identity."), account, by=by, at=at)
        raise refusal from None


def _same_person(resident: Resident, person: Person) -> None:
    held = reveal(resident.id_number, NUMBER)
    if held and held != person.number:
        words = Words("这个账号已经由另一个人实名。请用自己的手机号。", "This account is somebody else's by their real name. Use your own phone.")
        raise Conflict("identity.already", words)


def _alone(account: Account, person: Person, moves: bool, by: Actor, at: datetime) -> None:
    """Nobody else has this number; or the former account gives it up."""
    rows = Resident.objects.select_for_update().filter(id_number_lookup__in=lookups(person.number, NUMBER))
    former = rows.exclude(account=account).select_related("account").first()
    if former is None:
        return
    if not moves:
        raise _taken()
    _give_up(former, account, by, at)


def _taken() -> Conflict:
    words = Words("这个身份证号已在另一个账号实名。换了手机号的，请带身份证到任一窗口转过来。",
                  "This ID number is proved for another account. If you changed your phone, go to any counter with your card to move it.")  # fmt: skip
    return Conflict("identity.other_account", words)


def _give_up(former: Resident, to: Account, by: Actor, at: datetime) -> None:
    former.id_number = former.id_number_lookup = former.full_name = ""
    former.save(update_fields=["id_number", "id_number_lookup", "full_name"])
    Proof.objects.filter(account=former.account, ended_at__isnull=True).update(ended_at=at)
    record(Entry(IdentityMoved(str(former.account_id), str(to.pk)), by, at))
    _tell(former.account, "people.identity_moved", {}, at)


def _write(account: Account, resident: Resident, person: Person, proof: Proof, by: Actor, at: datetime) -> Proof:
    resident.id_number, resident.id_number_lookup = protect(person.number, NUMBER), lookup(person.number, NUMBER)
    resident.full_name = protect(person.name, NAME)
    resident.save(update_fields=["id_number", "id_number_lookup", "full_name"])
    Proof.objects.filter(account=account, ended_at__isnull=True).update(ended_at=at)
    proof.account, proof.proved_at = account, at
    proof.save(force_insert=True)
    record(Entry(IdentityProved(str(account.pk), proof.way, proof.department_id), by, at, organisation=proof.department_id or ""))
    words = Proved(proof.way).words
    _tell(account, "people.identity_proved", {"way_zh": words.zh, "way_en": words.en}, at)
    return proof


def _tell(account: Account, template: str, values: dict[str, str], at: datetime) -> None:
    """In the inbox and on the phone: whoever's name is taken is to notice."""
    language = account.language or "zh-hans"
    addresses = [Address(Way.IN_APP, str(account.pk), language), Address(Way.SMS, phone_of(account), language)]
    tell(addresses, template, values, key=f"{template}:{account.pk}:{at.isoformat()}", at=at)


def _clerk(by: Actor) -> None:
    if not by.is_staff or not by.holds(Role.COUNTER):
        raise Forbidden("identity.not_clerk", Words("只有窗口人员可以核实身份。", "Only counter clerks prove identities."))
