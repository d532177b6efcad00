"""What an application of a bundle needs: the parts in order with what each waits for, its materials, the fields of the one form; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gongban.design.bundles.rules.states import FieldState, Joined, Sort
from gongban.design.catalogue.public import Limit
from gongban.kernel.conditions import Truth, Value
from gongban.kernel.words import Words

NOTHING = Words("", "")


@dataclass(frozen=True)
class PlannedMaterial:
    """A material that is handed in (or fetched) once: how it is shown, and which material of which part it stands for."""

    key: str
    name: Words
    sort: Sort
    licence: str
    stands_for: tuple[tuple[str, str], ...]  # 部分、该部分的材料代码 · part, and the code of its material
    made_by: str = ""  # 内部流转 · the part that applies and issues it
    note: Words = NOTHING  # 交什么才行 · what will do


@dataclass(frozen=True)
class PlannedPart:
    """A part that is applied for: the item's version at this moment, who decides it, what it waits for, its limit, when it is due."""

    code: str
    name: Words
    item: UUID
    version: UUID
    department: str
    waits_for: tuple[str, ...]
    limit: Limit | None
    due: datetime
    materials: tuple[str, ...]  # keys of PlannedMaterial


@dataclass(frozen=True)
class Plan:
    """An application's parts in the order in which they can begin; `known` are the answers by which it was decided.

    `missing` names parts that apply but whose item is not offered here now; `together` whether results may be handed over together.
    """

    parts: tuple[PlannedPart, ...]
    materials: tuple[PlannedMaterial, ...]
    fields: tuple[FieldState, ...]
    known: Mapping[str, Value | None]
    fee: int
    done: datetime
    together: bool
    missing: tuple[str, ...]


def plan_of(found: Joined) -> Plan | None:
    """The plan of an exact list; None as long as something is open (`Joined.is_exact`)."""
    if not found.is_exact:
        return None
    needed = [each for each in found.materials if each.truth is Truth.YES]
    materials = tuple(
        PlannedMaterial(
            each.merged.key, each.merged.shown.name, each.sort, each.merged.shown.licence,
            tuple((use.part, use.material.code) for use in each.merged.uses if use.part in each.parts), each.made_by,
            each.merged.shown.note if each.merged.shown.note.zh else each.merged.shown.standard,
        )
        for each in needed
    )  # fmt: skip
    timed = found.schedule
    parts = []
    for each in found.applying:
        if each.item is None:
            continue
        limit = each.part.limit or each.item.elements.promised_limit or each.item.elements.legal_limit
        waits = tuple(code for code in each.part.waits_for if code in timed.ends)
        papers = tuple(one.merged.key for one in needed if each.code in one.parts)
        parts.append(PlannedPart(each.code, each.name, each.item.item, each.item.version, each.item.owner.code, waits, limit, timed.ends[each.code], papers))
    missing = tuple(each.code for each in found.applying if each.item is None)
    return Plan(tuple(parts), materials, found.fields, found.known, found.amount(), timed.done, found.contents.together, missing)
