"""Finding outlets: by level, district, words, what they take, whether they are open now, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from gongban.delivery.outlets.models import Outlet
from gongban.delivery.outlets.rules import ItemAsked, Taking, taking
from gongban.delivery.outlets.switches import is_switched_on
from gongban.delivery.outlets.terms import Level
from gongban.design.catalogue.public import Guide, guides_named
from gongban.foundation.territory.public import calendar
from gongban.kernel.errors import NotFound
from gongban.kernel.place import Coordinate, distance_m
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Sought:
    """What a list is asked for; an empty value asks for everything. `near`: nearest first from there (WGS-84)."""

    words: str = ""
    level: str = ""
    district: str = ""
    item: str = ""
    open_now: bool = False
    late: bool = False
    kiosk: bool = False
    impasse_point: bool = False
    near: Coordinate | None = None


@dataclass(frozen=True)
class Line:
    """An outlet in a list: whether it is open now, how far it is in metres (None: not asked), and where the item is taken."""

    outlet: Outlet
    open_now: bool
    metres: int | None = None
    taking: Taking | None = None


@dataclass(frozen=True)
class Lines:
    """A page of a list, how many there are in all, and where the neighbours begin (None: there is none)."""

    rows: tuple[Line, ...]
    total: int
    previous: int | None = None
    next: int | None = None


def list_outlets(sought: Sought, *, at: datetime, after: int = 0, size: int = 20) -> Lines:
    """The outlets that fit, the nearest first where `near` is given, else in the city's order."""
    found = find_outlets(sought, at=at)
    page = found[after : after + size]
    return Lines(tuple(page), len(found), max(after - size, 0) if after else None, after + size if after + size < len(found) else None)


def find_outlets(sought: Sought, *, at: datetime) -> list[Line]:
    """All outlets that fit. A city has some thousand at most: what no index knows is asked of each row."""
    if not is_switched_on(at):
        return []
    rows, days = Outlet.objects.active().filter(_filter(sought)).order_by("place", "code"), calendar()
    item = _item(sought.item, at, sought.district) if sought.item else None
    lines = [Line(row, row.is_open(at, days), _metres(row, sought.near), _taking(row, item) if sought.item else None) for row in rows]
    fit = [each for each in lines if (each.open_now or not sought.open_now) and (each.taking is None or each.taking.takes)]
    return sorted(fit, key=lambda each: each.metres or 0) if sought.near else fit


def outlet_named(code: str, *, at: datetime) -> Outlet:
    """An outlet by its code, also one that has ended; NotFound for any other."""
    found = Outlet.objects.filter(code=code).first() if is_switched_on(at) else None
    if found is None:
        raise NotFound("outlet.not_found", Words("没有这个网点。", "There is no such outlet."))
    return found


def outlets_named(codes: Iterable[str]) -> dict[str, Outlet]:
    """Outlets by code, also those that have ended; for lists that name them."""
    return {row.code: row for row in Outlet.objects.filter(code__in=set(codes))}


def takes(outlet: str, item: str, *, at: datetime) -> Taking:
    """Whether an outlet takes an item (by code or short name) and why; NotFound for an unknown outlet."""
    row = outlet_named(outlet, at=at)
    return _taking(row, _item(item, at, row.district))


def districts_with_outlets() -> set[str]:
    """Codes of the districts in which there are outlets."""
    return set(Outlet.objects.active().exclude(district="").values_list("district", flat=True))


def _filter(sought: Sought) -> Q:
    q = Q()
    if sought.level in {each.value for each in Level}:
        q &= Q(level=sought.level)
    if sought.district:
        q &= Q(district=sought.district)
    for name in ("kiosk", "impasse_point"):
        q &= Q(**{name: True}) if getattr(sought, name) else Q()
    q &= ~Q(late_hours="") if sought.late else Q()
    words = sought.words.replace("\x00", "").strip()[:60]
    named = [Q(**{f"{name}__icontains": words}) for name in ("name_zh", "name_en", "address_zh", "address_en")]
    return q & (named[0] | named[1] | named[2] | named[3]) if words else q


def _item(name: str, at: datetime, district: str) -> Guide | None:
    return guides_named([name], at=at, district=district).get(name)


def _taking(row: Outlet, guide: Guide | None) -> Taking:
    asked = ItemAsked(frozenset({guide.code, guide.slug} - {""}), frozenset(guide.elements.themes)) if guide else None
    return taking(row.counters, asked, active=not row.ended)


def _metres(row: Outlet, near: Coordinate | None) -> int | None:
    return round(distance_m(near, Coordinate(row.lon, row.lat))) if near else None
