"""What the search is told of items: those in force today, in the whole city or on trial in some districts; it never asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.models import ItemVersion, Switch
from gongban.design.catalogue.queries.force import candidates_of, turns_of
from gongban.design.catalogue.queries.reading import SCOPE
from gongban.design.catalogue.switching import version_in_force
from gongban.design.catalogue.terms import Stage
from gongban.foundation.search.public import Card, Sheet, drop, push, registers_kind, tell, withdraw
from gongban.foundation.territory.public import Area, calendar
from gongban.kernel.words import Words

KIND = "item"
PERSON, COMPANY = "person", "company"
registers_kind(KIND, Words("事项", "Service"))


def tell_search(items: Sequence[UUID], at: datetime) -> None:
    """Bring what can be found in step with what is in force now of these items; within the caller's transaction."""
    found = _in_force(items, at)
    rows = {row.pk: row for row in ItemVersion.objects.filter(pk__in=[version for version, _ in found.values()]).select_related("item", "department")}
    gone = [item for item in items if item not in found]
    drop(gone, SCOPE)
    withdraw(KIND, gone)
    told = [(rows[version], districts) for version, districts in found.values()]
    push(Sheet(SCOPE, row.item_id, row.name_zh, "\n".join(_texts(row.elements)), at) for row, _ in told)
    tell(card_of(row, districts) for row, districts in told)


def _in_force(items: Sequence[UUID], at: datetime) -> dict[UUID, tuple[UUID, frozenset[str]]]:
    """For each item that is offered: its version for the whole city, else the one on trial, with the districts of the trial."""
    day, candidates, turns = calendar().local_day(at), candidates_of(items), turns_of(items)
    districts = list(Area.objects.filter(level="district").values_list("code", flat=True)) if any(turns.values()) else []
    found: dict[UUID, tuple[UUID, frozenset[str]]] = {}
    for item in items:
        if whole := version_in_force(candidates[item], turns[item], day, ""):
            found[item] = (whole.version, frozenset())
            continue
        trial = {code: held.version for code in districts if (held := version_in_force(candidates[item], turns[item], day, code))}
        if trial:
            found[item] = (next(iter(trial.values())), frozenset(trial))
    return found


def card_of(row: ItemVersion, districts: frozenset[str]) -> Card:
    """What is told of a version; `districts` is empty where it is offered in the whole city."""
    said, district = row.elements, row.item.district
    audience = {PERSON if code == "1" else COMPANY for code in said.objects}
    return Card(
        KIND, row.item_id, row.name, f"/services/{row.item.slug or row.item.code}/{f'?district={district}' if district else ''}", everyday=said.also,
        family=f"{said.main_name.zh} {said.sub_name.zh}".strip(), purpose=f"{said.summary.zh} {said.summary.en}".strip(),
        results=tuple(each.name.zh for each in said.outcomes), themes=said.themes, owner=row.department.name_zh if row.department else said.body.name.zh,
        materials=tuple(each.name.zh for each in said.materials), conditions="\n".join(each.text.zh for each in said.requirements),
        audience=frozenset(audience), districts=frozenset([district]) if district else districts,
    )  # fmt: skip


def _texts(elements: Elements) -> Iterator[str]:
    """What an item is found by besides its name, when a list is filtered by words."""
    words = [elements.main_name, elements.sub_name, elements.summary, elements.body.name]
    words += [*(each.name for each in elements.situations), *(each.name for each in elements.outcomes), *(each.name for each in elements.materials)]
    yield elements.name.en
    yield from elements.also
    yield from elements.themes
    for each in words:
        yield each.zh
        if each.en != each.zh:
            yield each.en


@app.periodic(cron="4 16 * * *", periodic_id="catalogue.tell")  # 世界时，北京时间零点过后 · just after midnight in Beijing
@app.task(name="catalogue.tell", queueing_lock="catalogue.tell", pass_context=False)
def tell_of_the_day(timestamp: int) -> None:
    """Editions and switches begin with the day."""
    at = timezone.now()
    day = calendar().local_day(at)
    begun = set(Switch.objects.filter(since=day).values_list("item", flat=True))
    begun |= set(ItemVersion.objects.filter(edition__stage=Stage.PUBLISHED, edition__since=day).values_list("item", flat=True))
    tell_search(sorted(begun), at)
