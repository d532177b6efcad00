"""An edition of the open files: written beside the former one, then put in its place in one step.

Cases are read from the database once, into JSON lines; the other forms are made from that file, so that all say the same.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from gongban.delivery.cases.public import Case, public_cases
from gongban.exchange.opendata.columns import CASES, DICTIONARY, STATISTICS, copied, dictionary
from gongban.foundation.exports.public import Geometry, Sheet, as_csv, as_geojson, as_json_lines
from gongban.foundation.territory.public import city
from gongban.outcome.insight.public import OpenRow, open_statistics

MONTHS, AT_ONCE, KEPT = 36, 500, 2
EVERYTHING = "*"
MEDIA = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "geojson": "application/geo+json"}


@dataclass(frozen=True)
class Published:
    """One file as it is offered: how many rows and bytes, and its SHA-256."""

    name: str
    dataset: str
    size: int
    digest: str
    rows: int

    @property
    def form(self) -> str:
        """csv, jsonl or geojson."""
        return self.name.rpartition(".")[2]

    @property
    def media_type(self) -> str:
        """What it is declared to be."""
        return MEDIA[self.form]


@dataclass(frozen=True)
class Edition:
    """What is offered now, since when, and in which folder it lies."""

    folder: str
    made_at: datetime
    files: tuple[Published, ...]


def root() -> Path:
    """The folder of all editions."""
    return Path(settings.HOME) / "opendata"


def licence() -> dict[str, Any] | None:
    """Under which licence the city opens its data; None where it names none, and then nothing is published."""
    named: dict[str, Any] | None = (city().settings.get("open_data") or {}).get("licence")
    return named


def current() -> Edition | None:
    """What is offered now; None before the first edition, or where the city opens nothing."""
    if licence() is None:
        return None
    try:
        kept = json.loads((root() / "current.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Edition(kept["folder"], datetime.fromisoformat(kept["made_at"]), tuple(Published(**each) for each in kept["files"]))


def is_due(now: datetime) -> bool:
    """Whether a new edition is to be made: none of today yet, or something was taken back since."""
    if licence() is None:
        return False
    return not _is_of_today(current(), now) or any(path.exists() for path in _marks())


def take_out(case: str) -> None:
    """A case that the files may still show was taken back: the next edition comes without it, not waiting for the day.

    `case` is its number, or EVERYTHING where it is not known which cases say less than before.
    """
    root().mkdir(mode=0o700, parents=True, exist_ok=True)
    with _marks()[0].open("a", encoding="utf-8") as marks:
        marks.write(f"{case}\n")


def publish(now: datetime) -> Edition:
    """Make an edition and offer it in place of the former; whoever reads a former file meanwhile reads it to its end.

    Once a day it is read from the database; where only some cases are to be taken out, from the former edition.
    """
    out, former = _to_take_out(), current()
    folder = root() / f"{now:%Y%m%dT%H%M%S%f}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        kept = former if former and out and EVERYTHING not in out and _is_of_today(former, now) else None
        edition = Edition(folder.name, now, tuple(_files(folder, now, _without(kept, out) if kept else None)))
        _point_to(edition)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _marks()[1].unlink(missing_ok=True)
    _tidy(edition)
    return edition


def _is_of_today(edition: Edition | None, now: datetime) -> bool:
    zone = ZoneInfo(city().timezone)
    return edition is not None and edition.made_at.astimezone(zone).date() == now.astimezone(zone).date()


def _marks() -> tuple[Path, Path]:
    """What is to be taken out, and the part of it that an edition under way takes out: still there if it fails."""
    return root() / "taken-back", root() / "taken-back.under-way"


def _to_take_out() -> frozenset[str]:
    """The marks, moved aside before anything is read: what is taken back meanwhile is marked anew."""
    fresh, under_way = _marks()
    if fresh.exists():
        marked = fresh.rename(fresh.with_suffix(".moved")).read_text(encoding="utf-8")
        with under_way.open("a", encoding="utf-8") as marks:
            marks.write(marked)
        fresh.with_suffix(".moved").unlink()
    return frozenset(under_way.read_text(encoding="utf-8").split()) if under_way.exists() else frozenset()


def _without(edition: Edition, numbers: frozenset[str]) -> Iterator[dict[str, Any]]:
    return (row for row in _lines(root() / edition.folder / "cases.jsonl") if row["number"] not in numbers)


def file_of(name: str) -> tuple[Published, Path, datetime] | None:
    """A file that is offered now, with its path and since when; None for any other name."""
    edition = current()
    found = next((each for each in edition.files if each.name == name), None) if edition else None
    return (found, root() / edition.folder / found.name, edition.made_at) if edition and found else None


# ---- the files

def _files(folder: Path, now: datetime, kept: Iterator[dict[str, Any]] | None) -> Iterator[Published]:
    """Every file of an edition; `kept`: cases of the former edition, where they are not read anew."""
    zone = ZoneInfo(city().timezone)
    rows = Tally(in_public(public_cases()) if kept is None else kept)
    yield _write(folder, "cases", "jsonl", as_json_lines(_sheet(CASES if kept is None else copied(CASES), rows, zone)), rows)
    for form, writer in (("csv", as_csv), ("geojson", as_geojson)):
        again = Tally(_lines(folder / "cases.jsonl"))
        yield _write(folder, "cases", form, writer(replace(_sheet(copied(CASES), again, zone), geometry=_point)), again)
    figures = Tally(_figures(now))
    yield _write(folder, "statistics", "csv", as_csv(_sheet(STATISTICS, figures, zone)), figures)
    words = Tally(dictionary())
    yield _write(folder, "dictionary", "csv", as_csv(_sheet(DICTIONARY, words, zone)), words)


def in_public(cases: QuerySet[Case]) -> Iterator[Case]:
    """Public cases, the newest first, some at a time."""
    rows = cases.select_related("matter__holder", "category", "area", "lead__department").order_by("-matter__opened_at", "-pk")
    return rows.iterator(chunk_size=AT_ONCE)


def _sheet(columns: Any, rows: Iterable[Any], zone: ZoneInfo) -> Sheet:
    return Sheet(columns, rows, zone, headings=False)


def _figures(now: datetime) -> Iterator[tuple[str, OpenRow]]:
    figures = open_statistics(months=MONTHS, at=now)
    yield "total", figures.total
    for dimension, rows in figures.tables().items():
        yield from ((dimension.value, row) for row in rows)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _point(row: dict[str, Any]) -> Geometry | None:
    return {"type": "Point", "coordinates": [row["lon"], row["lat"]]} if row["lon"] is not None else None


class Tally:
    """Rows that are counted while they pass."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for self.count, row in enumerate(self.rows, 1):  # noqa: B020 - the count is what we keep
            yield row


def _write(folder: Path, dataset: str, form: str, pieces: Iterable[bytes], rows: Tally) -> Published:
    name, size, digest = f"{dataset}.{form}", 0, hashlib.sha256()
    with open(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in pieces:
            out.write(piece)
            size += len(piece)
            digest.update(piece)
        out.flush()
        os.fsync(out.fileno())
    return Published(name, dataset, size, digest.hexdigest(), rows.count)


def _point_to(edition: Edition) -> None:
    """From now on this edition is offered; the step cannot be seen half done."""
    kept = {"folder": edition.folder, "made_at": edition.made_at.isoformat(), "files": [asdict(each) for each in edition.files]}
    part = root() / "current.json.part"
    with part.open("w", encoding="utf-8") as out:
        json.dump(kept, out)
        out.flush()
        os.fsync(out.fileno())
    part.replace(root() / "current.json")


def _tidy(edition: Edition) -> None:
    folders = sorted((path for path in root().iterdir() if path.is_dir()), reverse=True)
    for former in [path for path in folders if path.name != edition.folder][KEPT - 1 :]:
        shutil.rmtree(former, ignore_errors=True)
