"""Many items at once into an edition, as imports and city folders bring them, with a constant number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gongban.design.catalogue import events
from gongban.design.catalogue.actions.drafting import account_of, base_of, fill, open_edition
from gongban.design.catalogue.inputs import Drafting
from gongban.design.catalogue.models import Edition, Item, ItemVersion
from gongban.design.catalogue.rights import check_editing
from gongban.foundation.journal.public import Entry, record
from gongban.kernel.actors import Actor


@dataclass(frozen=True)
class Put:
    """How many items were put in the draft: new ones, changed ones, and those that say nothing new and were left."""

    added: int
    changed: int
    same: int


def put_in_draft(items: Sequence[Drafting], *, by: Actor, at: datetime, edition: Edition | None = None) -> Put:
    """Write many items at once, as an import does; those that say what is in force already are left as they are.

    `edition` is one of a folder or an import of its own; else the open draft.
    """
    for department in {each.department for each in items}:
        check_editing(by, department)
    with transaction.atomic():
        return write(items, edition or open_edition(at), by, at)


def write(items: Sequence[Drafting], edition: Edition, by: Actor, at: datetime) -> Put:
    """Put many items in an edition with a constant number of statements, in the caller's transaction."""
    known = {item.code: item for item in Item.objects.filter(code__in=[each.code for each in items]).select_related("current")}
    drafted = {row.item.code: row for row in ItemVersion.objects.filter(edition=edition).select_related("item")}
    fresh = [each for each in items if each.code not in known]
    made = [Item(code=each.code, slug=each.slug, base=base_of(each.code), district=each.district, made_at=at) for each in fresh]
    Item.objects.bulk_create(made, batch_size=1_000)
    known |= {item.code: item for item in made}
    added: list[ItemVersion] = []
    changed: list[ItemVersion] = []
    same = 0
    for each in items:
        item, row = known[each.code], drafted.get(each.code)
        if row is None and says_the_same(item.current, each):
            same += 1
            continue
        (changed if row else added).append(_prepared(row or ItemVersion(item=item, edition=edition), item, each, by, at))
    ItemVersion.objects.bulk_create(added, batch_size=500)
    ItemVersion.objects.bulk_update(changed, FILLED, batch_size=500) if changed else None
    record(*(Entry(events.ItemDrafted(row.item_id, row.pk), by, at, None, None, "", row.department_id or "") for row in [*added, *changed]))
    return Put(len(made), len(added) + len(changed) - len(made), same)


FILLED = (
    "department", "elements_json", "name_zh", "name_en", "main_name", "type", "objects_served", "themes", "forms", "pilot", "note", "redesign",
    "ended", "based_on", "changed_by", "changed_at",
)  # fmt: skip


def _prepared(row: ItemVersion, item: Item, given: Drafting, by: Actor, at: datetime) -> ItemVersion:
    fill(row, given)
    row.based_on, row.changed_by, row.changed_at = item.current, account_of(by), at
    return row


def ended_version(item: Item, edition: Edition, note: str, at: datetime) -> ItemVersion:
    """The last version of an item that ends: it says what the one before said."""
    assert item.current is not None
    row = ItemVersion(item=item, edition=edition, based_on=item.current, ended=True, note=note, changed_at=at, department_id=item.current.department_id)
    row.take(item.current.elements)
    return row


def says_the_same(current: ItemVersion | None, given: Drafting) -> bool:
    """Whether what is in force says just this already."""
    return current is not None and not current.ended and current.elements_json == given.elements.stored() and current.department_id == (given.department or None)
