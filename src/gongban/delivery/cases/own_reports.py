"""What cases hold about a resident: given to them on demand, and taken away from their name when they leave."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gongban.delivery.cases.contact import contact
from gongban.delivery.cases.forgetting import mask_texts
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.models import Case
from gongban.foundation.matters.public import Party
from gongban.foundation.retention.public import note_erased
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words

OWN_WISH = "own_wish"  # as the record of what was erased calls it


def own_reports(by: Actor) -> list[dict[str, Any]]:
    """Everything that an account's own reports hold, as JSON values, oldest first."""
    if by.account is None:
        return []
    parties = Party.objects.filter(account=UUID(by.account), matter__kind="case").select_related("matter__case")
    return [_report(party, by) for party in parties.order_by("since")]


def erase_reports(account: str, *, by: Actor, at: datetime) -> int:
    """Within a person's erasure: mask what their reports say, take name, phone and account off; record how many.

    Conflict while one is still open. A report that others joined keeps its text, which is theirs too, masked.
    """
    parties = _none_open(account)
    cases = list(Case.objects.select_related("matter", "category").filter(matter__parties__in=parties).distinct())
    mask_texts(cases)
    parties.update(account=None, name="", phone="", phone_lookup="", follow_code="")
    note_erased(OWN_WISH, len(cases), tuple(str(case.pk) for case in cases), before=at, by=by, at=at)
    return len(cases)


def _none_open(account: str) -> QuerySet[Party]:
    parties = Party.objects.filter(account=UUID(account), matter__kind="case")
    open_ones = parties.filter(matter__open=True).exclude(matter__state="closed").count()
    if open_ones:
        words = Words("您还有 {count} 件诉求没有办完，办完或撤回后才能注销。",
                      "{count} of your reports are still open. You can leave once they are closed or withdrawn.")  # fmt: skip
        raise Conflict("account.open_cases", words.format(count=open_ones))
    return parties


def _report(party: Party, by: Actor) -> dict[str, Any]:
    matter, known = party.matter, contact(party)
    said = matter.entries.filter(author=UUID(by.account) if by.account else None).order_by("at").values("at", "kind", "text")
    return {
        "number": matter.number, "title": matter.title, "state": CASE.state(matter.state).words.zh, "opened_at": matter.opened_at,
        "text": matter.case.text, "address": matter.case.address, "lon": matter.case.lon, "lat": matter.case.lat,
        "answer": matter.case.answer, "name": known.name, "phone": known.phone, "said": list(said),
    }  # fmt: skip
