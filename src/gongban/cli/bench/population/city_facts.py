"""What the loaded city gives to invent cases in: categories with their departments, areas, roads, limits, the publicity table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Subject:
    """A category of the lowest level: its code, department ("" : the street office of the place), everyday words."""

    code: str
    department: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Spot:
    """A community: its code, district, street office, and a point within."""

    code: str
    district: str
    street_office: str
    lon: float
    lat: float


@dataclass(frozen=True)
class CityFacts:
    """Plain values only, so that they travel to other processes."""

    prefix: str
    subjects: tuple[Subject, ...]
    spots: tuple[Spot, ...]
    roads: tuple[str, ...]
    boards: dict[str, tuple[str, ...]]  # by kind
    days: dict[str, int]  # the resident's limit by kind, in days
    publicity: dict[tuple[str, str], str]
    private: tuple[str, ...]  # categories that are never public
    names: dict[str, str]  # departments
    people: tuple[dict[str, str], ...]  # contact data, encrypted with this city's keys
    residents: tuple[str, ...]  # accounts


def read_facts(people: int = 5_000) -> CityFacts:
    """Read the city that is loaded in the database of this process."""
    from gongban.delivery.cases.public import Board, Category, Channel, Kind, allowed_publicity, rulebook
    from gongban.foundation.people.public import Account, Department
    from gongban.foundation.territory.public import NamedPlace, city

    offices = dict(Department.objects.filter(kind="street").values_list("territory", "code"))
    leaves = Category.objects.filter(children__isnull=True, ended_at__isnull=True).order_by("code")
    boards = {kind.value: tuple(each.pk for each in Board.objects.order_by("pk") if kind.value in each.kinds) for kind in Kind}
    return CityFacts(
        prefix=city().number_prefix,
        subjects=tuple(Subject(row.code, row.department_id or "", tuple(row.words) or (row.name_zh,)) for row in leaves),
        spots=_spots(offices), roads=tuple(NamedPlace.objects.order_by("code").values_list("name_zh", flat=True)),
        boards=boards, days=_days(rulebook("limits")),
        publicity={(kind.value, channel.value): allowed_publicity(kind, channel) for kind in Kind for channel in Channel},
        private=tuple(rulebook("publicity").get("rules", {}).get("private_categories", ())),
        names=dict(Department.objects.values_list("code", "short_zh")), people=_people(people),
        residents=tuple(map(str, Account.objects.filter(kind="resident").order_by("pk").values_list("pk", flat=True))),
    )  # fmt: skip


def _spots(offices: dict[str, str]) -> tuple[Spot, ...]:
    from gongban.foundation.territory.public import Area

    found, service = [], next(iter(offices.values()), "")
    for area in Area.objects.filter(level="community").select_related("parent").order_by("code"):
        ring = _first_ring(area.boundary) or _first_ring(area.parent.boundary if area.parent else None)
        if ring and area.parent:
            lon, lat = (sum(point[axis] for point in ring) / len(ring) for axis in (0, 1))
            found.append(Spot(area.code, area.parent.parent_id or "", offices.get(area.parent_id or "", service), lon, lat))
    return tuple(found)


def _first_ring(boundary: Any) -> list[list[float]]:
    found = (boundary or {}).get("coordinates") or []
    while found and isinstance(found[0][0], list):
        found = found[0]
    return found


def _days(limits: Any) -> dict[str, int]:
    rows = [row for row in limits.get("limits", ()) if row["urgency"] == "normal"]
    return {row["kind"]: max(1, row["resident_limit"]["amount"] if "day" in row["resident_limit"]["unit"] else 1) for row in rows}


def _people(number: int) -> tuple[dict[str, str], ...]:
    from gongban.delivery.cases.public import Contact, sealed_contact

    families, given = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
    names = (f"{families[n % 20]}{given[n // 20 % 20]}{given[n // 400 % 20]}" for n in range(number))
    return tuple(sealed_contact(Contact(name, f"1300{n:07d}")) for n, name in enumerate(names))
