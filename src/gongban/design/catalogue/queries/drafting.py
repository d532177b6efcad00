"""The draft of the next edition, for those who write and publish it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.design.catalogue.models import Edition, Item, ItemVersion
from gongban.design.catalogue.queries.reading import ABSENT, guide_value, item_named
from gongban.design.catalogue.rights import check_reading, may_edit
from gongban.design.catalogue.terms import Stage
from gongban.design.catalogue.values import Guide
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound


@dataclass(frozen=True)
class Changed:
    """An item in the draft: how it will stand, how it stands now, and whether the actor may change it.

    `stale` says that the item was published anew since somebody began to write: it must be written again on what holds now.
    """

    draft: Guide
    former: UUID | None
    pilot: tuple[str, ...]
    changed_by: UUID | None
    changed_at: datetime
    mine: bool
    stale: bool


@dataclass(frozen=True)
class Draft:
    """The open edition with all that changes in it; `stage` is empty where nothing is being written."""

    edition: UUID | None
    stage: str
    note: str
    answer: str
    submitted_by: UUID | None
    submitted_at: datetime | None
    changes: tuple[Changed, ...]


def draft(by: Actor) -> Draft:
    """The draft as it stands, in the order of the codes. NotFound for those who neither write nor publish."""
    check_reading(by)
    edition = Edition.objects.filter(stage__in=[Stage.DRAFT, Stage.SUBMITTED]).first()
    if edition is None:
        return Draft(None, "", "", "", None, None, ())
    rows = edition.versions.select_related("item", "edition", "department").order_by("item__code")
    changes = tuple(_changed(row, by) for row in rows)
    return Draft(edition.pk, edition.stage, edition.note, edition.answer, edition.submitted_by, edition.submitted_at, changes)


def draft_of(name: str, by: Actor, district: str = "") -> Changed:
    """One item as it stands in the draft. NotFound where it does not change in it."""
    check_reading(by)
    row = ItemVersion.objects.filter(item=item_named(name, district), edition__stage__in=[Stage.DRAFT, Stage.SUBMITTED])
    found = row.select_related("item", "edition", "department").first()
    if found is None:
        raise NotFound("item.not_found", ABSENT)
    return _changed(found, by)


def diagrams_of(codes: Collection[str]) -> dict[str, str]:
    """The process diagram of each item as it stands in the draft, else as it is in force, by code; "" where it is the standard one."""
    now = Item.objects.filter(code__in=codes, current__isnull=False).values_list("code", "current__elements_json__diagram")
    drafted = ItemVersion.objects.filter(item__code__in=codes, edition__stage__in=[Stage.DRAFT, Stage.SUBMITTED]).values_list("item__code", "elements_json__diagram")
    return {code: diagram or "" for code, diagram in (*now, *drafted)}


def _changed(row: ItemVersion, by: Actor) -> Changed:
    stale = row.item.current_id != row.based_on_id
    return Changed(guide_value(row), row.item.current_id, tuple(row.pilot), row.changed_by, row.changed_at, may_edit(by, row.department_id), stale)
