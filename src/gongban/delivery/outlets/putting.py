"""An outlet as described becomes a row: its place is checked and lies in the city's areas, what it names exists."""

from __future__ import annotations

from collections.abc import Collection

from gongban.delivery.outlets.models import Outlet
from gongban.delivery.outlets.terms import OutletGiven
from gongban.foundation.territory.public import city, locate
from gongban.kernel.errors import Refusal
from gongban.kernel.place import parse_coordinate
from gongban.kernel.words import Words

COLUMNS = (
    "place", "name_zh", "name_en", "level", "area", "district", "address_zh", "address_en", "lon", "lat", "phone", "hours", "late_hours",
    "open_on_holidays", "departments", "counted", "kiosk", "impasse_point", "ended",
)  # fmt: skip


def row_of(given: OutletGiven, departments: Collection[str], place: int = 0) -> Outlet:
    """The unsaved row. Refusal for a place outside of the city, or for a department that there is not."""
    at = parse_coordinate(given.lon, given.lat, given.system, city().bounds)
    where = locate(at.lon, at.lat)
    if unknown := [code for code in given.departments if code not in departments]:
        raise Refusal("outlet.department", Words(f"没有部门“{unknown[0][:40]}”。", f"There is no department “{unknown[0][:40]}”."), field="departments")
    return Outlet(
        code=given.code, place=place, name_zh=given.name_zh, name_en=given.name_en or given.name_zh, level=given.level.value,
        area=where.smallest if where else "", district=where.district if where else "", address_zh=given.address_zh, address_en=given.address_en,
        lon=at.lon, lat=at.lat, phone=given.phone, hours=given.hours, late_hours=given.late_hours, open_on_holidays=given.open_on_holidays,
        departments=list(given.departments), kiosk=given.kiosk, impasse_point=given.impasse_point,
        counted=[{**each.model_dump(mode="json"), "name_en": each.name_en or each.name_zh} for each in given.counters],
    )  # fmt: skip
