"""A list becomes a file that holds what the list says, runs no formula, and needs no more memory for more rows."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongban.foundation.exports import shelf
from gongban.foundation.exports.terms import Column, Form
from gongban.foundation.exports.writing import WRITERS, Sheet, as_json_lines, as_xlsx, harmless
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 by the city's clock
COLUMNS = (
    Column("name", Words("名称", "Name"), lambda row: row["name"]),
    Column("many", Words("数目", "Amount"), lambda row: row["many"], "number"),
    Column("share", Words("比例", "Share"), lambda row: row["share"], "number"),
    Column("at", Words("时间", "Time"), lambda row: row["at"], "time"),
    Column("on", Words("日期", "Day"), lambda row: row["on"], "day"),
    Column("yes", Words("是否", "Whether"), lambda row: row["yes"], "flag"),
    Column("state", Words("状态", "State"), lambda row: row["state"]),
)
ROW: dict[str, Any] = {"name": "路灯，“坏了”\n两盏", "many": -3, "share": 87.5, "at": NOON, "on": date(2026, 3, 2), "yes": True, "state": Words("办理中", "In progress")}
EMPTY: dict[str, Any] = dict.fromkeys(ROW)


def sheet(*rows: dict[str, Any], language: str = "zh-hans", **more: Any) -> Sheet:
    return Sheet(COLUMNS, rows, ZONE, language, "清单", **more)


def written(form: Form, given: Sheet) -> bytes:
    return b"".join(WRITERS[form](given))


def in_excel(data: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()]


def test_csv_has_the_mark_headings_in_the_readers_language_and_local_times() -> None:
    text = written(Form.CSV, sheet(ROW, EMPTY)).decode()
    assert text.startswith("\ufeff名称,数目,")
    head, first, second = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert first == [ROW["name"], "-3", "87.5", "2026-03-02 12:00:00", "2026-03-02", "是", "办理中"]
    assert second == [""] * 7 and len(head) == 7
    assert written(Form.CSV, sheet(ROW, language="en")).decode().splitlines()[0].endswith("Day,Whether,State")


def test_excel_opens_it_with_real_numbers_times_and_a_heading_that_stays() -> None:
    data = written(Form.XLSX, sheet(ROW, EMPTY, ROW))
    head, first, second, third = in_excel(data)
    assert head == ["名称", "数目", "比例", "时间", "日期", "是否", "状态"]
    assert first == [ROW["name"], -3, 87.5, datetime(2026, 3, 2, 12, 0), datetime(2026, 3, 2), True, "办理中"]
    assert second == [None] * 7 and third == first
    opened = openpyxl.load_workbook(io.BytesIO(data)).active
    assert (opened.title, opened.freeze_panes, opened["A1"].font.b) == ("清单", "A2", True)


def test_geojson_and_json_lines_name_columns_for_programs_and_keep_the_offset_of_times() -> None:
    placed = sheet(ROW, EMPTY, geometry=lambda row: {"type": "Point", "coordinates": [112.8, 30.35]} if row["name"] else None)
    found = json.loads(written(Form.GEOJSON, placed))
    assert [feature["geometry"] for feature in found["features"]] == [{"type": "Point", "coordinates": [112.8, 30.35]}, None]
    assert found["features"][0]["properties"] == {
        "name": ROW["name"], "many": -3, "share": 87.5, "at": "2026-03-02T12:00:00+08:00", "on": "2026-03-02", "yes": True, "state": "办理中",
    }  # fmt: skip
    lines = b"".join(as_json_lines(sheet(ROW, ROW))).decode().splitlines()
    assert [json.loads(line)["many"] for line in lines] == [-3, -3]
    assert json.loads(written(Form.GEOJSON, sheet())) == {"type": "FeatureCollection", "features": []}


# ---- formulas

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u3000=1", "＝1+1", "＋1", "－1", "＠A1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0",
        "\ufeff=1", "\x00=1", "\x0b\x0c=1"]  # fmt: skip


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("text", EVIL)
def test_a_text_that_begins_like_a_formula_begins_with_an_apostrophe_in_every_form(form: Form, text: str) -> None:
    data = written(form, sheet(ROW | {"name": text, "state": Words(text, text)}))
    for cell in _texts_of(form, data):
        assert cell.startswith("'"), cell


def _texts_of(form: Form, data: bytes) -> list[str]:
    if form is Form.XLSX:
        row = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows())[1]
        assert {cell.data_type for cell in row} <= {"s", "inlineStr", "n", "d", "b"}  # none is a formula
        return [str(row[0].value), str(row[6].value)]
    if form is Form.CSV:
        line = list(csv.reader(io.StringIO(data.decode().removeprefix("\ufeff"), newline="")))[1]
        return [line[0], line[6]]
    properties = json.loads(data)["features"][0]["properties"]
    return [properties["name"], properties["state"]]


def test_numbers_below_nothing_stay_numbers() -> None:
    assert in_excel(written(Form.XLSX, sheet(ROW)))[1][1] == -3
    assert ",-3," in written(Form.CSV, sheet(ROW)).decode()


def test_excels_own_code_for_signs_is_not_decoded_into_a_formula() -> None:
    """Excel reads _x003D_ as an equals sign; the underscore is written so that it stays one."""
    import zipfile

    data = written(Form.XLSX, sheet(ROW | {"name": "_x003D_1+1"}))
    assert b"_x005F_x003D_1+1" in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


@given(st.text(max_size=60))
def test_whatever_is_typed_no_cell_begins_like_a_formula_and_every_form_can_be_read_again(text: str) -> None:
    assert harmless(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    given_row = ROW | {"name": text}
    assert in_excel(written(Form.XLSX, sheet(given_row)))[0][0] == "名称"
    assert list(csv.reader(io.StringIO(written(Form.CSV, sheet(given_row)).decode(), newline="")))[1][0] == harmless(text)
    assert json.loads(written(Form.GEOJSON, sheet(given_row)))["features"][0]["properties"]["name"] == harmless(text)


# ---- memory

class Counted(dict[str, Any]):
    """A row that is counted while it is alive."""

    alive = most = 0

    def __init__(self, row: dict[str, Any]) -> None:
        super().__init__(row)
        Counted.alive += 1
        Counted.most = max(Counted.most, Counted.alive)

    def __del__(self) -> None:
        Counted.alive -= 1


def many(count: int) -> Iterator[dict[str, Any]]:
    return (Counted(ROW | {"name": f"路灯坏了 {number}", "many": number}) for number in range(count))


@pytest.mark.parametrize("form", list(Form))
def test_rows_leave_as_they_come_and_are_never_held_together(form: Form) -> None:
    Counted.alive = Counted.most = 0
    pieces = [len(piece) for piece in WRITERS[form](Sheet(COLUMNS, many(4_000), ZONE))]
    assert Counted.most <= 3
    assert len(pieces) > 1 and max(pieces) < 400_000


@pytest.mark.parametrize("form", list(Form))
def test_four_times_the_rows_need_no_more_memory(form: Form) -> None:
    peaks = []
    for count in (5_000, 20_000):
        tracemalloc.start()
        for piece in WRITERS[form](Sheet(COLUMNS, many(count), ZONE)):
            del piece
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.3, peaks


def test_a_sheet_that_is_full_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongban.foundation.exports.writing.xlsx_file.MOST_ROWS", 4)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(as_xlsx(Sheet(COLUMNS, many(8), ZONE, title="清单")))))
    assert book.sheetnames == ["清单", "清单 2", "清单 3"]
    assert [cell.value for each in book for cell in each["B"]] == ["数目", 0, 1, 2, "数目", 3, 4, 5, "数目", 6, 7]


# ---- the shelf

@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Path) -> None:
    from gongban.kernel.cipher import KeyRing

    KeyRing.create(tmp_path / "keys")
    settings.HOME = tmp_path


def test_a_file_on_the_shelf_is_encrypted_and_comes_back_as_it_was() -> None:
    name, pieces = uuid4(), [b"a" * 100_000, b"", b"13012345678" * 9, b"z" * 200_000]
    kept = shelf.put(name, 1, iter(pieces))
    raw = (shelf.shelf() / f"{name.hex}.sealed").read_bytes()
    assert kept.size == 300_099 and b"13012345678" not in raw and b"a" * 50 not in raw
    assert b"".join(shelf.get(name)) == b"".join(pieces)
    assert (shelf.shelf().stat().st_mode & 0o777, (shelf.shelf() / f"{name.hex}.sealed").stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize("how", ["cut", "changed", "frames swapped", "of another export"])
def test_a_file_that_was_tampered_with_is_refused(how: str) -> None:
    name, other = uuid4(), uuid4()
    shelf.put(name, 1, iter([b"a" * 65_536 * 3]))
    path = shelf.shelf() / f"{name.hex}.sealed"
    raw = path.read_bytes()
    frame = 4 + int.from_bytes(raw[:4], "big")
    broken = {"cut": raw[:frame], "changed": raw[:100] + b"x" + raw[101:], "frames swapped": raw[frame : 2 * frame] + raw[:frame] + raw[2 * frame :],
              "of another export": raw}[how]  # fmt: skip
    if how == "of another export":
        name, path = other, shelf.shelf() / f"{other.hex}.sealed"
    path.write_bytes(broken)
    with pytest.raises(Refusal, match=r"export\.damaged"):
        list(shelf.get(name))


def test_a_maker_that_fails_leaves_nothing_on_the_shelf() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"a" * 100_000
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        shelf.put(uuid4(), 1, pieces())
    assert list(shelf.shelf().iterdir()) == []
