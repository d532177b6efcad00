"""An enterprise comes into being with its registration: by the credit code that the office gives, and whoever applied speaks for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.events import EnterpriseFounded
from gongban.foundation.people.models import Agent, Enterprise
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.identifiers import check_credit_code
from gongban.kernel.words import Words


def found_enterprise(code: str, name: str, *, account: UUID | None, by: Actor, at: datetime) -> Enterprise:
    """A new enterprise, of which the person with this account is the legal representative; for the caller who has decided so, in their transaction.

    Refusal "credit_code.*" for a code that cannot be, "enterprise.registered" for one that another enterprise has.
    """
    if not code.strip():
        raise Refusal("credit_code.missing", Words("请填写给这家企业的统一社会信用代码。", "Give the enterprise its credit code."), field="credit_code", status=422)
    made, is_new = Enterprise.objects.get_or_create(pk=str(check_credit_code(code)), defaults={"name_zh": name[:120]})
    if not is_new:
        words = Words("这个统一社会信用代码已经登记给别的企业。", "This credit code belongs to another enterprise already.")
        raise Refusal("enterprise.registered", words, field="credit_code", status=422)
    if account is not None:
        Agent.objects.create(enterprise=made, account_id=account, capacity="legal_representative", since=at, granted_by_id=by.account)
    record(Entry(EnterpriseFounded(made.pk, account), by, at))
    return made
