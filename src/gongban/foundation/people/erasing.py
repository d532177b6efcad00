"""A person's own data: giving them all of it, and erasing what identifies them while the journal stays whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.messages.public import erase as erase_messages
from gongban.foundation.messages.public import inbox
from gongban.foundation.people.events import AccountErased, DataExported
from gongban.foundation.people.models import Account, Agent, Consent, OneTimeCode, Proof, Resident
from gongban.foundation.people.secrets import lookups, reveal
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.words import Words


def own_data(account: Account, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Everything that is kept about a person here, as JSON values, in clear; recorded. Only for themselves."""
    _themselves(account, by)
    with transaction.atomic():
        record(Entry(DataExported(), by, at))
    consents = Consent.objects.filter(account=account).order_by("given_at").values("notice", "version", "given_at", "withdrawn_at")
    agencies = Agent.objects.filter(account=account).values("enterprise_id", "capacity", "items", "since", "until")
    proofs = Proof.objects.filter(account=account).order_by("proved_at").values("way", "proved_at", "ended_at")
    notes = inbox(str(account.pk), most=1_000)
    return {
        "account": {"id": str(account.pk), "login": account.login, "language": account.language, "created_at": account.created_at},
        "identity": identity_of(account),
        "identity_proofs": list(proofs),
        "consents": list(consents),
        "enterprises": list(agencies),
        "messages": [{"at": note.at, "subject": note.subject, "text": note.text} for note in notes],
    }


def identity_of(account: Account) -> dict[str, str]:
    """Phone, ID number and name of a resident in clear; the caller has checked that it is their own."""
    resident = Resident.objects.filter(account=account).first()
    columns = ("phone", "id_number", "full_name") if resident else ()
    return {name: reveal(getattr(resident, name), f"people.{name}") for name in columns}


def erase_account(account: Account, *, by: Actor, at: datetime) -> None:
    """Erase a resident's account and all that identifies them.

    Listeners of `account_erased` erase what other domains hold, in the same transaction, and may refuse
    (a case is still open). The journal keeps opaque ids, which then lead to nobody.
    """
    _themselves(account, by)
    if account.kind != "resident":
        words = Words("工作账号由管理员办理离任，不能自行注销。", "Accounts of staff are closed by the administrator when they leave.")
        raise Forbidden("account.of_staff", words)
    phone = identity_of(account).get("phone", "")
    with transaction.atomic():
        record(Entry(AccountErased(str(account.pk)), by, at))
        erase_messages(account=str(account.pk), to=phone)
        OneTimeCode.objects.filter(phone_lookup__in=lookups(phone, "people.phone")).delete()
        account.delete()


def _themselves(account: Account, by: Actor) -> None:
    if by.account != str(account.pk):
        raise Forbidden("account.not_own", Words("只能办理自己的账号。", "This is possible for one's own account only."))
