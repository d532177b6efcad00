"""The rows of a file of items with the name of every cell: in Excel D7, elsewhere line and column; merged cells are known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongban.cli.importing.reading import rows_of
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

LARGEST = 200 * 1024 * 1024  # bytes of an unpacked workbook: a small file may hold a very large one
MOST_ROWS = 200_000


@dataclass(frozen=True)
class ItemRow:
    """One row: its line, its values by column, the names of its cells, and which of them lie inside a merged range."""

    line: int
    values: dict[str, Any]
    cells: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)

    def cell(self, column: str) -> str:
        """How a person finds the cell."""
        return self.cells.get(column, column)


@dataclass(frozen=True)
class Table:
    """The rows of a file, its columns, and what a person should know about how it was read."""

    columns: tuple[str, ...]
    rows: Iterator[ItemRow]
    remarks: tuple[Words, ...] = ()


def table_of(path: Path, sheet: str, wanted: Collection[str]) -> Table:
    """Read a file. Of a workbook the sheet named, else the only one that has the `wanted` columns. Refusal where none fits."""
    if path.name.lower().endswith(".xlsx") and path.is_file():
        return _workbook(path, sheet, wanted)
    rows = iter(rows_of(path))
    first = next(rows, None)
    if first is None:
        return Table((), iter(()))
    return Table(tuple(first.values), (ItemRow(row.line, row.values) for row in _again(first, rows)))


def _again(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _workbook(path: Path, sheet: str, wanted: Collection[str]) -> Table:
    book = _opened(path)
    fitting = [each for each in book.worksheets if set(wanted) <= set(_head(each))]
    if sheet:
        fitting = [each for each in fitting if each.title == sheet]
    if len(fitting) != 1:
        raise _no_sheet(path, sheet, [each.title for each in book.worksheets], sorted(wanted))
    found = fitting[0]
    remarks: tuple[Words, ...] = ()
    if found is not book.worksheets[0] and not sheet:
        remarks = (Words(f"第一张表没有要的列，读的是“{found.title}”。", f"The first sheet lacks the columns; “{found.title}” was read."),)
    return Table(tuple(each for each in _head(found) if each), _rows(found), remarks)


def _opened(path: Path) -> Any:
    import zipfile

    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST:
                raise Refusal("import.unreadable", Words(f"{path.name}：展开后超过 200 MB，请分成几个文件。", f"{path.name}: unpacked it exceeds 200 MB; split it."), field="file")
        return load_workbook(path, data_only=True)
    except Refusal:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        cause = type(error).__name__
        raise Refusal("import.unreadable", Words(f"{path.name}：读不出来（{cause}）。", f"{path.name}: it cannot be read ({cause})."), field="file") from None


def _head(sheet: Any) -> list[str]:
    """The headings in the first row, by place; "" for a column without one."""
    first = next(sheet.iter_rows(min_row=1, max_row=1, values_only=True), ())
    return ["" if name is None else str(name).strip() for name in first]


def _rows(sheet: Any) -> Iterator[ItemRow]:
    from openpyxl.utils import get_column_letter

    head, merged = _head(sheet), _merged(sheet)
    letters = [get_column_letter(place) for place in range(1, len(head) + 1)]
    for line, cells in enumerate(sheet.iter_rows(min_row=2, max_row=min(sheet.max_row, MOST_ROWS), max_col=len(head), values_only=True), start=2):
        if any(cell is not None for cell in cells):
            values = {name: value for name, value in zip(head, cells, strict=True) if name}
            named = {name: f"{letter}{line}" for name, letter in zip(head, letters, strict=True) if name}
            yield ItemRow(line, values, named, {name: merged[cell] for name, cell in named.items() if cell in merged})


def _merged(sheet: Any) -> dict[str, str]:
    """Cells that a merged range swallows, with the range; its first cell, which holds the value, is none of them."""
    from openpyxl.utils import get_column_letter

    found = {}
    for span in sheet.merged_cells.ranges:
        for row in range(span.min_row, min(span.max_row, MOST_ROWS) + 1):
            for column in range(span.min_col, span.max_col + 1):
                if (row, column) != (span.min_row, span.min_col):
                    found[f"{get_column_letter(column)}{row}"] = str(span)
    return found


def _no_sheet(path: Path, sheet: str, titles: list[str], wanted: list[str]) -> Refusal:
    here, need = "、".join(titles), "、".join(wanted)
    if sheet:
        said = Words(f"{path.name}：没有含这些列（{need}）的工作表“{sheet}”，有的是：{here}。", f"{path.name}: no sheet “{sheet}” has the columns {need}; the sheets are {here}.")
    else:
        said = Words(f"{path.name}：没有唯一一张含这些列（{need}）的工作表，请在映射里写 sheet；工作表有：{here}。", f"{path.name}: not exactly one sheet has the columns {need}; name the sheet in the mapping. The sheets are {here}.")
    return Refusal("import.sheet", said, field="file")
