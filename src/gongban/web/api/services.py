"""Look-ups beside the cases: places by name, answers from the knowledge base, notices, photos, open statistics."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Query, Router, Schema, Status
from ninja.files import UploadedFile

from gongban.design.knowledge.public import search_answers
from gongban.foundation.files.public import store
from gongban.foundation.territory.public import area_path, find_places, named
from gongban.outcome.insight.public import open_statistics, staff_statistics
from gongban.web.api.acting import caller, staff
from gongban.web.api.problems import CHANGING, READING, Said
from gongban.web.site.photos import described, remember

router = Router(tags=["services 服务"])


class PlaceOut(Schema):
    """A street or place by name; degrees in WGS-84."""

    name: str
    detail: str
    lon: float
    lat: float


class AnswerOut(Schema):
    """An answer of the knowledge base, how well it fits (0 to 100) and the words it was found by."""

    code: str
    question: Said
    answer: Said
    department: str
    score: int
    by_words: list[str]


class PhotoOut(Schema):
    """A stored photo."""

    id: UUID
    width: int
    height: int
    urls: dict[str, str]


class Months(Schema):
    months: int = 12


class Period(Schema):
    since: date
    until: date
    dimension: str = "department"


@router.get("/places", auth=None, response={200: list[PlaceOut], **READING}, summary="按名称找地点 · places by name", operation_id="find_places")
def search_places(request: HttpRequest, q: str) -> list[PlaceOut]:
    """Streets and places whose name, pinyin or initials fit."""
    found = []
    for place in find_places(q):
        detail = " · ".join(named(area) for area in area_path(place.lon, place.lat))
        found.append(PlaceOut(name=named(place), detail=detail, lon=place.lon, lat=place.lat))
    return found


@router.get("/answers", auth=None, response={200: list[AnswerOut], **READING}, summary="查知识库 · look up answers", operation_id="search_answers")
def look_up_answers(request: HttpRequest, q: str) -> list[AnswerOut]:
    """Answers in force that fit what somebody asks."""
    return [
        AnswerOut(
            code=one.article.code, question=Said(zh=one.article.question_zh, en=one.article.question_en), score=one.score,
            answer=Said(zh=one.article.answer_zh, en=one.article.answer_en), department=one.article.department_id, by_words=list(one.by_words),
        )
        for one in search_answers(q, at=timezone.now())
    ]  # fmt: skip


@router.post("/photos", auth=None, response={201: PhotoOut, **CHANGING}, summary="上传照片 · upload a photo", operation_id="upload_photo")
def upload_photo(request: HttpRequest, photo: File[UploadedFile]) -> Status[Any]:
    """Take one photo; its id goes into `photos` of a report or an action. Metadata are stripped from every copy."""
    by = caller(request)
    stored = store(photo, by=by)  # type: ignore[arg-type] # Django's file reads like any other
    remember(request, stored)
    return Status(201, described(stored))


@router.get("/statistics", auth=None, response={200: dict[str, Any], **READING}, summary="公开统计 · open statistics", operation_id="open_statistics")
def statistics(request: HttpRequest, wanted: Query[Months]) -> dict[str, Any]:
    """The figures that everybody may see; counts below the city's threshold are withheld."""
    return _plain(asdict(open_statistics(months=max(1, min(wanted.months, 36)))))


@router.get(
    "/statistics/desk", auth=staff, response={200: dict[str, Any], **READING}, summary="工作统计 · staff statistics", operation_id="staff_statistics"
)
def desk_statistics(request: HttpRequest, wanted: Query[Period]) -> dict[str, Any]:
    """Figures over the cases in the caller's charge, by month, kind, department, district or category."""
    found = staff_statistics(
        caller(request), since=wanted.since, until=wanted.until, dimension=wanted.dimension, at=timezone.now()
    )
    return _plain(asdict(found))


def _plain(value: Any) -> Any:
    """Dataclasses of figures as JSON knows them; keys as text."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
