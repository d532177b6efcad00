"""outlets.yaml: the places where a city serves people. One no longer named is ended; what happened there stays."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from gongban.delivery.outlets.models import Outlet
from gongban.delivery.outlets.putting import COLUMNS, row_of
from gongban.delivery.outlets.telling import tell_outlets
from gongban.delivery.outlets.terms import CounterGiven, OutletGiven
from gongban.foundation.loading import bring_in_step
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import forget_shapes
from gongban.kernel.city import CityFolder, Entry, Report, gather, modelled, once
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

FILE = "outlets.yaml"
NAMES = ("code", "name", "level", "address", "place", "phone", "hours", "late_hours", "open_on_holidays", "departments", "counters", "kiosk", "impasse_point")


def load(folder: CityFolder, report: Report) -> None:
    """Bring the outlets in step with the folder."""
    if not folder.has(FILE):
        return
    members = folder.yaml(FILE).only("outlets").each("outlets")
    once(folder, members)
    departments = set(Department.objects.filter(ended_at__isnull=True).values_list("code", flat=True))
    forget_shapes()  # 边界刚刚装入 · the boundaries were loaded just now
    rows = gather(folder, members, lambda entry: _row(entry, departments))
    folder.check()
    for place, row in enumerate(rows):
        row.place = place
    bring_in_step(rows, among=Outlet.objects.all(), key="code", fields=COLUMNS, report=report, words=Words("服务网点", "outlets"), end=_end)
    tell_outlets(datetime.now(UTC))


def _row(entry: Entry, departments: set[str]) -> Outlet:
    given = modelled(entry.only(*NAMES), OutletGiven, _said(entry))
    try:
        return row_of(given, departments)
    except Refusal as refusal:
        entry[refusal.field if refusal.field and entry.has(refusal.field) else "place"].refuse(refusal.words.zh, refusal.words.en)


def _said(entry: Entry) -> dict[str, Any]:
    """The entry by the names of OutletGiven: words in two columns, the place as degrees."""
    name, lon_lat = entry.words("name"), list(entry["place"])
    if len(lon_lat) != 2:
        entry["place"].refuse("写成 [经度, 纬度]。", "write [longitude, latitude].")
    address = entry.words("address", Words("", ""))
    flags = {each: entry.flag(each, False) for each in ("open_on_holidays", "kiosk", "impasse_point")}
    texts = {each: entry.text(each, "") for each in ("phone", "hours", "late_hours")}
    return {
        "code": entry.text("code"), "name_zh": name.zh, "name_en": name.en, "level": entry.text("level"), "address_zh": address.zh, "address_en": address.en,
        "lon": float(lon_lat[0].as_decimal()), "lat": float(lon_lat[1].as_decimal()), "departments": entry.texts("departments"), **texts, **flags,
        "counters": [_counter(each) for each in entry.each("counters")],
    }  # fmt: skip


def _counter(entry: Entry) -> CounterGiven:
    words = entry.only("code", "name", "everything", "items", "themes").words("name")
    said = {"code": entry.text("code"), "name_zh": words.zh, "name_en": words.en, "everything": entry.flag("everything", False)}
    return modelled(entry, CounterGiven, {**said, "items": entry.texts("items"), "themes": entry.texts("themes")})


def _end(row: Outlet) -> bool:
    if row.ended:
        return False
    row.ended = True
    row.save(update_fields=["ended"])
    return True
