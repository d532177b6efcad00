"""One row of a file becomes an item for the draft, or is listed with the cell and the reason why not."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from gongban.cli.importing.item_mapping import ItemMapping
from gongban.cli.importing.item_sheets import ItemRow
from gongban.design.catalogue.public import (
    BadCell,
    Drafting,
    Elements,
    ItemCode,
    check_code,
    doubt,
    faults,
    read_cell,
    read_code,
)
from gongban.foundation.facts.public import declared
from gongban.kernel.errors import Refusal
from gongban.kernel.input import InvalidInput
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Note:
    """Something about a cell that a person should look at."""

    cell: str
    column: str
    words: Words


class BadItem(Exception):
    """A row that is not taken, with everything that is wrong in it."""

    def __init__(self, notes: list[Note]) -> None:
        super().__init__(notes[0].words.en)
        self.notes = notes


@dataclass(frozen=True)
class Cast:
    """What rows refer to: departments of the city by code and name, districts by code and name."""

    departments: Mapping[str, str]
    districts: Mapping[str, str]
    codes: frozenset[str] = frozenset()  # of items that the catalogue has already


def item_of(row: ItemRow, mapping: ItemMapping, city: Cast) -> tuple[Drafting, list[Note]]:
    """The item of a row, and notes about it. BadItem names every cell that cannot be read."""
    wrong: list[Note] = []
    said = _fields(row, mapping, wrong)
    code, notes = _code(row, mapping, city, wrong)
    department = _department(row, mapping, city, wrong)
    district = _district(row, mapping, city, wrong)
    if wrong:
        raise BadItem(wrong)
    elements = _elements(row, mapping, _completed(said, code))
    text = str(code) if isinstance(code, ItemCode) else code
    try:
        return Drafting(code=text, slug=_text(row, mapping.slug), district=district, department=department, elements=elements), notes
    except (InvalidInput, ValidationError) as error:
        said_of = error.words if isinstance(error, InvalidInput) else Words("编码、短名或单位写得不对。", "Code, short name or department is not written well.")
        raise BadItem([Note(row.cell(mapping.code), mapping.code, said_of)]) from None


def _fields(row: ItemRow, mapping: ItemMapping, wrong: list[Note]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, source in mapping.fields.items():
        if source.always is not None:
            found[name] = source.always
        elif source.column in row.merged:
            wrong.append(_merged(row, source.column))
        elif source.column in row.values:
            try:
                value = read_cell(name, row.values[source.column], source.options)
            except BadCell as bad:
                wrong.append(Note(row.cell(source.column), source.column, bad.words))
                continue
            if value is not None:
                found[name] = value
    return _in_both_languages(found)


def _merged(row: ItemRow, column: str) -> Note:
    span = row.merged[column]
    return Note(row.cell(column), column, Words(f"这一格并在 {span} 里，看不出属于哪一行；请取消合并，每行各填。", f"the cell is merged into {span}; take the merge apart and fill in every row."))


def _in_both_languages(found: dict[str, Any]) -> dict[str, Any]:
    for name in [each for each in found if each.endswith("_en")]:
        english, base = found.pop(name), name.removesuffix("_en")
        if base == "name" and base not in found:  # 只有英文名的不算有名称 · a name in English alone is none
            continue
        found[base] = {"zh": found.get(base, ""), "en": english}
    return found


def _code(row: ItemRow, mapping: ItemMapping, city: Cast, wrong: list[Note]) -> tuple[ItemCode | str, list[Note]]:
    """The code, checked as the mapping says: a wrong check character refuses the row, or is noted.

    In our own table a code with a separator is a local one, and what the catalogue has already is taken as it is.
    """
    cell, text = row.cell(mapping.code), plain_code(_text(row, mapping.code))
    if mapping.code in row.merged:
        wrong.append(_merged(row, mapping.code))
        return "", []
    if mapping.check == "local" or (mapping.check == "own" and "-" in text):
        return text, []
    try:
        if not text:
            raise Refusal("item.code_missing", Words("没有编码。", "the code is missing."))
        lenient = mapping.check == "warn" or (mapping.check == "own" and text in city.codes)
        read = read_code(text) if lenient else check_code(text)
    except Refusal as refusal:
        wrong.append(Note(cell, mapping.code, refusal.words))
        return "", []
    said = doubt(read)
    return read, [Note(cell, mapping.code, said)] if said and mapping.check == "warn" else []


def plain_code(text: str) -> str:
    """A code as typed, full-width signs made plain."""
    return unicodedata.normalize("NFKC", text).strip()


def _department(row: ItemRow, mapping: ItemMapping, city: Cast, wrong: list[Note]) -> str:
    if mapping.department in row.merged:
        wrong.append(_merged(row, mapping.department))
        return ""
    said = _text(row, mapping.department)
    found = mapping.departments.get(said) or city.departments.get(said) or ("" if not said else mapping.otherwise)
    if found is None:
        wrong.append(Note(row.cell(mapping.department), mapping.department, Words(f"本市没有“{said}”这个单位。", f"this city has no department “{said}”.")))
    return found or ""


def _district(row: ItemRow, mapping: ItemMapping, city: Cast, wrong: list[Note]) -> str:
    said = _text(row, mapping.district)
    if said and said not in city.districts:
        wrong.append(Note(row.cell(mapping.district), mapping.district, Words(f"本市没有“{said}”这个区。", f"this city has no district “{said}”.")))
    return city.districts.get(said, "")


def _completed(said: dict[str, Any], code: ItemCode | str) -> dict[str, Any]:
    """What the code itself says: the implementing body's credit code, and the level."""
    if not isinstance(code, ItemCode):
        return said
    body = {"credit_code": code.body, **(said.get("body") or {})}
    return {"level": code.level, **said, "body": body}


def _elements(row: ItemRow, mapping: ItemMapping, said: dict[str, Any]) -> Elements:
    try:
        elements = Elements.model_validate(said)
    except ValidationError as error:
        raise BadItem([_note(row, mapping, detail) for detail in error.errors()]) from None
    if found := faults(elements, declared()):
        raise BadItem([_at(row, mapping, fault.place.split("[")[0], fault.words) for fault in found])
    return elements


def _note(row: ItemRow, mapping: ItemMapping, detail: Any) -> Note:
    place = [str(part) for part in detail["loc"]]
    where = "".join(f"[{int(part) + 1}]" if part.isdecimal() else f".{part}" for part in place[1:])
    missing = detail["type"] == "missing"
    said = Words("没有写。", "it is missing.") if missing else Words(f"写得不对{where and f'（{where}）'}：{detail['msg']}", f"it is not written well {where}: {detail['msg']}")
    return _at(row, mapping, place[0] if place else "", said)


def _at(row: ItemRow, mapping: ItemMapping, field: str, words: Words) -> Note:
    source = mapping.fields.get(field)
    column = source.column if source else field
    return Note(row.cell(column), column, words)


def _text(row: ItemRow, column: str) -> str:
    value = row.values.get(column) if column else None
    return "" if value is None else str(value).strip()

