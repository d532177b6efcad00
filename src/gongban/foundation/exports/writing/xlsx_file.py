"""A list as an Excel workbook, written as a stream: nothing of it lies on a disk in clear, nor whole in memory.

The parts are those that ECMA-376 asks for and no more. Texts are inline strings, which no program takes for formulas.
A sheet ends at Excel's last row (or before a part outgrows what a plain ZIP may hold) and goes on in the next.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any, cast
from xml.sax.saxutils import escape

from gongban.foundation.exports.terms import Value
from gongban.foundation.exports.writing.sheet import PIECE, Sheet

MOST_ROWS, MOST_BYTES, MOST_SIGNS = 1_048_576, 1_900_000_000, 32_767
HEAD, TIME, DAY = 1, 2, 3  # places in the styles below
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BOTTOM = "</sheetData></worksheet>"
CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/>'
    '<xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Basin(io.RawIOBase):
    """What the ZIP writes into, a stream without a place to go back to; what has gathered is taken out in pieces."""

    def __init__(self) -> None:
        self.held: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        """It only takes."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes in."""
        self.held.append(bytes(data))
        self.size += len(data)
        return len(data)

    def drained(self) -> bytes:
        """Everything that has gathered since the last time."""
        data = b"".join(self.held)
        self.held, self.size = [], 0
        return data


def as_xlsx(sheet: Sheet) -> Iterator[bytes]:
    """The workbook in pieces of about PIECE bytes."""
    basin, lines, count, more = Basin(), sheet.lines(), 0, True
    with zipfile.ZipFile(cast("IO[bytes]", basin), "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        while more:
            count += 1
            with archive.open(f"xl/worksheets/sheet{count}.xml", "w") as part:
                for more in _sheet(sheet, lines, part):  # noqa: B007 - the last one says whether there is another sheet
                    if basin.size > PIECE:
                        yield basin.drained()
        for name, text in _parts(count, sheet.title).items():
            archive.writestr(name, text)
    yield basin.drained()


def _sheet(sheet: Sheet, lines: Iterator[list[Value]], part: IO[bytes]) -> Iterator[bool]:
    """Write one worksheet; gives after each row whether the rows go on in another."""
    written = part.write(_top(len(sheet.columns)).encode())
    written += part.write(_row(1, list(sheet.head()), HEAD).encode())
    number = 1
    for line in lines:
        number += 1
        written += part.write(_row(number, line).encode())
        full = number >= MOST_ROWS or written > MOST_BYTES
        yield full
        if full:
            break
    part.write(BOTTOM.encode())
    yield number >= MOST_ROWS or written > MOST_BYTES


def _top(columns: int) -> str:
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f'</sheetView></sheetViews><cols><col min="1" max="{columns}" width="18" customWidth="1"/></cols><sheetData>'
    )


def _row(number: int, values: list[Value], style: int = 0) -> str:
    cells = (_cell(f"{_letters(place)}{number}", value, style) for place, value in enumerate(values))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(at: str, value: Value, style: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    if isinstance(value, date):
        return f'<c r="{at}" s="{TIME if isinstance(value, datetime) else DAY}"><v>{_serial(value)}</v></c>'
    # Excel 把 _x003D_ 读成等号 · Excel reads _x003D_ as an equals sign
    text = escape(CODED.sub("_x005F_", str(value)[:MOST_SIGNS].replace("\r\n", "\n")))
    return f'<c r="{at}" t="inlineStr"{f" s={chr(34)}{style}{chr(34)}" if style else ""}><is><t xml:space="preserve">{text}</t></is></c>'


def _serial(value: date) -> float | int:
    """A time as Excel counts it: days since the last of December 1899, on the city's own clock."""
    if not isinstance(value, datetime):
        return (value - date(1899, 12, 30)).days
    since = value.replace(tzinfo=None) - datetime(1899, 12, 30)
    return round(since.days + since.seconds / 86_400, 8)


def _letters(place: int) -> str:
    """The name of a column.

    >>> _letters(0), _letters(25), _letters(26), _letters(701), _letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def _parts(count: int, title: str) -> dict[str, str]:
    """The parts beside the worksheets."""
    numbers = range(1, count + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheets = "".join(f'<sheet name="{_named(title, n)}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers)
    related = "".join(f'<Relationship Id="rId{n}" Type="{RELATED}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    return {
        "xl/styles.xml": STYLES,
        "xl/workbook.xml": f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{related}'
        f'<Relationship Id="rId{count + 1}" Type="{RELATED}/styles" Target="styles.xml"/></Relationships>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATED}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
        f'ContentType="{kind}.styles+xml"/>{types}</Types>',
    }


def _named(title: str, number: int) -> str:
    """A name that Excel takes: 31 signs, none of []:*?/\\."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in title).strip()[:24] or "1"
    return escape(plain if number == 1 else f"{plain} {number}", {'"': "&quot;"})
