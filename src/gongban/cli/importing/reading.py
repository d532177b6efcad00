"""Which rows does a file hold? CSV, JSON lines (each also compressed) and Excel, read row by row."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

LONGEST_FIELD = 1_000_000
ENDINGS = (".csv", ".csv.gz", ".jsonl", ".jsonl.gz", ".xlsx")


@dataclass(frozen=True)
class Row:
    """One row with the line it ends in and how many bytes of the file were read up to it."""

    line: int
    values: dict[str, Any]
    bytes_read: int


def rows_of(path: Path) -> Iterator[Row]:
    """The rows of a file, by the ending of its name. Refusal where the file cannot be read at all."""
    if not path.is_file():
        raise _refuse(path, "没有这个文件。", "there is no such file.")
    reader = next((read for ending, read in _READERS if path.name.lower().endswith(ending)), None)
    if reader is None:
        raise _refuse(path, f"只认识 {'、'.join(ENDINGS)}。", f"its name should end in one of {', '.join(ENDINGS)}.")
    try:
        yield from reader(path)
    except UnicodeDecodeError:
        raise _refuse(path, "应以 UTF-8 编码保存。", "it should be saved as UTF-8.") from None
    except (OSError, EOFError, zlib.error, _BrokenBook) as error:
        cause = str(error) if isinstance(error, _BrokenBook) else type(error).__name__
        raise _refuse(path, f"读不出来（{cause}）。", f"it cannot be read ({cause}).") from None
    except csv.Error as error:
        raise _refuse(path, f"不是完好的 CSV（{error}）。", f"it is no sound CSV ({error}).") from None


def _refuse(path: Path, zh: str, en: str) -> Refusal:
    return Refusal("import.unreadable", Words(f"{path.name}：{zh}", f"{path.name}: {en}"), field="file")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[str], IO[bytes]]]:
    with path.open("rb") as raw:
        plain = gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw
        with io.TextIOWrapper(plain, encoding="utf-8-sig", newline="") as text:  # type: ignore[arg-type]
            yield text, raw


def _csv(path: Path) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_FIELD)
    with _opened(path) as (text, raw):
        reader = csv.DictReader(text, restkey="", strict=True)
        for values in reader:
            yield Row(reader.line_num, values, raw.tell())


def _json_lines(path: Path) -> Iterator[Row]:
    with _opened(path) as (text, raw):
        for number, line in enumerate(text, start=1):
            if line.strip():
                yield Row(number, _object(line), raw.tell())


def _object(line: str) -> dict[str, Any]:
    """The object of a line; one that is broken becomes a row that lacks every column, and is listed as such."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class _BrokenBook(Exception):
    """An Excel file whose archive or parts are damaged."""


def _excel(path: Path) -> Iterator[Row]:
    rows = _cells(path)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
            raise _BrokenBook(type(error).__name__) from error
        yield row


def _cells(path: Path) -> Iterator[Row]:
    from openpyxl import load_workbook

    size = path.stat().st_size
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        header = [str(name) for name in next(rows, ()) if name is not None]
        total = sheet.max_row or 1
        for number, cells in enumerate(rows, start=2):
            if any(cell is not None for cell in cells):
                yield Row(number, dict(zip(header, cells, strict=False)), size * number // total)
    finally:
        book.close()


_READERS = ((".csv", _csv), (".csv.gz", _csv), (".jsonl", _json_lines), (".jsonl.gz", _json_lines), (".xlsx", _excel))
