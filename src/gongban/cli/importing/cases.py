"""`gongban import cases`: reads a file as its mapping says, keeps what is good, lists what is not."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from gongban.cli import saying
from gongban.cli.importing.mapping import BadRow, CaseMapping, read_mapping
from gongban.cli.importing.reading import Row, rows_of
from gongban.cli.importing.transforming import past_case
from gongban.delivery.cases.public import IMPORTED_STATES, Category, Channel, Kind, PastCase, bring_in
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import city
from gongban.kernel.actors import SYSTEM
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

BATCH = 2_000


@dataclass
class Outcome:
    """How many rows were read, new, known from before, and refused (listed in `rejected`)."""

    read: int = 0
    new: int = 0
    known: int = 0
    bad: int = 0
    rejected: Path | None = None


def import_cases(file: Path, mapping_file: Path, rejects: Path, *, show: bool = True) -> Outcome:
    """Bring in the cases of a file. Run again, it goes on where it stopped: what is known is not brought in twice.

    `rejects` is the CSV that lists rows not brought in: line, key, column and reason. Refusal for a broken mapping.
    """
    mapping, outcome = read_mapping(mapping_file, known_codes()), Outcome()
    rejects.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with rejects.open("w", encoding="utf-8-sig", newline="") as listed, _progress(show) as bar:
        task = bar.add_task(file.name, total=file.stat().st_size if file.is_file() else 0)
        listing = csv.writer(listed)
        listing.writerow(["line", "key", "column", "reason_zh", "reason_en"])
        for batch, at in _batches(_good(file, mapping, outcome, listing)):
            new = bring_in(batch, by=SYSTEM)
            outcome.new, outcome.known = outcome.new + new, outcome.known + len(batch) - new
            bar.update(task, completed=at)
    _count_rows_anew()
    outcome.rejected = rejects if outcome.bad else None
    if not outcome.bad:
        rejects.unlink()
    return outcome


def _count_rows_anew() -> None:
    """Let the database know what the tables hold now, so that lists are fast at once."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def say(outcome: Outcome, seconds: float) -> None:
    """Print what came of it."""
    saying.step(
        f"读到 {outcome.read} 行：新增 {outcome.new} 件，已有 {outcome.known} 件，退回 {outcome.bad} 行，用时 {seconds:.0f} 秒",
        f"{outcome.read} rows read: {outcome.new} new, {outcome.known} known already, {outcome.bad} refused, in {seconds:.0f} s",
    )
    if outcome.rejected:
        saying.out.print(f"[yellow]![/] 退回的行和原因 · rows refused, with reasons: {outcome.rejected}")


def known_codes() -> dict[str, dict[str, str]]:
    """For each choice of a mapping the codes of this city, found by code and, for departments and categories, by name."""
    return {
        "state": {state: state for state in IMPORTED_STATES},
        "kind": {kind.value: kind.value for kind in Kind},
        "channel": {channel.value: channel.value for channel in Channel},
        "department": _departments(),
        "category": _categories(),
    }


def _departments() -> dict[str, str]:
    rows = Department.objects.values_list("code", "name_zh", "name_en")
    return {name: code for code, zh, en in rows for name in (zh, en, code)}


def _categories() -> dict[str, str]:
    """By code, and by the names of all levels joined: “Public Works / Street Lights / Outage”."""
    rows = list(Category.objects.filter(ended_at__isnull=True).select_related("parent__parent"))
    named = {_path(row, english): row.code for row in rows for english in (False, True)}
    return {**named, **{row.code: row.code for row in rows}}


def _path(category: Category, english: bool) -> str:
    name = category.name_en if english else category.name_zh
    return f"{_path(category.parent, english)} / {name}" if category.parent else name


def _progress(show: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    return Progress(*columns, console=saying.err, disable=not show)


def _good(file: Path, mapping: CaseMapping, outcome: Outcome, listing: object) -> Iterator[tuple[PastCase, int]]:
    """The cases of the good rows; the others are listed."""
    bounds, now = city().bounds, datetime.now(UTC)
    seen: set[tuple[str, str]] = set()
    for row in rows_of(file):
        outcome.read += 1
        if outcome.read == 1:
            _check_columns(row, mapping)
        try:
            past = past_case(row.values, mapping, bounds, now)
            _once(past, mapping, seen)
        except BadRow as bad:
            outcome.bad += 1
            listing.writerow([row.line, row.values.get(mapping.key), bad.field, bad.words.zh, bad.words.en])  # type: ignore[attr-defined]
        else:
            yield past, row.bytes_read


def _check_columns(row: Row, mapping: CaseMapping) -> None:
    missing = sorted(mapping.columns() - set(row.values))
    if missing:
        said = Words(f"文件里没有这些列：{'、'.join(missing)}。", f"The file has no column {', '.join(missing)}.")
        raise Refusal("import.columns", said, field="mapping")


def _once(past: PastCase, mapping: CaseMapping, seen: set[tuple[str, str]]) -> None:
    if (past.channel, past.source_key) in seen:
        raise BadRow(mapping.key, "这个编号在文件里出现过了。", "this key stands in the file already.")
    seen.add((past.channel, past.source_key))


def _batches(cases: Iterator[tuple[PastCase, int]]) -> Iterator[tuple[list[PastCase], int]]:
    batch: list[PastCase] = []
    at = 0
    for past, at in cases:
        batch.append(past)
        if len(batch) == BATCH:
            yield batch, at
            batch = []
    if batch:
        yield batch, at
