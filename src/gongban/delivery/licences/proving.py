"""What licences prove fills the facts of their holder, so that nobody is asked what a licence says; ended ones prove nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gongban.delivery.licences.contents import fact_of, fact_value, opened
from gongban.delivery.licences.models import Licence
from gongban.delivery.licences.terms import Holder
from gongban.foundation.facts.public import Party, Source, declarations, hold, release
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import SYSTEM
from gongban.kernel.conditions import Value


def refresh_facts(licence: Licence, at: datetime) -> None:
    """Bring the holder's facts in step after a licence has changed; the caller holds the transaction.

    What it no longer proves is taken away; what another licence of the holder in force still proves is held again.
    """
    party = party_of(licence)
    if party is None:
        return
    gone = release(party, reference=licence.base, by=SYSTEM, at=at)
    for each in (licence, *(_others(licence) if gone else ())):
        _hold(each, party, at)


def party_of(licence: Licence) -> Party | None:
    """Of whom its facts are held; None for a holder who is not known here."""
    if licence.enterprise_id:
        return Party(enterprise=licence.enterprise_id)
    return Party(account=str(licence.account_id)) if licence.account_id else None


def _others(licence: Licence) -> list[Licence]:
    rows = Licence.objects.filter(state="in_force").exclude(pk=licence.pk).select_related("type")
    if licence.type.holder == Holder.ENTERPRISE:
        rows = rows.filter(enterprise=licence.enterprise_id)
    else:
        rows = rows.filter(account=licence.account_id, enterprise__isnull=True)
    return list(rows.order_by("since", "pk"))


def _hold(licence: Licence, party: Party, at: datetime) -> None:
    if licence.state_on(calendar().local_day(at)) != "in_force":
        return
    for name, value in proven(licence):
        hold(party, name, value, source=Source.LICENCE, as_of=licence.since, reference=licence.base, by=SYSTEM, at=at)


def proven(licence: Licence) -> Iterator[tuple[str, Value]]:
    """Each fact that a licence proves, with its value: those of its fields, and those of its type."""
    texts = opened(licence.details)
    for field in licence.type.fields:
        fact = fact_of(field) if field.fact else None
        value = fact_value(fact, texts.get(field.code, "")) if fact else None
        if value is not None:
            yield field.fact, value
    for each in licence.type.proven:
        known = declarations().get(each.fact)
        value = fact_value(known.fact, each.value) if known else None
        if value is not None:
            yield each.fact, value
