"""Which version of which item is in force on a day in a district, for one item and, with few queries, for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet

from gongban.design.catalogue.models import ItemVersion, Switch
from gongban.design.catalogue.switching import Candidate, Turn, version_in_force
from gongban.design.catalogue.terms import Setting, Stage


def versions_in_force(day: date, district: str) -> QuerySet[ItemVersion]:
    """Every version in force on a day in a district; district "" is the city as a whole, where nothing is on trial.

    Items that were never switched and have begun are taken by the index; only the others are weighed one by one.
    """
    current = ItemVersion.objects.filter(item__current=F("pk"), ended=False)
    weighed = _weighed(day)
    if not weighed:
        return current
    chosen = [found.version for found in _chosen(weighed, day, district) if found]
    return ItemVersion.objects.filter(Q(item__current=F("pk"), ended=False) & ~Q(item__in=weighed) | Q(pk__in=chosen))


def in_force(item: UUID, day: date, district: str) -> Candidate | None:
    """The version of one item that holds."""
    return next(iter(_chosen([item], day, district)), None)


def pilots(versions: Sequence[UUID], day: date) -> dict[UUID, tuple[str, ...]]:
    """Districts in which versions are on trial on a day; those that are on everywhere do not appear."""
    rows = Switch.objects.filter(version__in=versions, since__lte=day).order_by("since", "made_at")
    last = {row.version_id: row for row in rows if row.version_id}
    return {pk: tuple(row.districts) for pk, row in last.items() if row.setting == Setting.PILOTED}


def trials_of(item: UUID, day: date, districts: Iterable[str]) -> dict[str, UUID]:
    """For each district where another version holds than in the city as a whole: that version."""
    turns = turns_of([item])[item]
    if not turns:
        return {}
    candidates = candidates_of([item])[item]
    whole = version_in_force(candidates, turns, day, "")
    held = {district: version_in_force(candidates, turns, day, district) for district in districts}
    return {district: found.version for district, found in held.items() if found and (whole is None or found.version != whole.version)}


def _weighed(day: date) -> list[UUID]:
    """Items that were switched, or that have a version of a day to come."""
    switched = Switch.objects.values_list("item", flat=True)
    coming = ItemVersion.objects.filter(edition__stage=Stage.PUBLISHED, edition__since__gt=day).values_list("item", flat=True)
    return list(switched.union(coming))


def _chosen(items: Iterable[UUID], day: date, district: str) -> list[Candidate | None]:
    ids = list(items)
    if not ids:
        return []
    candidates, turns = candidates_of(ids), turns_of(ids)
    return [version_in_force(candidates[pk], turns[pk], day, district) for pk in ids]


def candidates_of(items: Sequence[UUID]) -> dict[UUID, list[Candidate]]:
    """The published versions of items."""
    found: dict[UUID, list[Candidate]] = defaultdict(list)
    rows = ItemVersion.objects.filter(item__in=items, edition__stage=Stage.PUBLISHED)
    for item, version, number, since, ended in rows.values_list("item", "pk", "number", "edition__since", "ended"):
        found[item].append(Candidate(version, number or 0, since or date.min, ended))
    return found


def turns_of(items: Sequence[UUID]) -> dict[UUID, list[Turn]]:
    """The switches of items."""
    found: dict[UUID, list[Turn]] = defaultdict(list)
    for order, row in enumerate(Switch.objects.filter(item__in=items).order_by("since", "made_at", "pk")):
        found[row.item_id].append(Turn(row.version_id, row.setting, tuple(row.districts), row.since, order))
    return found

