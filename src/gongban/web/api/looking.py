"""What helps before anything is sent: departments with their duties, notices, near-same cases, who may be in charge."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from gongban.delivery.cases.public import likely_duplicates, suggest
from gongban.design.knowledge.public import notices_at
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import city
from gongban.kernel.errors import NotFound
from gongban.kernel.input import Input, asked
from gongban.kernel.place import parse_coordinate
from gongban.kernel.words import Words
from gongban.web.api.acting import caller
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cases.schemas import said
from gongban.web.api.offers import DuplicateOut, SuggestionOut, duplicates_out, suggestion_out
from gongban.web.api.problems import CHANGING, READING, Said

router = Router(tags=["services 服务"])


class Typed(Input):
    """What somebody has typed so far."""

    text: str = asked("情况说明", "What it is about", widget="textarea", min_length=2, max_length=5000)
    title: str = asked("标题", "Title", default="", max_length=60)
    category: str | None = asked("分类", "Category", widget="category", default=None)
    lon: float | None = asked("经度", "Longitude", widget="hidden", default=None)
    lat: float | None = asked("纬度", "Latitude", widget="hidden", default=None)
    photos: list[UUID] = asked("照片", "Photos", widget="photos", default=[], max_length=9)


class DepartmentOut(Schema):
    """A department with its published duties."""

    code: str
    kind: str
    name: Said
    short: Said
    duties: list[str]
    parent: str | None
    territory: str


class NoticeOut(Schema):
    """A notice in force: a water cut, road works, a warning."""

    code: str
    kind: Said
    title: Said
    text: Said
    department: str
    areas: list[str]
    starts_at: datetime
    ends_at: datetime


class Here(Schema):
    """A place in WGS-84 degrees; both or none."""

    lon: float | None = None
    lat: float | None = None
    coming: bool = False


@router.get("/departments", auth=None, response={200: list[DepartmentOut], **READING}, summary="部门与职责 · departments and duties", operation_id="list_departments")
def list_departments(request: HttpRequest) -> list[DepartmentOut]:
    """Every department with its duties as the city publishes them."""
    return [_department(row) for row in Department.objects.filter(ended_at__isnull=True).order_by("code")]


@router.get("/departments/{code}", auth=None, response={200: DepartmentOut, **READING}, summary="一个部门的职责 · duties of one", operation_id="read_department")
def read_department(request: HttpRequest, code: str) -> DepartmentOut:
    """One department with its duties."""
    row = Department.objects.filter(pk=code, ended_at__isnull=True).first()
    if row is None:
        raise NotFound("department.not_found", Words(f"没有代码为 {code} 的部门。", f"There is no department {code}."))
    return _department(row)


@router.get("/notices", auth=None, response={200: list[NoticeOut], **READING}, summary="公告 · notices", operation_id="list_notices")
def list_notices(request: HttpRequest, here: Query[Here]) -> list[NoticeOut]:
    """Notices in force (`coming`: or to come) in the whole city, or around a point."""
    lon, lat = _point(here.lon, here.lat)
    return [
        NoticeOut(
            code=one.code, kind=_said(one.kind_words), title=_said(one.title), text=_said(one.text), department=one.department_id,
            areas=list(one.areas), starts_at=one.starts_at, ends_at=one.ends_at,
        )
        for one in notices_at(timezone.now(), lon=lon, lat=lat, coming=here.coming)
    ]  # fmt: skip


@router.post(
    "/duplicates", auth=None, response={200: list[DuplicateOut], **CHANGING}, summary="可能是同一件事 · likely duplicates",
    operation_id="find_duplicates", openapi_extra={"requestBody": schema_of(Typed)},
)  # fmt: skip
def find_duplicates(request: HttpRequest) -> list[DuplicateOut]:
    """Recent cases that may be the same matter, with the reasons; residents are offered public ones only."""
    by = caller(request)
    given = Typed.read(body_of(request))
    lon, lat = _point(given.lon, given.lat)
    text = f"{given.title} {given.text}".strip()
    return duplicates_out(likely_duplicates(text, by=by, at=timezone.now(), lon=lon, lat=lat, photos=given.photos, category=given.category))


@router.post(
    "/suggestions", auth=None, response={200: SuggestionOut, **CHANGING}, summary="建议分类与部门 · suggest category and department",
    operation_id="suggest", openapi_extra={"requestBody": schema_of(Typed)},
)  # fmt: skip
def suggest_for_words(request: HttpRequest) -> SuggestionOut:
    """Up to three categories and departments with the words that decided; a person has the last word."""
    given = Typed.read(body_of(request))
    lon, lat = _point(given.lon, given.lat)
    return suggestion_out(suggest(given.text, title=given.title, category=given.category, lon=lon, lat=lat))


def _point(lon: float | None, lat: float | None) -> tuple[float | None, float | None]:
    if lon is None and lat is None:
        return None, None
    found = parse_coordinate(lon, lat, bounds=city().bounds)
    return found.lon, found.lat


def _department(row: Department) -> DepartmentOut:
    return DepartmentOut(
        code=row.code, kind=row.kind, name=Said(zh=row.name_zh, en=row.name_en), short=Said(zh=row.short_zh, en=row.short_en),
        duties=[str(each) for each in row.duties], parent=row.parent_id, territory=row.territory,
    )  # fmt: skip


def _said(words: Words) -> Said:
    return said(words) or Said(zh="", en="")
