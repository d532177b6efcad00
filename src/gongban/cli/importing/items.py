"""`gongban import items`: reads a file, puts the good rows in the catalogue's draft (or publishes them), lists the others."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gongban.cli import saying
from gongban.cli.importing.item_mapping import (
    ItemMapping,
    known,
    mapping_for,
    no_mapping,
    own_table,
    read_mapping,
)
from gongban.cli.importing.item_rows import BadItem, Cast, Note, item_of
from gongban.cli.importing.item_sheets import ItemRow, Table, table_of
from gongban.design.catalogue.public import Drafting, Item, check, diagrams_of, publish_at_once, put_in_draft
from gongban.foundation.facts.public import declared
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import Area
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

LINES = ".jsonl", ".jsonl.gz"


@dataclass
class Outcome:
    """How many rows were read, new, changed, the same as before, refused; `listed` is the file that names rows and reasons."""

    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    bad: int = 0
    noted: int = 0
    published: bool = False
    listed: Path | None = None
    remarks: list[Words] = field(default_factory=list)


def import_items(file: Path, listed: Path, *, mapping_file: Path | None = None, publish: bool = False) -> Outcome:
    """Bring the items of a file into the draft, or with `publish` into an edition of their own that is in force at once.

    Rows that cannot be read are named in `listed` (CSV: line, cell, key, column, kept, reasons); the good ones are kept.
    Refusal where the file as a whole cannot be read.
    """
    table, mapping = _opened(file, mapping_file)
    outcome = Outcome(published=publish, remarks=list(table.remarks))
    notes: list[tuple[ItemRow, str, bool, Note]] = []
    items = list(_good(table, mapping, outcome, notes))
    if "elements" not in table.columns:
        items = _with_their_diagrams(items)
    if items:
        _put(items, file.name, outcome)
    _list(listed, notes, outcome)
    return outcome


def say(outcome: Outcome, seconds: float) -> None:
    """Print what came of it."""
    for remark in outcome.remarks:
        saying.out.print(f"[yellow]![/] {remark.zh} · {remark.en}")
    where = Words("已发布", "published") if outcome.published else Words("在草稿里，等提交和发布", "in the draft, to be submitted and published")
    saying.step(
        f"读到 {outcome.read} 行：新增 {outcome.new} 个，改动 {outcome.changed} 个，未变 {outcome.same} 个，退回 {outcome.bad} 行，用时 {seconds:.0f} 秒；{where.zh}",
        f"{outcome.read} rows read: {outcome.new} new, {outcome.changed} changed, {outcome.same} as before, {outcome.bad} refused, in {seconds:.0f} s; {where.en}",
    )
    if outcome.listed:
        saying.out.print(f"[yellow]![/] 要看一看的单元格和原因 · cells to look at, with reasons: {outcome.listed}")


def _opened(file: Path, mapping_file: Path | None) -> tuple[Table, ItemMapping]:
    if mapping_file:
        mapping = read_mapping(mapping_file)
        table = table_of(file, mapping.sheet, mapping.needed)
        missing = sorted(mapping.columns() - set(table.columns))
        if table.columns and missing:
            raise Refusal("import.columns", Words(f"文件里没有这些列：{'、'.join(missing)}。", f"The file has no column {', '.join(missing)}."), field="mapping")
        return table, mapping
    for candidate in (own_table(), *known()):
        try:
            table = table_of(file, candidate.sheet, candidate.needed)
        except Refusal as refusal:
            if refusal.code != "import.sheet":
                raise
            continue
        columns = set(table.columns)
        found = own_table() if {"code", "elements"} <= columns or not columns else mapping_for(columns)
        if found:
            return table, found
    raise no_mapping(list(table_of(file, "", ()).columns))


def _good(table: Table, mapping: ItemMapping, outcome: Outcome, notes: list[tuple[ItemRow, str, bool, Note]]) -> Iterator[Drafting]:
    city = _city()
    seen: dict[str, int] = {}
    for row in table.rows:
        outcome.read += 1
        key = str(row.values.get(mapping.code) or row.values.get("code") or "")
        try:
            found, doubts = _whole(row) if "elements" in row.values else item_of(row, mapping, city)
            if found.code in seen:
                raise BadItem([Note(row.cell(mapping.code), mapping.code, Words(f"第 {seen[found.code]} 行已有这个编码。", f"line {seen[found.code]} has this code already."))])
        except BadItem as bad:
            outcome.bad += 1
            notes += [(row, key, False, note) for note in bad.notes]
            continue
        seen[found.code] = row.line
        outcome.noted += len(doubts)
        notes += [(row, key, True, note) for note in doubts]
        yield found


def _whole(row: ItemRow) -> tuple[Drafting, list[Note]]:
    """A row of our own JSON lines, which hold elements as they are."""
    try:
        found = Drafting.model_validate({name: row.values[name] for name in ("code", "slug", "district", "department", "elements") if name in row.values})
        check(found.elements, declared())
    except (ValidationError, Refusal) as error:
        said = error.words if isinstance(error, Refusal) else _sentence(error)
        raise BadItem([Note("elements", "elements", said)]) from None
    return found, []


def _with_their_diagrams(items: list[Drafting]) -> list[Drafting]:
    """Items of a table, which has no cell for a process diagram: each keeps the one that it has, else an import would take it away unseen."""
    diagrams = diagrams_of([each.code for each in items])
    return [each.model_copy(update={"elements": each.elements.model_copy(update={"diagram": diagrams.get(each.code, "")})}) for each in items]


def _sentence(error: ValidationError) -> Words:
    detail: Any = error.errors()[0]
    place = ".".join(map(str, detail["loc"]))
    return Words(f"{place}：{detail['msg']}", f"{place}: {detail['msg']}")


def _put(items: list[Drafting], name: str, outcome: Outcome) -> None:
    at = datetime.now(UTC)
    if outcome.published:
        put, _ = publish_at_once(items, f"导入 {name}", by=SYSTEM.over("import"), at=at)
    else:
        put = put_in_draft(items, by=SYSTEM.over("import"), at=at)
    outcome.new, outcome.changed, outcome.same = put.added, put.changed, put.same


def _list(path: Path, notes: list[tuple[ItemRow, str, bool, Note]], outcome: Outcome) -> None:
    if not notes:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        listing = csv.writer(opened)
        listing.writerow(["line", "cell", "key", "column", "kept", "reason_zh", "reason_en"])
        for row, key, kept, note in notes:
            listing.writerow([row.line, note.cell, key, note.column, "yes" if kept else "no", note.words.zh, note.words.en])
    outcome.listed = path


def _city() -> Cast:
    departments = Department.objects.filter(ended_at__isnull=True).values_list("code", "name_zh", "short_zh", "name_en")
    districts = Area.objects.filter(level="district").values_list("code", "name_zh", "name_en")
    codes = frozenset(Item.objects.values_list("code", flat=True))
    return Cast(_by_name(departments), _by_name(districts), codes)


def _by_name(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    return {name: code for code, *names in rows for name in (*names, code)}

