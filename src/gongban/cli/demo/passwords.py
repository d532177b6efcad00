"""Who can sign in to a demonstration: every member of staff with one known password, residents by a code."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from gongban.foundation.people.public import Account

PASSWORD = "jiangcheng-2026"


def give_passwords() -> int:
    """Give the demonstration's password to all staff who have none yet; return to how many."""
    encoded = make_password(PASSWORD)  # once for all: a slow hash for each of them would take longer than the cases
    waiting = [account for account in Account.objects.filter(kind="staff") if not account.has_usable_password()]
    return Account.objects.filter(pk__in=[account.pk for account in waiting]).update(password=encoded)
