"""The privacy notice: who has agreed to which version, and who must be asked (again)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.events import ConsentGiven, ConsentWithdrawn
from gongban.foundation.people.models import Account, Consent
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words

NOTICE = "privacy"


@dataclass(frozen=True)
class PrivacyNotice:
    """The notice in force: its version and its Markdown text in both languages."""

    version: str
    text: Words


def privacy_notice() -> PrivacyNotice:
    """The city's notice as it stands now."""
    found = city().settings["privacy_notice"]
    return PrivacyNotice(found["version"], Words(found["zh"], found["en"]))


def has_agreed(account: Account, version: str) -> bool:
    """Whether the account agreed to this version and has not withdrawn that."""
    return Consent.objects.filter(account=account, notice=NOTICE, version=version, withdrawn_at=None).exists()


def agree(account: Account, version: str, *, by: Actor, at: datetime) -> None:
    """Record that a person agreed; Conflict when they read another version than the one in force."""
    if version != privacy_notice().version:
        words = Words("隐私告知刚刚更新，请重新阅读后再确认。", "The privacy notice has just changed. Please read it again.")
        raise Conflict("consent.changed", words)
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if not has_agreed(account, version):
            Consent.objects.create(account=account, notice=NOTICE, version=version, given_at=at)
            record(Entry(ConsentGiven(NOTICE, version), by, at))


def withdraw_consent(account: Account, *, by: Actor, at: datetime) -> int:
    """Withdraw every consent that stands; return how many. Nothing but reading public pages is possible afterwards."""
    with transaction.atomic():
        standing = list(Consent.objects.select_for_update().filter(account=account, withdrawn_at=None))
        Consent.objects.filter(pk__in=[one.pk for one in standing]).update(withdrawn_at=at)
        record(*(Entry(ConsentWithdrawn(one.notice, one.version), by, at) for one in standing))
    return len(standing)
