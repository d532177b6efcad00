"""What follows: the other parts of an application go on, applicants are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

import gongban.delivery.applications.commitments.following
import gongban.delivery.applications.following  # noqa: F401 - registers what one part does to the others
from gongban.delivery.applications.authority import within
from gongban.delivery.applications.letters import LETTERS
from gongban.delivery.applications.models import Application, Part
from gongban.delivery.applications.own import erase_drafts, runs_for
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.public import Account, Agent
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words


@listens(*LETTERS, later=True)
def tell_applicant(event: Event) -> None:
    """Tell the applicant, or those who may speak for the enterprise, in their language; of one application at its receipt once."""
    part = Part.objects.select_related("matter", "application", "department").filter(pk=event.matter).first() if event.matter else None
    if part is None or (event.kind == "submitted" and part.place > 1):
        return
    values = {
        "name_zh": part.name_zh, "name_en": part.name_en, "number": part.matter.number, "office_zh": part.department.name_zh,
        "office_en": part.department.name_en, "page": f"/account/applications/{part.application_id}/#{part.code}",
    }  # fmt: skip
    for account in told(part.application, event.occurred_at):
        address = Address(Way.IN_APP, str(account.pk), account.language or "zh-hans")
        tell([address], LETTERS[event.kind].name, values, key=f"{event.pk}:{account.pk}", at=event.occurred_at)


@listens("account_erased")
def erase_with_account(event: Event) -> None:
    """Within the erasure: drafts go; Conflict while something is still being handled, as with cases."""
    account = str(event.payload["account"])
    if runs_for(account):
        words = Words("还有办件没有办完，办完或撤回以后再注销。", "Something you applied for is still being handled; close the account when it is done or withdrawn.")
        raise Conflict("account.applications_open", words)
    erase_drafts(account)


def told(application: Application, at: datetime) -> Iterator[Account]:
    """Whom the platform tells of an application: who filled it in, or all who may speak for the enterprise in it."""
    accounts = Account.objects.filter(is_active=True).order_by("pk")
    if application.enterprise_id:
        agents = Agent.objects.filter(Q(until__isnull=True) | Q(until__gt=at), enterprise=application.enterprise_id, since__lte=at)
        speak = [each.account_id for each in agents if Application.objects.filter(within(each), pk=application.pk).exists()]
        yield from accounts.filter(pk__in=speak)
    elif application.account_id:
        yield from accounts.filter(pk=application.account_id)
