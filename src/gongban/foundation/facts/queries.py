"""What others ask: which facts are declared, and what is held of a party, as far as the one who asks may see it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from gongban.foundation.facts.models import DeclaredFact, HeldFact
from gongban.foundation.facts.terms import SELF, TODAY, About, Declaration, Held, Party, Source
from gongban.foundation.facts.writing import value_of
from gongban.foundation.territory.public import calendar, time_bucket
from gongban.kernel.actors import Actor
from gongban.kernel.conditions import Fact, Facts, Kind, Option, Value
from gongban.kernel.conditions.terms import MOST_NUMBER
from gongban.kernel.words import Words


def declared() -> Facts:
    """All declared facts, ended ones too, for reading conditions: `declared().condition(text)`."""
    return _declared(time_bucket())[0]


def declarations() -> dict[str, Declaration]:
    """All declared facts by name, ended ones too, in the order in which they are asked."""
    return _declared(time_bucket())[1]


def forget_declared() -> None:
    """Forget what was read, after loading a city."""
    _declared.cache_clear()


def held_of(party: Party, *, by: Actor) -> dict[str, Held]:
    """What is held of a party, by name: the party sees its own, staff what their role may see, the platform all."""
    known = declarations()
    rows = rows_of(party).filter(_may_see(party, by)).order_by("fact__place")
    return {row.fact_id: _held(row, known[row.fact_id].fact) for row in rows if row.fact_id in known}


def own_facts(by: Actor) -> list[dict[str, Any]]:
    """Everything that is held of a person, as JSON values in clear, for their own copy of their data."""
    party = Party(account=by.account)
    known = declarations()
    rows = rows_of(party).order_by("fact__place")
    held = [_held(row, known[row.fact_id].fact) for row in rows]
    return [
        {"fact": each.name, "value": each.value, "source": each.source, "reference": each.reference, "as_of": each.as_of, "recorded_at": each.recorded_at}
        for each in held
    ]


def known_of(party: Party | None, *, by: Actor, at: datetime) -> dict[str, Value | None]:
    """The values held of a party, and today's date in the city, to evaluate conditions with."""
    values: dict[str, Value | None] = {TODAY: at.astimezone(calendar().tzinfo).date()}
    return values | ({name: held.value for name, held in held_of(party, by=by).items()} if party else {})


def rows_of(party: Party) -> QuerySet[HeldFact]:
    """The rows of a party; none of a party that names nobody."""
    if party.account:
        return HeldFact.objects.filter(account=UUID(party.account))
    return HeldFact.objects.filter(enterprise=party.enterprise) if party.enterprise else HeldFact.objects.none()


def _may_see(party: Party, by: Actor) -> Q:
    if by.kind == "system" or is_own(party, by):
        return Q() if by.kind == "system" else Q(fact__seen_by__contains=[SELF])
    roles = {role for role, _ in by.roles} if by.is_staff else set()
    allowed = Q(pk__in=[])
    for role in roles:
        allowed |= Q(fact__seen_by__contains=[role])
    return allowed


def is_own(party: Party, by: Actor) -> bool:
    """Whether somebody asks for themselves, or for the enterprise for which they speak."""
    return bool(party.account and party.account == by.account) or bool(party.enterprise and party.enterprise == by.enterprise)


def _held(row: HeldFact, fact: Fact) -> Held:
    return Held(row.fact_id, value_of(row, fact), Source(row.source), row.reference, row.as_of, row.recorded_at, row.consented_at)


@lru_cache(maxsize=2)
def _declared(_bucket: int) -> tuple[Facts, dict[str, Declaration]]:
    made = [declaration_of(row) for row in DeclaredFact.objects.order_by("place", "name")]
    return Facts(each.fact for each in made), {each.name: each for each in made}


def declaration_of(row: DeclaredFact) -> Declaration:
    """The frozen value of a row."""
    fact = Fact(
        name=row.name, kind=Kind(row.kind), words=Words(row.words_zh, row.words_en),
        unit=Words(row.unit_zh, row.unit_en) if row.unit_zh else None,
        options=tuple(Option(each["code"], Words(each["zh"], each["en"])) for each in row.options),
        least=-MOST_NUMBER if row.least is None else row.least, most=MOST_NUMBER if row.most is None else row.most, formula=row.formula,
    )  # fmt: skip
    return Declaration(
        fact, About(row.about), Words(row.question_zh, row.question_en), Words(row.hint_zh, row.hint_en),
        Words(row.source_zh, row.source_en), row.personal, row.asked, tuple(row.seen_by),
    )  # fmt: skip
