"""Signing in with a phone: a code of six digits, five minutes, five tries, once a minute and ten times a day."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.models import Account, OneTimeCode, Resident
from gongban.foundation.people.refusals import account_closed, code_over, code_wrong, too_many_codes, too_soon
from gongban.foundation.people.secrets import lookup, lookups, protect
from gongban.kernel.identifiers import check_phone

PHONE, CODE = "people.phone", "people.code"
VALID, BETWEEN, DAY = timedelta(minutes=5), timedelta(minutes=1), timedelta(days=1)
TRIES, PER_DAY = 5, 10
SIGN_IN, COUNTER = "sign_in", "counter"
LETTERS = {SIGN_IN: "people.code", COUNTER: "people.counter_code"}


def send_code(typed: str, *, at: datetime, language: str = "zh-hans", purpose: str = SIGN_IN) -> OneTimeCode:
    """Send a code to the phone that was typed; Refusal names a number that is none, or how long to wait.

    A code is good for its purpose only: one that is told to a clerk opens no account.
    """
    phone = str(check_phone(typed))
    _check_frequency(lookups(phone, PHONE), at)
    code = f"{secrets.randbelow(1_000_000):06d}"
    sent = OneTimeCode(phone_lookup=lookup(phone, PHONE), sent_at=at, expires_at=at + VALID, purpose=purpose)
    sent.digest = lookup(f"{sent.pk}:{code}", CODE)
    with transaction.atomic():
        sent.save(force_insert=True)
        tell([Address(Way.SMS, phone, language)], LETTERS[purpose], {"code": code}, key=f"code:{sent.pk}", at=at)
    return sent


def _check_frequency(found: list[str], at: datetime) -> None:
    times = list(OneTimeCode.objects.filter(phone_lookup__in=found, sent_at__gt=at - DAY).values_list("sent_at", flat=True))
    if times and max(times) > at - BETWEEN:
        raise too_soon()
    if len(times) >= PER_DAY:
        raise too_many_codes()


def sign_in_with(typed: str, code: str, *, at: datetime) -> Account:
    """The account of the resident who gave the right code; a new one for a phone seen for the first time.

    Every try is counted whether it is right or not; a code works once, and only the last one sent.
    """
    return holder_of_phone(typed, code, at=at)


def holder_of_phone(typed: str, code: str, *, at: datetime, purpose: str = SIGN_IN) -> Account:
    """The account of whoever holds this phone now, as the code of this purpose proves; likewise."""
    phone = str(check_phone(typed))
    sent = OneTimeCode.objects.filter(phone_lookup__in=lookups(phone, PHONE), purpose=purpose).order_by("-sent_at").first()
    if sent is None or sent.used_at or sent.expires_at <= at or not _count_try(sent):
        raise code_over()
    if not any(secrets.compare_digest(sent.digest, one) for one in lookups(f"{sent.pk}:{code.strip()}", CODE)):
        raise code_wrong()
    if not OneTimeCode.objects.filter(pk=sent.pk, used_at=None).update(used_at=at):
        raise code_over()
    return _resident(phone, at)


def _count_try(sent: OneTimeCode) -> bool:
    return bool(OneTimeCode.objects.filter(pk=sent.pk, tries__lt=TRIES).update(tries=F("tries") + 1))


def _resident(phone: str, at: datetime) -> Account:
    found = Resident.objects.filter(phone_lookup__in=lookups(phone, PHONE)).select_related("account").first()
    account = found.account if found else _new_resident(phone, at)
    if not account.is_active:
        raise account_closed()
    return account


def _new_resident(phone: str, at: datetime) -> Account:
    account = Account(kind="resident")
    account.login = f"resident-{account.pk}"
    account.set_unusable_password()
    account.save(force_insert=True)
    Resident.objects.create(
        account=account, phone=protect(phone, PHONE), phone_lookup=lookup(phone, PHONE), verified_at=at
    )
    return account

