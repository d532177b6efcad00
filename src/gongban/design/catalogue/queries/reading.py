"""Guides and lists of what is published, for everybody; an item's versions, for everybody too: what changed is no secret."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongban.design.catalogue.models import Item, ItemVersion
from gongban.design.catalogue.queries.force import in_force, pilots, trials_of, versions_in_force
from gongban.design.catalogue.terms import Stage
from gongban.design.catalogue.values import Guide, Listed, Owner
from gongban.foundation.search.public import matching
from gongban.foundation.territory.public import Area, calendar, mechanism_is_on
from gongban.kernel.errors import Conflict, NotFound
from gongban.kernel.words import Words

SCOPE = "item.public"  # under which items are told to the search
ABSENT = Words("没有这个事项，或者它现在不在这里办理。", "There is no such item, or it is not offered here now.")


@dataclass(frozen=True)
class Wanted:
    """What a list is filtered by; an empty value does not filter. `district` is a code of an area, "" the city as a whole."""

    district: str = ""
    type: str = ""
    object: str = ""
    theme: str = ""
    form: str = ""
    department: str = ""
    main: str = ""  # name of the main item
    words: str = ""
    base: str = ""
    kiosk: bool = False  # only what self-service terminals are meant for


@dataclass(frozen=True)
class Lines:
    """A page of a list in the order of the codes; `next` is the code to go on after, "" at the end."""

    rows: tuple[Listed, ...]
    next: str = ""


def list_items(wanted: Wanted = Wanted(), *, at: datetime, after: str = "", size: int = 20) -> Lines:
    """Items in force at a moment, in the order of their codes."""
    rows = items_in_force(wanted, at=at).order_by("item__code")
    found = list((rows.filter(item__code__gt=after) if after else rows).select_related("item", "department")[: size + 1])
    return Lines(tuple(listed(row) for row in found[:size]), found[size - 1].item.code if len(found) > size else "")


def items_of(wanted: Wanted = Wanted(), *, at: datetime) -> Iterator[Guide]:
    """The guides of everything in force that fits, in the order of the codes, a few hundred in memory at a time."""
    rows = items_in_force(wanted, at=at).select_related("item", "edition", "department").order_by("item__code")
    for row in rows.iterator(chunk_size=300):
        yield guide_value(row)


def count_items(wanted: Wanted = Wanted(), *, at: datetime) -> int:
    """How many items a list has."""
    return items_in_force(wanted, at=at).count()


def items_in_force(wanted: Wanted, *, at: datetime) -> QuerySet[ItemVersion]:
    """The versions in force that fit; a district's own item stands in the place of the city's."""
    check_switched_on(at, wanted.district)
    rows = versions_in_force(calendar().local_day(at), wanted.district).filter(_here(wanted.district))
    if wanted.district:
        own = Item.objects.filter(slug=OuterRef("item__slug"), district=wanted.district, current__isnull=False).exclude(slug="")
        rows = rows.exclude(Q(item__district="") & Exists(own))
    fixed = {"type": wanted.type, "department": wanted.department, "main_name": wanted.main, "item__base__startswith": wanted.base, "elements_json__kiosk": wanted.kiosk}
    rows = rows.filter(**{name: value for name, value in fixed.items() if value})
    held = {"objects_served": wanted.object, "themes": wanted.theme, "forms": wanted.form}
    rows = rows.filter(**{f"{name}__contains": [value] for name, value in held.items() if value})
    return rows.filter(item__in=matching(wanted.words, SCOPE)) if wanted.words else rows


def _here(district: str) -> Q:
    return Q(item__district="") | Q(item__district=district) if district else Q(item__district="")


def guide(name: str, *, at: datetime, district: str = "", number: int | None = None) -> Guide:
    """The guide of an item by its code or short name: the version in force at a moment, or a published one by number.

    A short name means the district's own item where it has one, else the city's. NotFound where there is none, or it is off.
    """
    check_switched_on(at, district)
    item = item_named(name, district)
    rows = ItemVersion.objects.filter(item=item, edition__stage=Stage.PUBLISHED)
    if number is not None:
        found = rows.filter(number=number).first()
    else:
        holding = in_force(item.pk, calendar().local_day(at), district or item.district)
        found = rows.filter(pk=holding.version).first() if holding else None
    if found is None:
        raise NotFound("item.not_found", ABSENT)
    return guides([found.pk], at=at)[0]


def guides_named(names: Collection[str], *, at: datetime, district: str = "") -> dict[str, Guide]:
    """Guides in force by the code or short name asked for, with a constant number of queries; what is not offered here is left out."""
    rows = items_in_force(Wanted(district=district), at=at).filter(Q(item__slug__in=names) | Q(item__code__in=names))
    found: dict[str, Guide] = {}
    for row in rows.select_related("item", "edition", "department"):
        found |= {name: guide_value(row) for name in (row.item.slug, row.item.code) if name in names}
    return found


def trial_districts(item: UUID | str, *, at: datetime) -> tuple[str, ...]:
    """Codes of the districts where a version of the item (its id or name) is on trial that does not hold in the city as a whole.

    One query for an item that was never switched and whose id is given.
    """
    found = item_named(item).pk if isinstance(item, str) else item
    return tuple(trials_of(found, calendar().local_day(at), Area.objects.filter(level="district").order_by("code").values_list("code", flat=True)))


def guide_of(version: UUID, *, at: datetime) -> Guide:
    """The guide of a published version by its id, whether or not it is still in force: what a matter began with."""
    found = guides([version], at=at)
    if not found:
        raise NotFound("item.not_found", ABSENT)
    return found[0]


def guides(versions: Sequence[UUID], *, at: datetime) -> list[Guide]:
    """Guides of published versions by id, in the order asked; those that there are not are left out. Two queries."""
    rows = ItemVersion.objects.filter(pk__in=versions, edition__stage=Stage.PUBLISHED).select_related("item", "edition", "department")
    found, trial = {row.pk: row for row in rows}, pilots(versions, calendar().local_day(at))
    return [guide_value(found[pk], trial.get(pk, ())) for pk in versions if pk in found]


def versions_of(name: str, *, at: datetime, district: str = "") -> list[Guide]:
    """Every published version of an item, the latest first."""
    item = item_named(name, district)
    rows = ItemVersion.objects.filter(item=item, edition__stage=Stage.PUBLISHED).order_by("-number").values_list("pk", flat=True)
    return guides(list(rows), at=at)


def item_named(name: str, district: str = "") -> Item:
    """An item by its code, or by its short name in a district; NotFound for any other."""
    rows = Item.objects.filter(Q(code=name) | Q(slug=name, district__in={"", district})).order_by("-district")
    found = next(iter(sorted(rows, key=lambda row: row.code != name)), None)
    if found is None:
        raise NotFound("item.not_found", ABSENT)
    return found


def check_switched_on(at: datetime, district: str) -> None:
    """Conflict where the city has switched the whole catalogue off (mechanism B1)."""
    if not mechanism_is_on("B1", calendar().local_day(at), district):
        raise Conflict("catalogue.switched_off", Words("本市还没有开放事项目录。", "The catalogue of services is not open in this city yet."))


def guide_value(row: ItemVersion, pilot: tuple[str, ...] = ()) -> Guide:
    """The value of a row read with its item, edition and department."""
    return Guide(
        row.item_id, row.pk, row.item.code, row.item.slug, row.item.base, row.item.district, _owner(row), row.number, row.edition.number,
        row.edition.since, row.edition.published_at, row.ended, row.note, row.elements, pilot, row.redesign,
    )  # fmt: skip


def listed(row: ItemVersion) -> Listed:
    """The line of a row read with its item and department."""
    return Listed(
        row.item_id, row.pk, row.item.code, row.item.slug, row.item.base, row.item.district, _owner(row), row.name, row.main_name, row.type,
        tuple(row.objects_served), tuple(row.themes), tuple(row.forms), row.number,
    )  # fmt: skip


def _owner(row: ItemVersion) -> Owner:
    department = row.department
    return Owner(department.pk, Words(department.name_zh, department.name_en)) if department else Owner("", row.elements.body.name)
