"""A closed case opens its callbacks; one that is reopened or filed needs them no longer."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.cases.public import Case
from gongban.foundation.journal.public import Event, listens
from gongban.foundation.matters.public import Party
from gongban.foundation.territory.public import calendar
from gongban.outcome.ratings.models import Callback
from gongban.outcome.ratings.queries import callback_rules
from gongban.outcome.ratings.rules import CallbackRules, first_call, is_sampled, objection_ends
from gongban.outcome.ratings.terms import Standing


@listens("closed")
def open_callbacks(event: Event) -> None:
    """Put the question to every reporter of the case, the joined ones too, within the closing's transaction."""
    case = Case.objects.get(pk=event.matter)
    rules, redoing = callback_rules(), int(event.payload.get("redoing", 0))
    sampled = is_sampled(case.pk, case.kind, redoing, rules)
    parties = Party.objects.filter(matter=event.matter, role="reporter").order_by("since", "pk")
    Callback.objects.bulk_create([_callback(case, party, sampled, redoing, event.occurred_at, rules) for party in parties])


def _callback(case: Case, party: Party, sampled: bool, redoing: int, at: datetime, rules: CallbackRules) -> Callback:
    # 没有电话的匿名反映人只能凭查询码上网评价 · who left no phone can only judge online, by the code they keep
    called = sampled and bool(party.phone or party.account_id)
    return Callback(
        case=case, party=party, redoing=redoing, sampled=called, opened_at=at,
        due_at=first_call(at, bool(party.account_id), calendar(), rules) if called else None,
        lapses_at=None if called else objection_ends(at, calendar(), rules),
    )  # fmt: skip


@listens("reopened", "filed")
def drop_open_callbacks(event: Event) -> None:
    """What was not asked yet is not asked any more; a reopened case is asked about at its next closure."""
    waiting = Callback.objects.open().filter(case=event.matter)
    waiting.update(standing=Standing.DROPPED, settled_at=event.occurred_at)
