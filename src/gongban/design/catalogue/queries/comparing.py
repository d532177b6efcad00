"""Differences between two versions of an item, and between the districts that offer the same one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from gongban.design.catalogue.comparing import Difference, difference
from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.models import Item, ItemVersion
from gongban.design.catalogue.queries.drafting import draft_of
from gongban.design.catalogue.queries.reading import ABSENT, guide, guide_of, guide_value
from gongban.design.catalogue.unifying import Deviation, Entered, deviations
from gongban.design.catalogue.values import Guide
from gongban.foundation.facts.public import declared
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Compared:
    """Two versions of an item and what differs; `before` is None for a first version."""

    before: Guide | None
    after: Guide
    difference: Difference


@dataclass(frozen=True)
class Divided:
    """One item that districts describe differently."""

    base: str
    name: Words
    items: tuple[Guide, ...]
    deviations: tuple[Deviation, ...]


NOTHING = Elements(name=Words("", ""), type="20", forms=())


def compare(name: str, *, at: datetime, number: int | None = None, with_number: int | None = None, district: str = "") -> Compared:
    """A published version (`number`, else the one in force) against another (`with_number`, else the one before it)."""
    after = guide(name, at=at, district=district, number=number)
    earlier = with_number if with_number is not None else (after.number or 1) - 1
    if with_number is None and earlier < 1:
        return Compared(None, after, difference(NOTHING, after.elements, declared()))
    before = guide(name, at=at, district=district, number=earlier)
    return Compared(before, after, difference(before.elements, after.elements, declared()))


def compare_draft(name: str, *, by: Actor, at: datetime, district: str = "") -> Compared:
    """An item as it stands in the draft against the version published last."""
    changed = draft_of(name, by, district)
    if changed.former is None:
        return Compared(None, changed.draft, difference(NOTHING, changed.draft.elements, declared()))
    before = guide_of(changed.former, at=at)
    return Compared(before, changed.draft, difference(before.elements, changed.draft.elements, declared()))


def divided(base: str = "") -> list[Divided]:
    """Items that several districts offer and describe differently, all or those of a base code; one query."""
    groups: dict[str, list[ItemVersion]] = defaultdict(list)
    rows = ItemVersion.objects.filter(item__current__isnull=False, item__base__gt="", ended=False, item__base__startswith=base)
    for row in rows.filter(pk__in=_currents()).select_related("item", "edition", "department").order_by("item__base", "item__code"):
        groups[row.item.base].append(row)
    found = [_divided(base, rows) for base, rows in groups.items() if len(rows) > 1]
    return [each for each in found if each.deviations]


def unified(base: str) -> Divided:
    """How the districts describe one item, also where they agree. NotFound where nobody offers it."""
    rows = ItemVersion.objects.filter(item__base=base, ended=False, pk__in=_currents())
    found = list(rows.select_related("item", "edition", "department").order_by("item__code"))
    if not found:
        raise NotFound("item.not_found", ABSENT)
    return _divided(base, found)


def _currents() -> QuerySet[Item, Any]:
    return Item.objects.filter(current__isnull=False).values("current")


def _divided(base: str, rows: list[ItemVersion]) -> Divided:
    guides = tuple(guide_value(row) for row in rows)
    entered = [Entered(each.code, each.district, each.elements) for each in guides]
    return Divided(base, guides[0].name, guides, tuple(deviations(entered)))
