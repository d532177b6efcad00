"""Writing the catalogue by program: the draft, its submission and publication, switches. Rights lie in the actions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from gongban.design.catalogue.public import (
    Changed,
    Drafting,
    Edition,
    Elements,
    Publishing,
    Reason,
    Submission,
    Switch,
    Turning,
    draft,
    draft_of,
    drop_draft,
    end_item,
    publish,
    put_item,
    return_draft,
    submit_draft,
    turn,
)  # fmt: skip
from gongban.web.api.acting import caller, staff
from gongban.web.api.items import Name, Short
from gongban.web.api.problems import CHANGING, READING

router = Router(tags=["catalogue 目录编制"])


class ChangedOut(Schema):
    """An item in the draft; `changed_at` goes back as `seen`, `stale` says that it was published anew meanwhile."""

    code: str
    name: str
    department: str
    district: str
    ended: bool
    pilot: list[str]
    note: str
    former: UUID | None
    changed_at: datetime
    mine: bool
    stale: bool


class DraftOut(Schema):
    """The open edition; no stage where nothing is being written."""

    edition: UUID | None
    stage: str
    note: str
    answer: str
    items: list[ChangedOut]


class WholeOut(ChangedOut):
    """An item in the draft with its elements."""

    elements: Elements


class EditionOut(Schema):
    """An edition as it stands after an action."""

    edition: UUID
    stage: str
    number: int | None
    since: date | None


class SwitchOut(Schema):
    """A switch that was turned."""

    item: str
    version: UUID | None
    setting: str
    districts: list[str]
    since: date


@router.get("/draft", auth=staff, response={200: DraftOut, **READING}, summary="草稿 · the draft", operation_id="read_catalogue_draft")
def read_draft(request: HttpRequest) -> DraftOut:
    """What changes in the next edition, for those who write or publish it."""
    found = draft(caller(request))
    return DraftOut(edition=found.edition, stage=found.stage, note=found.note, answer=found.answer, items=[ChangedOut(**_changed(each)) for each in found.changes])


@router.post("/draft/items", auth=staff, response={200: WholeOut, **CHANGING}, summary="编写事项 · write an item into the draft", operation_id="draft_item")
def write_item(request: HttpRequest, given: Drafting) -> WholeOut:
    """Say how an item is to stand in the next edition, a new one or one that there is."""
    put_item(given, by=caller(request), at=timezone.now())
    return _whole(draft_of(given.code, caller(request), given.district))


@router.get("/draft/items/{item}", auth=staff, response={200: WholeOut, **READING}, summary="草稿里的事项 · an item in the draft", operation_id="read_drafted_item")
def read_item(request: HttpRequest, item: Name, district: Short = "") -> WholeOut:
    """One item as it is to stand."""
    return _whole(draft_of(item, caller(request), district))


@router.post("/draft/items/{item}/drop", auth=staff, response={200: DraftOut, **CHANGING}, summary="放弃草稿 · drop an item's draft", operation_id="drop_drafted_item")
def drop_item(request: HttpRequest, item: Name, district: Short = "") -> DraftOut:
    """Take an item out of the draft; what is in force stays."""
    drop_draft(item, by=caller(request), at=timezone.now(), district=district)
    return read_draft(request)


@router.post("/draft/items/{item}/end", auth=staff, response={200: WholeOut, **CHANGING}, summary="取消事项 · let an item end", operation_id="end_item")
def end(request: HttpRequest, item: Name, given: Reason, district: Short = "") -> WholeOut:
    """Let an item end with the next edition."""
    end_item(item, given, by=caller(request), at=timezone.now(), district=district)
    return _whole(draft_of(item, caller(request), district))


@router.post("/draft/submit", auth=staff, response={200: EditionOut, **CHANGING}, summary="提交发布 · submit the draft", operation_id="submit_catalogue_draft")
def submit(request: HttpRequest, given: Submission) -> EditionOut:
    """Say that the draft is written."""
    return _edition(submit_draft(given, by=caller(request), at=timezone.now()))


@router.post("/draft/return", auth=staff, response={200: EditionOut, **CHANGING}, summary="退回修改 · return the draft", operation_id="return_catalogue_draft")
def give_back(request: HttpRequest, given: Reason) -> EditionOut:
    """Give the submitted draft back, with a reason."""
    return _edition(return_draft(given, by=caller(request), at=timezone.now()))


@router.post("/draft/publish", auth=staff, response={200: EditionOut, **CHANGING}, summary="发布 · publish the draft", operation_id="publish_catalogue")
def publish_draft(request: HttpRequest, given: Publishing) -> EditionOut:
    """Publish what somebody else submitted, all of it at once."""
    return _edition(publish(given, by=caller(request), at=timezone.now()))


@router.post("/{item}/switches", auth=staff, response={200: SwitchOut, **CHANGING}, summary="开关与试点 · switch or pilot", operation_id="switch_item")
def switch(request: HttpRequest, item: Name, given: Turning, district: Short = "") -> SwitchOut:
    """Switch an item, or one of its versions, on, off, or on in some districts."""
    row: Switch = turn(item, given, by=caller(request), at=timezone.now(), district=district)
    return SwitchOut(item=row.item.code, version=row.version_id, setting=row.setting, districts=row.districts, since=row.since)


def _changed(each: Changed) -> dict[str, Any]:
    found = each.draft
    return {
        "code": found.code, "name": found.name.zh, "department": found.owner.code, "district": found.district, "ended": found.ended, "pilot": list(each.pilot),
        "note": found.note, "former": each.former, "changed_at": each.changed_at, "mine": each.mine, "stale": each.stale,
    }  # fmt: skip


def _whole(each: Changed) -> WholeOut:
    return WholeOut(**_changed(each), elements=each.draft.elements)


def _edition(row: Edition) -> EditionOut:
    return EditionOut(edition=row.pk, stage=row.stage, number=row.number, since=row.since)
