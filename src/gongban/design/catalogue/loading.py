"""catalogue/*.yaml: the city's own items, a file each, with their former versions and what districts say differently.

Each change becomes an edition of the folder's own. What people have published since in the workbench is not overwritten; an
item whose file is gone ends. A process diagram lies beside as NAME.bpmn.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime

import gongban.design.catalogue.using  # noqa: F401 - tells which facts are in use
from gongban.design.catalogue.actions.publishing import end_at_once, publish_at_once
from gongban.design.catalogue.actions.writing import says_the_same
from gongban.design.catalogue.inputs import Drafting
from gongban.design.catalogue.models import Item
from gongban.design.catalogue.packages import Implementer, Version, versions_in
from gongban.design.catalogue.terms import Origin
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import Area, calendar
from gongban.kernel.actors import SYSTEM
from gongban.kernel.city import CityFolder, Entry, Report, once, refer
from gongban.kernel.words import Words

BODIES = "catalogue/implementers.yaml"
WORDS = Words("服务事项", "service items")


def load(folder: CityFolder, report: Report) -> None:
    """Bring the catalogue in step with the folder; the caller holds the transaction. Raises BrokenCity."""
    names = [name for name in folder.names("catalogue/*.yaml") if name != BODIES]
    if not names:
        return
    now = datetime.now(UTC)
    items = _read(folder, names, calendar().local_day(now))
    folder.check()
    _check_once(folder, items)
    folder.check()
    before = {item.code: item for item in Item.objects.filter(code__in=[each[-1].given.code for each in items]).select_related("current__edition")}
    kept = {code for code, item in before.items() if item.current and item.current.edition.source == Origin.PEOPLE}
    for code in sorted(kept):
        report.remark(f"事项 {code} 已在工作台发布过新版，文件夹不再改它。", f"Item {code} was published anew in the workbench; the folder leaves it.")
    mine = [each for each in items if each[-1].given.code not in kept]
    added = sum(1 for each in mine if each[-1].given.code not in before)
    changed = sum(1 for each in mine if (item := before.get(each[-1].given.code)) and not says_the_same(item.current, each[-1].given))
    _publish(mine, set(before), now)
    ended = end_at_once(_gone(items), "城市文件夹里不再有 · no longer in the city's folder", by=SYSTEM, at=now, source=Origin.FOLDER)
    report.count("catalogue", WORDS, added=added, changed=changed, ended=ended, unchanged=len(items) - added - changed)


def _gone(items: list[list[Version]]) -> list[Item]:
    """Items that came from the folder, are in force, and stand in none of its files any more."""
    rows = Item.objects.filter(current__edition__source=Origin.FOLDER, current__ended=False)
    return list(rows.exclude(code__in=[each[-1].given.code for each in items]).select_related("current"))


def _read(folder: CityFolder, names: list[str], today: date) -> list[list[Version]]:
    departments = {row.pk: {"zh": row.name_zh, "en": row.name_en} for row in Department.objects.filter(ended_at__isnull=True)}
    bodies = _bodies(folder, set(departments))
    districts = set(Area.objects.filter(level="district").values_list("code", flat=True))
    drawn = {name.rpartition("/")[2]: folder.text(name) for name in folder.names("catalogue/*.bpmn")}
    items: list[list[Version]] = []
    for name in names:
        with folder.collecting():
            entry = folder.yaml(name)
            _check_districts(entry, districts)
            items += list(versions_in(entry, bodies, today, departments, drawn))
    return items


def _bodies(folder: CityFolder, departments: set[str]) -> dict[str, Implementer]:
    entry = folder.yaml(BODIES).only("common", "implementers")
    members, common = list(entry["implementers"]), entry["common"].plain() if entry.has("common") else {}
    once(folder, members, "department")
    found = {}
    for member in members:
        with folder.collecting():
            member.only("department", "credit_code", "elements")
            code = refer(member, "department", departments, "部门", "department")
            own = member["elements"].plain() if member.has("elements") else {}
            found[code] = Implementer(code, member.text("credit_code"), {**common, **own})
    return found


def _check_districts(entry: Entry, districts: set[str]) -> None:
    if not entry.has("districts"):
        return
    for code, here in entry["districts"].items():
        for district in (code, *here.texts("pilot")):
            if district not in districts:
                here.refuse(f"没有区“{district}”。", f"there is no district “{district}”.")


def _check_once(folder: CityFolder, items: list[list[Version]]) -> None:
    seen: set[tuple[str, str]] = set()
    for each in items:
        given = each[-1].given
        for key in ((given.code, ""), (given.slug, given.district)):
            if key in seen:
                with folder.collecting():
                    raise folder.fault(f"catalogue/{given.slug}.yaml", f"“{key[0]}”已有另一个文件用了。", f"“{key[0]}” stands in another file already.")
            seen.add(key)


def _publish(items: list[list[Version]], known: set[str], now: datetime) -> None:
    """One edition for each day: former versions of items that are new here, then what holds today."""
    by_day: dict[date, list[Drafting]] = defaultdict(list)
    for versions in items:
        for version in versions[-1:] if versions[-1].given.code in known else versions:
            by_day[version.since].append(version.given)
    for day in sorted(by_day):
        publish_at_once(by_day[day], "城市文件夹 · the city's folder", by=SYSTEM, at=now, since=day, source=Origin.FOLDER)
