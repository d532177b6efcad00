"""Changing one's own password, and whether one must."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.events import PasswordChanged
from gongban.foundation.people.models import Account
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


def change_password(account: Account, former: str, fresh: str, *, by: Actor, at: datetime) -> None:
    """Change one's own password; Refusal names what is wrong with the former or the new one."""
    if not account.check_password(former):
        raise Refusal("password.former_wrong", Words("原口令不对。", "The former password is not right."), field="former", status=422)
    if former == fresh:
        raise Refusal("password.same", Words("新口令不能与原口令相同。", "The new password must differ from the former."), field="fresh", status=422)
    try:
        validate_password(fresh, account)
    except ValidationError as weak:
        said = " ".join(weak.messages)
        raise Refusal("password.weak", Words(said, said), field="fresh", status=422) from None
    with transaction.atomic():
        account.set_password(fresh)
        account.start_password_until = None
        account.save(update_fields=["password", "start_password_until"])
        record(Entry(PasswordChanged(str(account.pk)), by, at))


def start_password_is_over(account: Account, *, at: datetime) -> bool:
    """Whether a start password was not changed in time and no longer opens the door."""
    return bool(account.start_password_until and account.start_password_until <= at)
