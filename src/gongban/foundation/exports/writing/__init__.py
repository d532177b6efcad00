"""How a list becomes a file: piece by piece, so that a million rows need no more memory than a hundred."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongban.foundation.exports.terms import Form
from gongban.foundation.exports.writing.csv_file import as_csv
from gongban.foundation.exports.writing.geojson_file import as_geojson, as_json_lines
from gongban.foundation.exports.writing.sheet import PIECE, Sheet, harmless
from gongban.foundation.exports.writing.xlsx_file import as_xlsx

WRITERS: dict[Form, Callable[[Sheet], Iterator[bytes]]] = {Form.CSV: as_csv, Form.XLSX: as_xlsx, Form.GEOJSON: as_geojson}

__all__ = ["PIECE", "WRITERS", "Sheet", "as_csv", "as_geojson", "as_json_lines", "as_xlsx", "harmless"]
