"""Service items for programs: lists, guides, versions and what they changed, districts compared, files. Open to everybody."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gongban.design.catalogue.public import (
    KINDS,
    Compared,
    Difference,
    Elements,
    Guide,
    Listed,
    Wanted,
    compare,
    divided,
    guide,
    items_of,
    list_items,
    package_of,
    versions_of,
    written,
)  # fmt: skip
from gongban.foundation.territory.public import calendar
from gongban.kernel.words import Words
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import Page, Paged, key_of, neighbours
from gongban.web.api.problems import CHANGING, READING, Said

router = Router(tags=["items 事项"])
Short = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]
Name = Annotated[str, Field(max_length=80, pattern=r"^[0-9A-Za-z._-]+$")]
BINARY = {"schema": {"type": "string", "format": "binary"}}
LINKED = {"schema": {"type": "object", "required": ["@context", "@graph"]}}  # CPSV-AP as JSON-LD
OFFERED = {**READING, 409: CHANGING[409]}  # 409：本市没有开放目录 · the city has switched the catalogue off


class Filters(Schema):
    """What a list is filtered by; `district` is the code of a district, none means the whole city."""

    district: Short = ""
    type: Short = ""
    object: Short = ""
    theme: Short = ""
    form: Short = ""
    department: Short = ""
    main: Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    base: Short = ""
    words: Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class Asked(Paged, Filters):
    """Filters and a page."""


class ItemOut(Schema):
    """A line of the list."""

    code: str
    slug: str
    name: Said
    main_name: str
    department: Worded
    district: str
    type: str
    objects: list[str]
    themes: list[str]
    forms: list[str]
    number: int | None


class ItemsOut(Page):
    """A page of items."""

    items: list[ItemOut]


class GuideOut(Schema):
    """One version of an item with all its elements; `pilot` names districts where it is on trial."""

    code: str
    slug: str
    base: str
    level: str
    district: str
    department: Worded
    version: UUID
    number: int | None
    edition: int | None
    since: date | None
    published_at: datetime | None
    ended: bool
    pilot: list[str]
    elements: Elements


class VersionOut(Schema):
    """A version in the list of versions."""

    version: UUID
    number: int | None
    edition: int | None
    since: date | None
    published_at: datetime | None
    ended: bool
    note: str
    pilot: list[str]


class MeasureOut(Schema):
    """A number before and after: steps, materials, days (of the unit named), fees (fen), visits."""

    code: str
    words: Said
    unit: Said
    before: int | None
    after: int | None
    told: Said


class WayOut(Schema):
    """A way to apply: online, phone, nearby."""

    code: str
    words: Said
    before: bool
    after: bool


class ChangeOut(Schema):
    """An element that says something else."""

    place: str
    words: Said
    before: Said
    after: Said


class ComparedOut(Schema):
    """What `after` changed against `before` (numbers of versions; no `before` for a first version)."""

    before: int | None
    after: int | None
    measures: list[MeasureOut]
    ways: list[WayOut]
    changes: list[ChangeOut]


class SaidBy(Schema):
    """What some items say of an element."""

    said: list[Said]
    items: list[str]


class DeviationOut(Schema):
    """An element that is not the same everywhere, the most usual first."""

    element: str
    words: Said
    said: list[SaidBy]


class DividedOut(Schema):
    """An item that districts describe differently."""

    base: str
    name: Said
    items: list[str]
    deviations: list[DeviationOut]


class Which(Schema):
    """Which version: by number, else the one in force in a district on this day."""

    number: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    district: Short = ""


class Pair(Which):
    """Which two versions: `number` (else the one in force) against `with` (else the one before)."""

    with_number: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


@router.get("", auth=None, response={200: ItemsOut, **OFFERED}, summary="事项清单 · list service items", operation_id="list_items")
def items(request: HttpRequest, response: HttpResponse, asked: Query[Asked]) -> ItemsOut:
    """Items in force now, in the order of their codes."""
    page = list_items(_wanted(asked), at=timezone.now(), after=key_of(request, asked), size=asked.limit)
    return ItemsOut(items=[_line(line) for line in page.rows], **neighbours(request, response, "", page.next))


@router.get("/divided", auth=None, response={200: list[DividedOut], **OFFERED}, summary="九要素比对 · where districts differ", operation_id="list_divided_items")
def divided_items(request: HttpRequest, base: Short = "") -> list[DividedOut]:
    """Items of which the districts do not say the same in the nine elements; all, or those whose base code begins so."""
    return [
        DividedOut(
            base=each.base, name=_said(each.name), items=[item.code for item in each.items],
            deviations=[
                DeviationOut(element=one.element, words=_said(one.words), said=[SaidBy(said=[_said(words) for words in said], items=list(codes)) for said, codes in one.said])
                for one in each.deviations
            ],
        )
        for each in divided(base)
    ]  # fmt: skip


@router.get(
    "/files/{form}", auth=None, response={200: None, **OFFERED}, summary="整个目录的文件 · the catalogue as a file", operation_id="export_items",
    openapi_extra={"responses": {200: {"description": "OK", "content": {kind.split(";")[0]: LINKED if "ld+json" in kind else BINARY for kind in KINDS.values()}}}},
)  # fmt: skip
def files(request: HttpRequest, form: Literal["csv", "xlsx", "jsonl", "jsonld"], asked: Query[Filters]) -> StreamingHttpResponse:
    """Everything in force that fits, as CSV, Excel, JSON lines (all of which import reads again) or CPSV-AP in JSON-LD."""
    found = written(items_of(_wanted(asked), at=timezone.now()), form, calendar().tzinfo)
    return StreamingHttpResponse(found, content_type=KINDS[form], headers={"Content-Disposition": f'attachment; filename="items.{form}"'})


@router.get("/{item}", auth=None, response={200: GuideOut, **OFFERED}, summary="办事指南 · one item as a guide", operation_id="read_item")
def read_item(request: HttpRequest, item: Name, which: Query[Which]) -> GuideOut:
    """One item by its code or short name, with all elements."""
    return _guide(guide(item, at=timezone.now(), district=which.district, number=which.number))


@router.get("/{item}/versions", auth=None, response={200: list[VersionOut], **OFFERED}, summary="版本 · versions of an item", operation_id="list_item_versions")
def versions(request: HttpRequest, item: Name, which: Query[Which]) -> list[VersionOut]:
    """Every published version, the latest first."""
    return [
        VersionOut(
            version=each.version, number=each.number, edition=each.edition, since=each.since, published_at=each.published_at, ended=each.ended, note=each.note,
            pilot=list(each.pilot),
        )
        for each in versions_of(item, at=timezone.now(), district=which.district)
    ]  # fmt: skip


@router.get("/{item}/changes", auth=None, response={200: ComparedOut, **OFFERED}, summary="四减三办 · what a version changed", operation_id="compare_item_versions")
def changes(request: HttpRequest, item: Name, pair: Query[Pair]) -> ComparedOut:
    """What a version changed: materials, steps, days, fees and visits in numbers, ways to apply, and every element that differs."""
    return _compared(compare(item, at=timezone.now(), number=pair.number, with_number=pair.with_number, district=pair.district))


@router.get(
    "/{item}/package", auth=None, response={200: None, **OFFERED}, summary="设计包（供别的城市复用）· an item as a package", operation_id="read_item_package",
    openapi_extra={"responses": {200: {"description": "OK", "content": {"application/yaml": BINARY}}}},
)  # fmt: skip
def package(request: HttpRequest, item: Name, which: Query[Which]) -> HttpResponse:
    """The item as a file that another city can take and adapt; it says where it comes from."""
    found = guide(item, at=timezone.now(), district=which.district, number=which.number)
    return HttpResponse(package_of(found), content_type="application/yaml", headers={"Content-Disposition": f'attachment; filename="{found.slug or found.code}.yaml"'})


def _wanted(asked: Filters) -> Wanted:
    return Wanted(asked.district, asked.type, asked.object, asked.theme, asked.form, asked.department, asked.main, asked.words, asked.base)


def _line(line: Listed) -> ItemOut:
    return ItemOut(
        code=line.code, slug=line.slug, name=_said(line.name), main_name=line.main_name, department=Worded(code=line.owner.code, words=_said(line.owner.name)),
        district=line.district, type=line.type, objects=list(line.objects), themes=list(line.themes), forms=list(line.forms), number=line.number,
    )  # fmt: skip


def _guide(found: Guide) -> GuideOut:
    return GuideOut(
        code=found.code, slug=found.slug, base=found.base, level=found.level, district=found.district, version=found.version, number=found.number,
        department=Worded(code=found.owner.code, words=_said(found.owner.name)), edition=found.edition, since=found.since,
        published_at=found.published_at, ended=found.ended, pilot=list(found.pilot), elements=found.elements,
    )  # fmt: skip


def _compared(found: Compared) -> ComparedOut:
    said: Difference = found.difference
    return ComparedOut(
        before=found.before.number if found.before else None, after=found.after.number,
        measures=[
            MeasureOut(code=each.code, words=_said(each.words), unit=_said(each.unit), before=each.before, after=each.after, told=_said(each.told))
            for each in said.measures
        ],
        ways=[WayOut(code=each.code, words=_said(each.words), before=each.before, after=each.after) for each in said.ways],
        changes=[ChangeOut(place=each.place, words=_said(each.words), before=_said(each.before), after=_said(each.after)) for each in said.changes],
    )  # fmt: skip


def _said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)
