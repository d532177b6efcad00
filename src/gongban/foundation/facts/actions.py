"""Holding a fact of a party, and forgetting it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from gongban.foundation.facts.events import FactForgotten, FactHeld
from gongban.foundation.facts.models import HeldFact
from gongban.foundation.facts.queries import declarations, is_own, rows_of
from gongban.foundation.facts.terms import Declaration, Party, Source
from gongban.foundation.facts.writing import put
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Account, Enterprise
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Value
from gongban.kernel.errors import Forbidden, NotFound, Refusal
from gongban.kernel.words import Words


def hold(
    party: Party, name: str, value: Value | None, *, source: Source, as_of: date, reference: str = "", by: Actor, at: datetime
) -> bool:
    """Hold a value of a party (None: it has none); say whether it was taken.

    What a person says of themselves is their consent to keep it. It is not taken where a register or a licence says
    something already; of equal sources the later day counts. Refusal for an unknown fact, another kind, or no right.
    """
    known = _declaration(name, party, value)
    _check_right(party, source, by)
    with transaction.atomic():
        _lock(party)
        row = rows_of(party).filter(fact=name).first()
        if row is not None and (Source(row.source).certainty, row.as_of) > (source.certainty, as_of):
            return False
        row = row or HeldFact(fact_id=name, account_id=party.account, enterprise_id=party.enterprise)
        row.source, row.reference, row.as_of, row.recorded_at = source.value, reference, as_of, at
        row.consented_at = at if source is Source.DECLARED else None
        put(row, value, personal=known.personal)
        row.save()
        record(Entry(FactHeld(name, source.value, party.account, party.enterprise), by, at))
    return True


def forget(party: Party, name: str, *, by: Actor, at: datetime) -> None:
    """Delete what is held, by the party itself: what was kept by its consent goes when that is withdrawn."""
    if not is_own(party, by):
        raise Forbidden("fact.not_own", Words("只能删去自己的信息。", "Only one's own can be deleted."))
    with transaction.atomic():
        rows = rows_of(party).filter(fact=name, source=Source.DECLARED)
        if not rows.delete()[0]:
            raise NotFound("fact.not_held", Words("没有你自己填写的这项信息。", "Nothing that you said yourself is held of this."))
        record(Entry(FactForgotten(name, party.account, party.enterprise), by, at))


def release(party: Party, *, reference: str, by: Actor, at: datetime) -> list[str]:
    """Delete what a licence has proven, when it no longer does; say which facts. Only for the platform itself."""
    if by.kind != "system":
        raise Forbidden("fact.not_own", Words("只能删去自己的信息。", "Only one's own can be deleted."))
    with transaction.atomic():
        _lock(party)
        rows = rows_of(party).filter(source=Source.LICENCE, reference=reference)
        names = sorted(rows.values_list("fact_id", flat=True))
        rows.delete()
        record(*(Entry(FactForgotten(name, party.account, party.enterprise), by, at) for name in names))
    return names


def _declaration(name: str, party: Party, value: Value | None) -> Declaration:
    known = declarations().get(name)
    if known is None or known.fact.formula or not known.asked or known.about != party.about:
        raise Refusal("fact.unknown", Words("没有这项可以保存的事实。", "There is no such fact to be held."), field=name)
    if value is not None and not known.fact.accepts(value):
        words = Words(f"“{known.fact.words.zh}”的值不对。", f"The value of “{known.fact.words.en}” is not valid.")
        raise Refusal("fact.value", words, field=name, status=422)
    return known


def _check_right(party: Party, source: Source, by: Actor) -> None:
    """A person says what is so of themselves; registers and licences are brought by the platform."""
    if by.kind != "system" and not (source is Source.DECLARED and is_own(party, by)):
        raise Forbidden("fact.not_own", Words("只能填写自己的信息。", "Only one's own can be said."))


def _lock(party: Party) -> None:
    if party.account:
        Account.objects.select_for_update().get(pk=party.account)
    else:
        Enterprise.objects.select_for_update().get(pk=party.enterprise)
