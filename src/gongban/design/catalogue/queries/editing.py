"""What the people at the desk see of the catalogue: the items that they write, as they stand in the draft and in force, and switches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gongban.design.catalogue.models import Edition, Item, ItemVersion, Switch
from gongban.design.catalogue.queries.force import pilots
from gongban.design.catalogue.queries.reading import ABSENT, guide_value
from gongban.design.catalogue.rights import check_reading, may_edit, may_publish
from gongban.design.catalogue.terms import Setting, Stage
from gongban.design.catalogue.values import Guide, Owner
from gongban.foundation.people.public import has_service_office, with_units
from gongban.foundation.territory.public import calendar
from gongban.kernel.actors import Actor, Role
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

OPEN = (Stage.DRAFT, Stage.SUBMITTED)


@dataclass(frozen=True)
class DeskItem:
    """An item as its editor sees it: `guide` as it stands in the draft, else as it was published last.

    `pilot` are the districts in which the draft is to begin; `undo` what taking back the last step would take back; `stale` that it was
    published anew since somebody began to write.
    """

    guide: Guide
    drafted: bool
    stage: str
    former: Guide | None
    seen: datetime
    mine: bool
    stale: bool
    undo: Words | None

    @property
    def may_write(self) -> bool:
        """Whether the actor may change it now: what is submitted waits to be returned."""
        return self.mine and self.stage != Stage.SUBMITTED


@dataclass(frozen=True)
class Sought:
    """What the desk's list is filtered by; `state` one of in_force, drafted, piloted, ended, off; "" does not filter."""

    words: str = ""
    state: str = ""
    department: str = ""


@dataclass(frozen=True)
class DeskLine:
    """A line of the desk's list: how the item is called, and how it stands."""

    item: UUID
    code: str
    name: Words
    owner: Owner
    number: int | None
    drafted: bool
    ending: bool
    setting: str
    districts: tuple[str, ...]
    ended: bool
    since: date | None
    changed_at: datetime


@dataclass(frozen=True)
class DeskLines:
    """A page of the desk's list in the order of the codes; `next` is the code to go on after, "" at the end."""

    rows: tuple[DeskLine, ...]
    next: str = ""


@dataclass(frozen=True)
class Turned:
    """A switch as it stands on record."""

    number: int | None
    setting: Setting
    districts: tuple[str, ...]
    since: date
    reason: str
    made_at: datetime
    made_by: UUID | None


def desk_item(item: UUID, *, by: Actor, at: datetime) -> DeskItem:
    """One item for its editor. NotFound for those who neither write nor publish, and for an item that there is not."""
    check_reading(by)
    row = Item.objects.select_related("current__edition", "current__department", "current__item").filter(pk=item).first()
    if row is None:
        raise NotFound("item.not_found", ABSENT)
    draft = row.versions.filter(edition__stage__in=OPEN).select_related("item", "edition", "department").first()
    shown = draft or row.current
    if shown is None:
        raise NotFound("item.not_found", ABSENT)
    trial = pilots([row.current.pk], calendar().local_day(at)).get(row.current.pk, ()) if row.current else ()
    last = draft.past[-1] if draft and draft.past else None
    return DeskItem(
        guide_value(shown, tuple(draft.pilot) if draft else trial), draft is not None, stage_of_draft(), guide_value(row.current, trial) if row.current else None,
        shown.changed_at, may_edit(by, shown.department_id), draft is not None and row.current_id != draft.based_on_id,
        Words(last["zh"], last["en"]) if last else None,
    )  # fmt: skip


def stage_of_draft() -> str:
    """Where the open edition stands; "" where nothing is being written."""
    return Edition.objects.filter(stage__in=OPEN).values_list("stage", flat=True).first() or ""


def waiting_to_publish(by: Actor) -> int:
    """How many items somebody else submitted, for the actor to look at and publish; asks nothing for those who do not publish."""
    if not may_publish(by) or by.account is None:
        return 0
    waiting = ItemVersion.objects.filter(edition__stage=Stage.SUBMITTED).exclude(edition__submitted_by=UUID(by.account))
    return waiting.count()


def desk_items(sought: Sought, *, by: Actor, at: datetime, after: str = "", size: int = 30) -> DeskLines:
    """The items that the actor writes, or may publish, that fit; in the order of their codes. One query and one for pilots."""
    check_reading(by)
    rows = _sought(_mine(_standing(calendar().local_day(at)), by), sought).order_by("code")
    found = list((rows.filter(code__gt=after) if after else rows)[: size + 1])
    return DeskLines(tuple(_line(row) for row in found[:size]), found[size - 1].code if len(found) > size else "")


def switches_of(item: UUID, *, by: Actor) -> list[Turned]:
    """Every switch of an item and of its versions, the latest first."""
    check_reading(by)
    rows = Switch.objects.filter(item=item).select_related("version").order_by("-made_at")
    return [
        Turned(row.version.number if row.version else None, Setting(row.setting), tuple(row.districts), row.since, row.reason, row.made_at, row.made_by)
        for row in rows
    ]


def _standing(day: date) -> QuerySet[Item, Any]:
    """Items with what the list shows: of the draft where there is one, else of what was published last, and the last switch of either."""
    draft = ItemVersion.objects.filter(item=OuterRef("pk"), edition__stage__in=OPEN)
    turned = Switch.objects.filter(item=OuterRef("pk"), since__lte=day).order_by("-since", "-made_at", "-pk")
    of_version, of_item = turned.filter(version=OuterRef("current")), turned.filter(version=None)

    def shown(name: str) -> Coalesce:
        kind = DateTimeField() if name == "changed_at" else CharField()
        return Coalesce(Subquery(draft.values(name)[:1]), F(f"current__{name}"), output_field=kind)

    return Item.objects.select_related("current__edition").annotate(
        draft=Subquery(draft.values("pk")[:1]), ending=Subquery(draft.values("ended")[:1]), shown_zh=shown("name_zh"), shown_en=shown("name_en"),
        owner=shown("department"), owner_zh=shown("department__name_zh"), owner_en=shown("department__name_en"), changed=shown("changed_at"),
        version_setting=Coalesce(Subquery(of_version.values("setting")[:1]), Value("")), version_districts=Subquery(of_version.values("districts")[:1]),
        item_setting=Coalesce(Subquery(of_item.values("setting")[:1]), Value("")), item_districts=Subquery(of_item.values("districts")[:1]),
    )  # fmt: skip


def _mine(rows: QuerySet[Item, Any], by: Actor) -> QuerySet[Item, Any]:
    """What an editor writes; a publisher, the service office and programs of ours see all."""
    mine = by.departments(Role.CATALOGUE_EDITOR)
    return rows if by.kind == "system" or may_publish(by) or has_service_office(mine) else rows.filter(Q(owner__in=with_units(mine)))


def _sought(rows: QuerySet[Item, Any], sought: Sought) -> QuerySet[Item, Any]:
    piloted, off = Q(version_setting=Setting.PILOTED) | Q(item_setting=Setting.PILOTED), Q(version_setting=Setting.OFF) | Q(item_setting=Setting.OFF)
    states = {
        "in_force": Q(current__isnull=False, current__ended=False), "drafted": Q(draft__isnull=False), "piloted": piloted & Q(current__ended=False),
        "off": off & Q(current__ended=False), "ended": Q(current__ended=True),
    }  # fmt: skip
    rows = rows.filter(states[sought.state]) if sought.state in states else rows
    rows = rows.exclude(off) if sought.state == "in_force" else rows
    rows = rows.filter(Q(owner=sought.department)) if sought.department else rows
    named = Q(shown_zh__icontains=sought.words) | Q(shown_en__icontains=sought.words) | Q(code__icontains=sought.words) | Q(slug__icontains=sought.words)
    return rows.filter(named) if sought.words else rows


def _line(row: Any) -> DeskLine:
    current = row.current
    setting, districts = (row.item_setting, row.item_districts) if row.item_setting in (Setting.OFF, Setting.PILOTED) else (row.version_setting, row.version_districts)
    return DeskLine(
        row.pk, row.code, Words(row.shown_zh, row.shown_en), Owner(row.owner or "", Words(row.owner_zh or "", row.owner_en or "")), current.number if current else None,
        row.draft is not None, bool(row.ending), setting or Setting.ON, tuple(districts or ()), bool(current and current.ended), current.edition.since if current else None, row.changed,
    )  # fmt: skip
