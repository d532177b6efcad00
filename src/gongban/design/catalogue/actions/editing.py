"""Writing an item section by section into the draft, each step to be taken back; what others wrote meanwhile elsewhere stays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from gongban.design.catalogue import events
from gongban.design.catalogue.actions.drafting import check_places, keep, open_edition, owner_of
from gongban.design.catalogue.checking import Fault, faults
from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.inputs import Framing, Writing
from gongban.design.catalogue.models import Edition, Item, ItemVersion
from gongban.design.catalogue.queries.reading import ABSENT, item_named
from gongban.design.catalogue.rights import check_editing
from gongban.foundation.facts.public import declared
from gongban.foundation.journal.public import Entry, record
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, NotFound, Refusal
from gongban.kernel.words import Words

MOST_STEPS = 40
MEANWHILE = Words("您打开以后，别人改过这一部分；请重新打开再改。", "Somebody changed this part since you opened it. Open it again.")
NOTHING_TO_UNDO = Words("没有可以撤销的。", "There is nothing to undo.")


def write_part(name: str, given: Writing, *, by: Actor, at: datetime, district: str = "") -> ItemVersion:
    """Say how some elements are to stand in the next edition; all others stay as they are.

    Faults that were there already, or that lie in other elements, do not stand in the way: submitting refuses them. Refusal for a new
    fault in what is written, with its place; Conflict where somebody changed the same elements since `given.seen`.
    """
    with transaction.atomic():
        row = _begun(name, district, by, at)
        _check_meanwhile(row, given.elements, given.seen)
        before = row.elements
        after = _changed(before, given.elements)
        _check_new_faults(before, after, given.elements)
        if after == before and row.pk and not row._state.adding:
            return row
        _remember(row, given.elements, given.what, by, at)
        row.take(after)
        row.ended = False
        return keep(row, by, at)


def frame_item(name: str, given: Framing, *, by: Actor, at: datetime, district: str = "") -> ItemVersion:
    """Say of an item in the draft who answers for it, where it is to begin as a pilot, and why it changes."""
    check_editing(by, given.department)
    with transaction.atomic():
        row = _begun(name, district, by, at)
        check_places(given.department, given.pilot)
        row.department_id, row.pilot, row.note = given.department, list(given.pilot), given.note
        return keep(row, by, at)


def undo_part(name: str, *, by: Actor, at: datetime, district: str = "") -> Words:
    """Take the last step back; what it was, in words. An item in which nothing is changed any more leaves the draft. Refusal where there is none."""
    with transaction.atomic():
        row = _begun(name, district, by, at)
        if not row.past:
            raise Refusal("item.nothing_to_undo", NOTHING_TO_UNDO)
        *row.past, last = row.past
        plain = {key: value for key, value in row.elements_json.items() if key not in last["fields"]}
        row.take(Elements.model_validate({**plain, **{key: value for key, value in last["fields"].items() if value is not None}}))
        keep(row, by, at)
        if _says_nothing_new(row):
            record(Entry(events.DraftDropped(row.item_id), by, at, None, None, "", row.department_id or ""))
            row.delete()
    return Words(last["zh"], last["en"])


def _says_nothing_new(row: ItemVersion) -> bool:
    """Whether a version in the draft says just what was published last."""
    current = row.item.current
    if current is None or row.past or row.pilot or row.note:
        return False
    return row.elements_json == current.elements_json and row.department_id == current.department_id and not current.ended


def _begun(name: str, district: str, by: Actor, at: datetime) -> ItemVersion:
    """The item's version in the open draft, locked with it; begun from what was published last where it is not in the draft yet."""
    item = item_named(name, district)
    check_editing(by, owner_of(item))
    edition = open_edition(at)
    row = ItemVersion.objects.filter(item=item, edition=edition).select_related("item__current").first()
    return row or _on_what_holds(item, edition)


def _on_what_holds(item: Item, edition: Edition) -> ItemVersion:
    if item.current is None:
        raise NotFound("item.not_found", ABSENT)
    row = ItemVersion(item=item, edition=edition, based_on=item.current, department_id=item.current.department_id)
    row.take(item.current.elements)
    return row


def _changed(before: Elements, given: Mapping[str, Any]) -> Elements:
    try:
        return Elements.model_validate({**before.stored(), **given})
    except ValidationError as error:
        detail = error.errors()[0]
        place = ".".join(str(each) for each in detail["loc"])
        raise Refusal("item.elements", Words(f"“{place}”填写得不对：{detail['msg']}", f"“{place}” is not valid: {detail['msg']}"), field=place, status=422) from None


def _check_meanwhile(row: ItemVersion, fields: Collection[str], seen: datetime | None) -> None:
    """Two people may write in one item at once, as long as they do not write the same."""
    if seen is None or row._state.adding or row.changed_at <= seen:
        return
    later = [step for step in row.past if datetime.fromisoformat(step["at"]) > seen]
    if not later or any(set(step["fields"]) & set(fields) for step in later):
        raise Conflict("item.changed_meanwhile", MEANWHILE)


def _check_new_faults(before: Elements, after: Elements, fields: Collection[str]) -> None:
    facts = declared()
    known = {fault.words for fault in faults(before, facts)}
    for fault in _within(faults(after, facts), fields):
        if fault.words not in known:
            raise Refusal("item.fault", fault.words, field=fault.place, status=422)


def _within(found: Iterable[Fault], fields: Collection[str]) -> list[Fault]:
    return [fault for fault in found if fault.place.partition("[")[0].partition(".")[0] in fields]


def _remember(row: ItemVersion, fields: Collection[str], what: Words, by: Actor, at: datetime) -> None:
    """Keep what stood there, so that the step can be taken back."""
    step = {"at": at.isoformat(), "by": by.account, "zh": what.zh, "en": what.en, "fields": {name: row.elements_json.get(name) for name in fields}}
    row.past = [*row.past, step][-MOST_STEPS:]
