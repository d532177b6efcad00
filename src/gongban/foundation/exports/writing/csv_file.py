"""A list as CSV: UTF-8 with the mark by which spreadsheets know it, lines as RFC 4180 wants them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from gongban.foundation.exports.writing.sheet import PIECE, Sheet


def as_csv(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces of about PIECE bytes."""
    out = io.StringIO(newline="")
    write = csv.writer(out)
    out.write("\ufeff")
    write.writerow(sheet.head())
    for line in sheet.lines():
        write.writerow([sheet.said(value) for value in line])
        if out.tell() > PIECE:
            yield _drained(out)
    yield _drained(out)


def _drained(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()
