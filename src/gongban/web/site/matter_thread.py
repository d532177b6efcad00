"""How the thread of a matter that runs by a lifecycle table reads: each line with what was done, by whom, and what was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gongban.foundation.matters.public import Entry
from gongban.kernel.lifecycle import Lifecycle
from gongban.kernel.words import Words

OFFICE = Words("工作人员", "Staff")
BESIDE = {"measures": Words("整改措施", "What was mended"), "basis": Words("法律依据", "Legal ground"), "remedy": Words("救济途径", "Remedy")}


def lines(entries: Iterable[Entry], table: Lifecycle, begun: Mapping[str, Words], person: Words) -> list[dict[str, Any]]:
    """The timeline's entries. `begun` words the kinds of lines that are no action of the table; `person` is how the person is called."""
    return [_line(each, table, begun, person) for each in entries]


def _line(entry: Entry, table: Lifecycle, begun: Mapping[str, Words], person: Words) -> dict[str, Any]:
    row = next(table.rows(entry.kind), None)
    what = row.told if row else begun.get(entry.kind, Words(entry.kind, entry.kind))
    office = Words(entry.department.name_zh, entry.department.name_en) if entry.department else OFFICE
    inside = entry.audience in ("staff", "department")
    own = entry.department is None and entry.author_role in ("rater", "person")
    return {"at": entry.at, "who": str(person if own else office), "what": str(what), "by": "resident" if own else "internal" if inside else "office", "text": _text(entry)}


def _text(entry: Entry) -> str:
    """What was said, with what stands beside it in fields of its own."""
    beside = [f"{words}：{entry.fields[name]}" for name, words in BESIDE.items() if entry.fields.get(name)]
    return "\n".join([entry.text, *beside]).strip()
