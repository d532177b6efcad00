"""A list as GeoJSON (RFC 7946), or as JSON lines: names of columns as keys, times with their offset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from gongban.foundation.exports.writing.sheet import PIECE, Sheet


def as_geojson(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces; a row without a place has the geometry null."""
    held = ['{"type":"FeatureCollection","features":[']
    for many, row in enumerate(sheet.rows):
        place = sheet.geometry(row) if sheet.geometry else None
        held.append(f"{',' if many else ''}\n{_json({'type': 'Feature', 'geometry': place, 'properties': _properties(sheet, row)})}")
        if sum(map(len, held)) > PIECE:
            yield "".join(held).encode()
            held = []
    yield ("".join(held) + "\n]}\n").encode()


def as_json_lines(sheet: Sheet) -> Iterator[bytes]:
    """One object a line, in pieces."""
    held: list[str] = []
    for row in sheet.rows:
        held.append(_json(_properties(sheet, row)) + "\n")
        if sum(map(len, held)) > PIECE:
            yield "".join(held).encode()
            held = []
    yield "".join(held).encode()


def _properties(sheet: Sheet, row: Any) -> dict[str, Any]:
    names = (column.name for column in sheet.columns)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in zip(names, sheet.values(row), strict=True)}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
