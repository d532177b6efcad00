"""Accounts of a city folder: added when new, renamed when the folder says so, never deleted."""

from __future__ import annotations

from collections.abc import Iterable

from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.models import Account
from gongban.kernel.city import Report
from gongban.kernel.words import Words

FIELDS = ("name_zh", "name_en", "language")


def bring_accounts(accounts: Iterable[Account], kind: str, report: Report, words: Words) -> dict[str, Account]:
    """Bring accounts of a kind in step; return them by login. New ones have no usable password."""
    wanted = list(accounts)
    for account in wanted:
        account.set_unusable_password()
    logins = [account.login for account in wanted]
    mine = Account.objects.filter(login__in=logins, kind=kind)
    bring_in_step(wanted, among=mine, key="login", fields=FIELDS, report=report, words=words, name=f"people_{kind}")
    return {account.login: account for account in mine}
