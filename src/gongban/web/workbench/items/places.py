"""Where in the editor a place of an item is: materials[2].condition is the second row of its section."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from gongban.design.catalogue.public import Fault
from gongban.kernel.words import Words
from gongban.web.workbench.items.sections import section_of

PLACE = re.compile(r"(?P<element>[a-z_]+)(?:\[(?P<row>\d+)\])?(?:\.(?P<field>[a-z_]+))?")


@dataclass(frozen=True)
class Shown:
    """A fault as the editor lists it: in which section and row, the sentence, and where it is mended."""

    where: Words
    words: Words
    href: str


def faults_shown(item: UUID, faults: Iterable[Fault]) -> list[Shown]:
    """Faults with the address of their form."""
    return [_shown(item, fault) for fault in faults]


def row_and_field(place: str) -> tuple[int, str]:
    """The number of the row (0 for none) and the field of a place."""
    found = PLACE.fullmatch(place)
    return (int(found["row"] or 0), found["field"] or "") if found else (0, "")


def _shown(item: UUID, fault: Fault) -> Shown:
    found = PLACE.fullmatch(fault.place)
    section = section_of(found["element"] if found else "")
    row = found["row"] if found else None
    where = Words(f"{section.words.zh}第 {row} 条", f"{section.words.en}, no. {row}") if row else section.words
    return Shown(where, fault.words, f"/desk/items/{item}/parts/{section.key}/{f'{row}/' if row else ''}")
