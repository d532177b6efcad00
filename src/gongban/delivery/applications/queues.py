"""An office's queues of parts with their filters and counts: every page is a few rows by an index, whatever lies behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from gongban.delivery.applications.models import Task
from gongban.delivery.applications.rights import WORKING, sees_all
from gongban.foundation.matters.public import Matter
from gongban.foundation.paging import Slice, slice_of
from gongban.foundation.people.public import Department, with_units
from gongban.foundation.together import together
from gongban.kernel.actors import Actor

SIZE = 20
MOST_LOOKED_AT = 500  # steps that wait longest, whose items are offered as a filter
MOST_COUNTED = 100  # the menu says 99+ beyond
ORDER = {"due": ("due_at", False), "paused": ("opened_at", False), "done": ("changed_at", True), "review": ("opened_at", False)}


@dataclass(frozen=True)
class Sought:
    """What a list of parts is asked for. `tab`: due (open, the nearest limit first), paused (open without a running limit), review (waits for
    this unit's opinion), done. `words`: how a number begins. `late`: over its limit, in `done` decided too late."""

    tab: str = "due"
    state: str = ""
    item: str = ""
    words: str = ""
    late: bool = False


def sought_of(given: Mapping[str, str]) -> Sought:
    """What the address of a list asks for; what is unknown there asks for everything."""
    tab, item = given.get("tab", ""), given.get("item", "")
    with suppress(ValueError):
        return Sought(tab if tab in ORDER else "due", given.get("state", "")[:20], str(UUID(item)) if item else "", given.get("q", "")[:30], given.get("late") == "1")
    return Sought()


def list_parts(by: Actor, sought: Sought = Sought(), *, at: datetime, key: str = "", size: int = SIZE) -> Slice[Matter]:
    """Matters of parts that fit, in the order of the tab; only such as the actor works on. Each has `.part` with application and department."""
    order, newest = ORDER[sought.tab]
    rows: QuerySet[Any] = _asked(by, sought, at).only("part", order) if sought.tab == "review" else parts_sought(by, sought, at).only(order)
    found = slice_of(rows, key, size, by=order, newest_first=newest)
    # 先排出这一页，再取它的内容：和别的表连着排，要把排在后面的也都取一遍 · the page is put in order first: a join before the sort would read what is on no page
    pages = [each.part_id if sought.tab == "review" else each.pk for each in found.rows]
    wide = Matter.objects.select_related("part__application", "holder").in_bulk(pages)
    return Slice([wide[pk] for pk in pages], found.previous, found.next)


def count_parts(by: Actor, sought: Sought = Sought(), *, at: datetime) -> int:
    """How many there are, at most a thousand: beyond that a list is not counted."""
    rows: QuerySet[Any] = _asked(by, sought, at) if sought.tab == "review" else parts_sought(by, sought, at)
    return len(rows.order_by().values_list("pk", flat=True)[:1000])


def parts_sought(by: Actor, sought: Sought, at: datetime) -> QuerySet[Matter]:
    """Matters of parts that fit, in no order; only such as the actor works on."""
    rows = Matter.objects.filter(_fits(sought, at), kind="application")
    if not by.is_staff:
        return rows.none()
    if sought.tab == "review":
        return rows.filter(Exists(_steps(by).filter(part=OuterRef("pk"))), open=True)
    units = sorted(with_units(by.departments(*WORKING)))
    rows = rows if sees_all(by) else rows.filter(holder__in=units, **({"part__department__in": units} if sought.item else {}))
    return {"due": rows.filter(open=True, due_at__isnull=False), "paused": rows.filter(open=True, due_at__isnull=True), "done": rows.filter(open=False)}[sought.tab]


def _asked(by: Actor, sought: Sought, at: datetime) -> QuerySet[Task]:
    """The open steps that wait for the actor's unit, of each part the first: a page reads them in their order instead of sorting all open parts."""
    steps = _steps(by) if by.is_staff else Task.objects.none()
    before = steps.filter(Q(opened_at__lt=OuterRef("opened_at")) | Q(opened_at=OuterRef("opened_at"), pk__lt=OuterRef("pk")), part=OuterRef("part"))
    return steps.filter(_fits(sought, at, "part__matter__"), ~Exists(before))


def _steps(by: Actor) -> QuerySet[Task]:
    return Task.objects.filter(done_at__isnull=True, department__in=sorted(by.departments(*WORKING)))


def _fits(sought: Sought, at: datetime, matter: str = "") -> Q:
    wanted = {f"{matter}state": sought.state, f"{matter}part__item": sought.item, f"{matter}number__startswith": sought.words.strip().upper()[:30]}
    found = Q(**{name: value for name, value in wanted.items() if value})
    late = Q(**{f"{matter}part__in_time": False}) if sought.tab == "done" else Q(**{f"{matter}due_at__lt": at})
    return found & late if sought.late else found


def to_do(by: Actor, at: datetime) -> tuple[int, bool]:
    """How many parts wait for the actor's offices, at most MOST_COUNTED, and whether one of them is late; for the menu."""
    if not by.departments(*WORKING):
        return 0, False
    units, own = sorted(with_units(by.departments(*WORKING))), sorted(by.departments(*WORKING))
    due = Matter.objects.filter(holder__in=units, kind="application", open=True, due_at__isnull=False).only("due_at").order_by("due_at")[:MOST_COUNTED]
    asked = Task.objects.filter(department__in=own, done_at__isnull=True).only("part").order_by("opened_at")[:MOST_COUNTED]
    mine, others = together(due, asked)
    waiting = {each.pk for each in mine} | {each.part_id for each in others}
    return min(len(waiting), MOST_COUNTED), any(each.due_at < at for each in mine[:1])


def items_in_charge(by: Actor, tab: str = "due") -> Sequence[tuple[UUID, str, str]]:
    """The items of which the actor's offices have parts, in `review` those on which they are asked, for a filter: id and names; at most 200."""
    if tab == "review":
        waiting = _steps(by) if by.is_staff else Task.objects.none()
        asked = Task.objects.filter(pk__in=waiting.order_by("opened_at", "pk").values("pk")[:MOST_LOOKED_AT]).order_by("part__item")
        return list(asked.values_list("part__item", "part__name_zh", "part__name_en").distinct("part__item")[:200])
    units = _departments() if sees_all(by) else sorted(with_units(by.departments(*WORKING)))
    if not by.is_staff or not units:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS, [units])
        return cursor.fetchall()


# 从一个事项跳到下一个，每个只看一行；DISTINCT 要把全部办件读一遍 · from item to item, one row of each; DISTINCT would read every part
_ITEMS = """
SELECT part.item, part.name_zh, part.name_en FROM unnest(%s::text[]) AS office, LATERAL (
  WITH RECURSIVE found AS (
    (SELECT item, matter_id FROM applications_part WHERE department_id = office ORDER BY item LIMIT 1)
    UNION ALL
    SELECT further.item, further.matter_id FROM found, LATERAL (
      SELECT item, matter_id FROM applications_part WHERE department_id = office AND item > found.item ORDER BY item LIMIT 1) AS further
  ) SELECT matter_id FROM found) AS one JOIN applications_part AS part USING (matter_id) LIMIT 200"""


def _departments() -> list[str]:
    return list(Department.objects.order_by("code").values_list("code", flat=True))
