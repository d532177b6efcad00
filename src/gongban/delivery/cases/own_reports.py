"""What cases hold about a resident: given to them on demand, and taken away from their name when they leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gongban.delivery.cases.contact import contact
from gongban.delivery.cases.lifecycle import CASE
from gongban.foundation.matters.public import Party
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict
from gongban.kernel.words import Words


def own_reports(by: Actor) -> list[dict[str, Any]]:
    """Everything that an account's own reports hold, as JSON values, oldest first."""
    if by.account is None:
        return []
    parties = Party.objects.filter(account=UUID(by.account), matter__kind="case").select_related("matter__case")
    return [_report(party, by) for party in parties.order_by("since")]


def release_account(account: str) -> int:
    """Take a person's name, phone and account off their reports; Conflict while one is still open."""
    parties = Party.objects.filter(account=UUID(account))
    open_ones = parties.filter(matter__open=True).exclude(matter__state="closed").count()
    if open_ones:
        words = Words("您还有 {count} 件诉求没有办完，办完或撤回后才能注销。",
                      "{count} of your reports are still open. You can leave once they are closed or withdrawn.")  # fmt: skip
        raise Conflict("account.open_cases", words.format(count=open_ones))
    return parties.update(account=None, name="", phone="", phone_lookup="", follow_code="")


def _report(party: Party, by: Actor) -> dict[str, Any]:
    matter, known = party.matter, contact(party)
    said = matter.entries.filter(author=UUID(by.account) if by.account else None).order_by("at").values("at", "kind", "text")
    return {
        "number": matter.number, "title": matter.title, "state": CASE.state(matter.state).words.zh, "opened_at": matter.opened_at,
        "text": matter.case.text, "address": matter.case.address, "lon": matter.case.lon, "lat": matter.case.lat,
        "answer": matter.case.answer, "name": known.name, "phone": known.phone, "said": list(said),
    }  # fmt: skip
