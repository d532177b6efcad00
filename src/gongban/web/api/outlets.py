"""Outlets over the API: which there are, one with its hours and counters, and whether it takes an item."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gongban.delivery.outlets.public import Line, Outlet, Sought, list_outlets, outlet_named, takes
from gongban.foundation.territory.public import calendar, city
from gongban.kernel.errors import Refusal
from gongban.kernel.place import Coordinate, parse_coordinate
from gongban.kernel.words import Words
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import Page, Paged, key_of, neighbours
from gongban.web.api.problems import READING, Said

router = Router(tags=["outlets 网点"])
Short = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]
Code = Annotated[str, Field(max_length=40, pattern=r"^[a-z0-9-]+$")]


class OutletFilters(Paged):
    """What a list is filtered by; `near` is “lon,lat” in WGS-84, then the nearest come first."""

    words: Short = ""
    level: Short = ""
    district: Short = ""
    item: Short = ""
    open_now: bool = False
    late: bool = False
    kiosk: bool = False
    impasse_point: bool = False
    near: Short = ""


class CounterOut(Schema):
    """A counter: everything, or items by name and themes."""

    code: str
    name: Said
    everything: bool
    items: list[str]
    themes: list[str]


class OutletLineOut(Schema):
    """An outlet in a list: degrees in WGS-84; `metres` from `near`; `reason` says why the item asked for is taken here."""

    code: str
    name: Said
    level: Worded
    district: str
    address: Said
    lon: float
    lat: float
    open_now: bool
    metres: int | None
    reason: Said | None


class OutletOut(OutletLineOut):
    """One outlet with its hours (one line a week), counters and services."""

    phone: str
    hours: str
    late_hours: str
    open_on_holidays: bool
    kiosk: bool
    impasse_point: bool
    ended: bool
    departments: list[str]
    counters: list[CounterOut]


class OutletsOut(Page):
    """A page of outlets, and how many there are in all."""

    outlets: list[OutletLineOut]
    total: int


class TakingOut(Schema):
    """Whether an outlet takes an item, why (not), and at which counters."""

    takes: bool
    reason: Said
    counters: list[str]


@router.get("", auth=None, response={200: OutletsOut, **READING}, summary="网点清单 · list outlets", operation_id="list_outlets")
def outlets(request: HttpRequest, response: HttpResponse, asked: Query[OutletFilters]) -> OutletsOut:
    """The outlets that fit, in the city's order, or the nearest first."""
    key = key_of(request, asked)
    found = list_outlets(_sought(asked), at=timezone.now(), after=int(key or 0), size=asked.limit)
    before, after = ("" if each is None else str(each) for each in (found.previous, found.next))
    return OutletsOut(outlets=[_line(each) for each in found.rows], total=found.total, **neighbours(request, response, before, after))


@router.get("/{code}", auth=None, response={200: OutletOut, **READING}, summary="一个网点 · one outlet", operation_id="read_outlet")
def outlet(request: HttpRequest, code: Code) -> OutletOut:
    """One outlet; one that has ended says so."""
    row = outlet_named(code, at=timezone.now())
    line = _line(Line(row, not row.ended and row.is_open(timezone.now(), calendar())))
    return OutletOut(
        **line.model_dump(), phone=row.phone, hours=row.hours, late_hours=row.late_hours, open_on_holidays=row.open_on_holidays, kiosk=row.kiosk,
        impasse_point=row.impasse_point, ended=row.ended, departments=row.departments, counters=_counters(row),
    )  # fmt: skip


@router.get("/{code}/takes", auth=None, response={200: TakingOut, **READING}, summary="这里收不收 · is it taken here", operation_id="outlet_takes")
def is_taken(request: HttpRequest, code: Code, item: Short) -> TakingOut:
    """Whether the outlet takes an item (code or short name) today."""
    found = takes(code, item, at=timezone.now())
    return TakingOut(takes=found.takes, reason=_said(found.reason), counters=[each.code for each in found.counters])


def _sought(asked: OutletFilters) -> Sought:
    return Sought(
        asked.words, asked.level, asked.district, asked.item, asked.open_now, asked.late, asked.kiosk, asked.impasse_point, _near(asked.near) if asked.near else None,
    )  # fmt: skip


def _near(text: str) -> Coordinate:
    lon, comma, lat = text.partition(",")
    if not comma:
        raise Refusal("place.not_a_number", Words("写成“经度,纬度”。", "Write “longitude,latitude”."), field="near", status=422)
    return parse_coordinate(lon, lat, bounds=city().bounds)


def _line(line: Line) -> OutletLineOut:
    row = line.outlet
    return OutletLineOut(
        code=row.code, name=_said(row.name), level=Worded(code=row.level, words=_said(row.kind.words)), district=row.district, address=_said(row.address),
        lon=row.lon, lat=row.lat, open_now=line.open_now, metres=line.metres, reason=_said(line.taking.reason) if line.taking else None,
    )  # fmt: skip


def _counters(row: Outlet) -> list[CounterOut]:
    return [CounterOut(code=each.code, name=_said(each.name), everything=each.everything, items=list(each.items), themes=list(each.themes)) for each in row.counters]


def _said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)
