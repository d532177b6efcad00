"""Writing items into the draft of the next edition, and taking them out again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongban.design.catalogue import events
from gongban.design.catalogue.checking import check
from gongban.design.catalogue.codes import read_code
from gongban.design.catalogue.inputs import Drafting, Reason
from gongban.design.catalogue.lifecycle import EDITION
from gongban.design.catalogue.models import Edition, Item, ItemVersion
from gongban.design.catalogue.queries.reading import ABSENT, item_named
from gongban.design.catalogue.rights import check_editing, check_reading
from gongban.design.catalogue.terms import Stage
from gongban.foundation.facts.public import declared
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import Area
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.words import Words


def draft_item(given: Drafting, *, by: Actor, at: datetime) -> ItemVersion:
    """Write a new item into the draft. Conflict where its code is in use."""
    check_editing(by, given.department)
    if Item.objects.filter(code=given.code).exists():
        raise Conflict("item.code_used", Words(f"编码 {given.code} 已有事项。", f"There is an item with the code {given.code} already."))
    return _write_one(given, by, at)


def change_item(given: Drafting, *, by: Actor, at: datetime) -> ItemVersion:
    """Say how an item is to stand in the next edition. NotFound for one that there is not; Conflict where somebody else was quicker."""
    item = item_named(given.code, given.district)
    check_editing(by, given.department)
    check_editing(by, owner_of(item))
    return _write_one(given, by, at)


def put_item(given: Drafting, *, by: Actor, at: datetime) -> ItemVersion:
    """Write an item into the draft, whether or not there is one of this code."""
    known = Item.objects.filter(code=given.code).exists()
    return (change_item if known else draft_item)(given, by=by, at=at)


def end_item(name: str, given: Reason, *, by: Actor, at: datetime, district: str = "") -> ItemVersion:
    """Let an item end with the next edition; its versions stay readable."""
    item = item_named(name, district)
    check_editing(by, owner_of(item))
    if item.current is None:
        raise NotFound("item.not_found", ABSENT)
    with transaction.atomic():
        edition = open_edition(at)
        row = ItemVersion.objects.filter(item=item, edition=edition).first() or ItemVersion(item=item, edition=edition)
        row.take(item.current.elements)
        row.department_id, row.based_on, row.ended, row.note = item.current.department_id, item.current, True, given.text
        return keep(row, by, at)


def drop_draft(name: str, *, by: Actor, at: datetime, district: str = "") -> None:
    """Take an item out of the draft again; one that was never published is gone with it."""
    item = item_named(name, district)
    check_editing(by, owner_of(item))
    with transaction.atomic():
        row = ItemVersion.objects.filter(item=item, edition=open_edition(at)).first()
        if row is None:
            raise NotFound("item.not_found", ABSENT)
        record(Entry(events.DraftDropped(item.pk), by, at, None, None, "", row.department_id or ""))
        row.delete()
        if item.current_id is None:
            item.delete()


def open_edition(at: datetime) -> Edition:
    """The draft, locked for the caller's transaction; begun where there is none. Conflict where it is submitted."""
    row = Edition.objects.select_for_update().filter(stage__in=[Stage.DRAFT, Stage.SUBMITTED]).first()
    if row is None:
        return Edition.objects.create(made_at=at)
    if EDITION.row(row.stage, "change_item") is None:
        raise Conflict("catalogue.submitted", Words("这一版目录已经提交，退回以后才能再改。", "This edition is submitted. It can be changed again once it is returned."))
    return row


def owner_of(item: Item) -> str | None:
    """The department that answers for an item: of its latest version, published or not."""
    row = item.versions.order_by("-changed_at").only("department").first()
    return row.department_id if row else None


def _write_one(given: Drafting, by: Actor, at: datetime) -> ItemVersion:
    check(given.elements, declared())
    check_places(given.department, [given.district, *given.pilot])
    check_reading(by)
    with transaction.atomic():
        edition = open_edition(at)
        row = ItemVersion.objects.filter(edition=edition, item__code=given.code).select_related("item__current").first()
        if row and given.seen and row.changed_at > given.seen:
            raise Conflict("item.changed_meanwhile", Words("您打开以后，别人改过这个事项；请重新打开再改。", "Somebody changed this item since you opened it. Open it again."))
        item = row.item if row else _item(given, at)
        row = row or ItemVersion(item=item, edition=edition)
        fill(row, given)
        row.based_on, row.past = item.current, []
        return keep(row, by, at)


def _item(given: Drafting, at: datetime) -> Item:
    found = Item.objects.select_related("current").filter(code=given.code).first()
    return found or Item.objects.create(code=given.code, slug=given.slug, base=base_of(given.code), district=given.district, made_at=at)


def base_of(code: str) -> str:
    """The base code and the handling number inside a national code; empty for a local one."""
    try:
        read = read_code(code)
    except Refusal:
        return ""
    return read.base + read.handling


def fill(row: ItemVersion, given: Drafting) -> None:
    row.take(given.elements)
    row.department_id = given.department or None
    row.pilot, row.note, row.redesign, row.ended = list(given.pilot), given.note, given.redesign, False


def keep(row: ItemVersion, by: Actor, at: datetime) -> ItemVersion:
    """Store a version of the draft as changed by somebody now."""
    row.changed_by, row.changed_at = account_of(by), at
    row.save()
    record(Entry(events.ItemDrafted(row.item_id, row.pk), by, at, None, None, "", row.department_id or ""))
    return row


def check_places(department: str, districts: Iterable[str]) -> None:
    """Refusal for a department or a district that there is not; an empty one is none."""
    if department and not Department.objects.filter(pk=department, ended_at__isnull=True).exists():
        raise Refusal("item.department", Words("没有这个部门，请重新选择。", "There is no such department."), field="department", status=422)
    wanted = set(districts) - {""}
    if Area.objects.filter(pk__in=wanted, level="district").count() != len(wanted):
        raise Refusal("item.district", Words("没有这个区，请重新选择。", "There is no such district."), field="district", status=422)


def account_of(by: Actor) -> UUID | None:
    """The id of the account that acts; none for programs of ours."""
    return UUID(by.account) if by.account else None
