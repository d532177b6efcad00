"""What follows: holders are told, and when an account is erased its consents end."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from gongban.delivery.licences.letters import HOLDER
from gongban.delivery.licences.lifecycle import LICENCE
from gongban.delivery.licences.models import Licence, Share
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.messages.public import Address, Way, tell
from gongban.foundation.people.public import Account, Agent, Department

TOLD = {
    "licence_issued": "issued", "licence_changed": "changed", "licence_renewed": "changed", "licence_suspended": "suspended",
    "licence_resumed": "resumed", "licence_ended": "ended", "licence_share_asked": "asked",
}  # fmt: skip


@listens(*TOLD, later=True)
def tell_holder(event: Event) -> None:
    """Tell the holder, or those who may speak for the enterprise, in their language."""
    licence = Licence.objects.select_related("type", "issuer").filter(pk=event.matter).first() if event.matter else None
    if licence is None:
        return
    asking = event.kind == "licence_share_asked"
    office = Department.objects.get(pk=event.payload["department"]) if asking else licence.issuer
    state = LICENCE.state(str(event.payload.get("ending", licence.state))).words
    values = {
        "name_zh": licence.type.name_zh, "name_en": licence.type.name_en, "issuer_zh": office.name_zh, "issuer_en": office.name_en,
        "ending_zh": state.zh, "ending_en": state.en, "page": f"/account/licences/{licence.pk}/{'#shares' if asking else ''}",
    }  # fmt: skip
    for account in _holders(licence, event):
        addresses = [Address(Way.IN_APP, str(account.pk), account.language or "zh-hans")]
        tell(addresses, HOLDER[TOLD[event.kind]].name, values, key=f"{event.pk}:{account.pk}", at=event.occurred_at)


def _holders(licence: Licence, event: Event) -> Iterator[Account]:
    accounts = Account.objects.filter(is_active=True).order_by("pk")
    if licence.enterprise_id:
        agents = Agent.objects.filter(Q(until__isnull=True) | Q(until__gt=event.occurred_at), enterprise=licence.enterprise_id)
        yield from accounts.filter(pk__in=agents.values("account"))
    elif licence.account_id:
        yield from accounts.filter(pk=licence.account_id)


@listens("account_erased")
def end_consents(event: Event) -> None:
    """Within the erasure: what the person consented to is withdrawn. The licences stay with their issuing units, by law."""
    own = Licence.objects.filter(account=event.payload["account"], enterprise__isnull=True)
    Share.objects.filter(licence__in=own, state__in=["asked", "given"]).update(state="withdrawn", answered_at=event.occurred_at)
