"""Service items from CSV, Excel and JSON lines: good rows are kept, what is wrong is named by its cell; real catalogues come in whole."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from gongban.cli.importing.items import Outcome, import_items
from gongban.design.catalogue.public import (
    Drafting,
    Wanted,
    count_items,
    draft,
    guide,
    list_items,
    publish_at_once,
)
from gongban.foundation.search.public import find
from gongban.kernel.errors import Refusal
from gongban.kernel.process import standard
from tests.cast import Cast, at

ROOT = Path(__file__).parents[2]
REAL = ROOT.parent / "shared" / "data" / "service-items"
real = pytest.mark.skipif(not REAL.is_dir(), reason=f"the real catalogues are not here: {REAL}")
NOW = at("2027-01-04 10:00")
CODE = "11990100MB000110XE3990190{:03d}000"
HEAD = ["事项编码", "名称", "名称（英文）", "事项类型", "服务对象", "承诺办结时限", "到现场次数", "材料", "责任单位"]
ROW: list[Any] = ["开早餐店登记", "Breakfast shop", "行政许可", "自然人、企业法人", "5个工作日", 1, "申请表\n租赁合同", "市场监管局"]


def row(number: int, **changes: Any) -> list[Any]:
    """A good row with this number in its code, some cells changed by heading."""
    return [changes.get(name, value) for name, value in zip(HEAD, [CODE.format(number), *ROW], strict=True)]


@pytest.fixture
def bring(tmp_path: Path, cast: Cast) -> Any:
    """Import an Excel file with these rows; what came of it, and the cells that were named."""

    def run(*rows: list[Any], change: Any = None, **given: Any) -> tuple[Outcome, dict[str, tuple[str, str]]]:
        book, file, listed = Workbook(), tmp_path / "items.xlsx", tmp_path / "listed.csv"
        book.active.title = "事项"
        for values in (HEAD, *rows):
            book.active.append(values)
        if change:
            change(book)
        book.save(file)
        return import_items(file, listed, **given), named(listed)

    return run


def named(listed: Path) -> dict[str, tuple[str, str]]:
    if not listed.exists():
        return {}
    return {line["cell"]: (line["kept"], line["reason_zh"]) for line in csv.DictReader(listed.read_text(encoding="utf-8-sig").splitlines())}


# ---- 草稿与发布 · into the draft, or published


def test_items_come_into_the_draft_until_somebody_publishes_them(bring: Any, cast: Cast) -> None:
    outcome, _ = bring(row(1), row(2))
    assert (outcome.read, outcome.new, outcome.bad) == (2, 2, 0) and len(draft(cast.publisher).changes) == 2
    assert list_items(Wanted(words="早餐店"), at=NOW).rows == ()


def test_published_they_are_in_force_at_once_and_people_s_draft_is_left_alone(bring: Any, cast: Cast) -> None:
    bring(row(1))
    bring(row(2), publish=True)
    assert [line.code for line in list_items(Wanted(words="早餐店"), at=NOW).rows] == [CODE.format(2)]
    assert [each.draft.code for each in draft(cast.editor).changes] == [CODE.format(1)]


def test_what_came_in_is_a_guide(bring: Any, cast: Cast) -> None:
    bring(row(1), publish=True)
    found = guide(CODE.format(1), at=NOW)
    said = found.elements
    assert (found.owner.code, said.name.en, said.objects, said.visits) == ("shichang", "Breakfast shop", ("1", "2"), 1)
    assert [material.name.zh for material in said.materials] == ["申请表", "租赁合同"]
    assert (said.promised_limit.amount, said.promised_limit.unit, said.body.credit_code) == (5, "working_days", CODE[:18])  # type: ignore[union-attr]


def test_brought_in_again_only_what_changed_is_a_new_version(bring: Any, cast: Cast) -> None:
    bring(row(1), row(2), publish=True)
    outcome, _ = bring(row(1), row(2, 承诺办结时限="即时办结"), publish=True)
    assert (outcome.new, outcome.changed, outcome.same) == (0, 1, 1)
    assert [guide(CODE.format(number), at=NOW).number for number in (1, 2)] == [1, 2]


def test_a_table_has_no_cell_for_a_process_diagram_so_the_item_keeps_its_own(bring: Any, cast: Cast) -> None:
    bring(row(1), publish=True)
    drawn = guide(CODE.format(1), at=NOW).elements.model_copy(update={"diagram": standard()})
    publish_at_once([Drafting(code=CODE.format(1), department="shichang", elements=drawn)], "画了流程图", by=cast.system, at=NOW)
    assert bring(row(1), publish=True)[0].same == 1
    bring(row(1, 承诺办结时限="3个工作日"), publish=True)
    said = guide(CODE.format(1), at=NOW).elements
    assert (said.promised_limit.amount, said.diagram) == (3, standard())  # type: ignore[union-attr]


# ---- 坏的格子 · what is wrong is named by its cell, the others are kept

BAD = {  # what is wrong: (heading, what stands there, the cell, a word of the reason)
    "a number shown as a date of 1900": ("承诺办结时限", datetime(1900, 1, 20), "F3", "日期"),
    "visits as a date": ("到现场次数", datetime(1900, 1, 1), "G3", "日期"),
    "a wrong check character in the code": ("事项编码", "11990100MB000110XF3990190002000", "A3", "校验位"),
    "a code that is too short": ("事项编码", "119901003990190002000", "A3", "31 位"),
    "no code": ("事项编码", None, "A3", "没有编码"),
    "no name": ("名称", None, "B3", "没有写"),
    "an unknown type": ("事项类型", "魔法", "D3", "不认识"),
    "an unknown object": ("服务对象", "自然人、外星人", "E3", "外星人"),
    "no limit": ("承诺办结时限", "尽快", "F3", "不是时限"),
    "half a visit": ("到现场次数", 0.5, "G3", "整数"),
    "more visits than there can be": ("到现场次数", 1000, "G3", "写得不对"),
    "a broken material": ("材料", "{name: 申请表", "H3", "写法不对"),
    "a department that there is not": ("责任单位", "魔法部", "I3", "没有“魔法部”"),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_wrong_cell_is_named_and_the_other_rows_are_kept(bring: Any, wrong: str) -> None:
    heading, value, cell, reason = BAD[wrong]
    outcome, listed = bring(row(1), row(2, **{heading: value}), row(3))
    assert (outcome.new, outcome.bad) == (2, 1)
    assert list(listed) == [cell] and listed[cell][0] == "no" and reason in listed[cell][1]


def test_every_wrong_cell_of_a_row_is_named(bring: Any) -> None:
    _, listed = bring(row(1, 事项类型="魔法", 承诺办结时限="尽快"))
    assert list(listed) == ["D2", "F2"]


def test_a_merged_cell_is_named_with_its_range(bring: Any) -> None:
    outcome, listed = bring(row(1), row(2), row(3), change=lambda book: book.active.merge_cells("I2:I3"))
    assert (outcome.new, outcome.bad) == (2, 1) and "I2:I3" in listed["I3"][1]


def test_the_same_code_twice_is_named_with_the_first_line(bring: Any) -> None:
    outcome, listed = bring(row(1), row(1))
    assert (outcome.new, outcome.bad) == (1, 1) and "第 2 行" in listed["A3"][1]


def test_full_width_digits_and_blanks_are_understood(bring: Any) -> None:
    full = CODE.format(1).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    outcome, _ = bring(row(1, 事项编码=full, 承诺办结时限="１０ 个工作日", 到现场次数="２"), publish=True)
    said = guide(CODE.format(1), at=NOW).elements
    assert outcome.bad == 0 and (said.promised_limit.amount, said.visits) == (10, 2)  # type: ignore[union-attr]


def test_the_sheet_that_has_the_columns_is_found_and_told(bring: Any) -> None:
    def notes_first(book: Any) -> None:
        book.create_sheet("说明", 0).append(["填表说明"])

    outcome, _ = bring(row(1), change=notes_first)
    assert outcome.new == 1 and "事项" in outcome.remarks[0].zh


def test_a_file_in_which_no_sheet_has_the_columns_is_refused_by_their_names(bring: Any) -> None:
    def renamed(book: Any) -> None:
        book.active["A1"] = "代号"

    with pytest.raises(Refusal) as told:
        bring(row(1), change=renamed)
    assert told.value.code in ("import.mapping", "import.sheet") and "代号" in told.value.words.zh


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", b"\x00" * 50])
def test_a_broken_workbook_is_refused_in_a_sentence(tmp_path: Path, cast: Cast, data: bytes) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(data)
    with pytest.raises(Refusal) as told:
        import_items(file, tmp_path / "listed.csv")
    assert told.value.code == "import.unreadable"


def test_a_mapping_says_which_column_is_what(tmp_path: Path, cast: Cast) -> None:
    file, mapping = tmp_path / "theirs.csv", tmp_path / "map.yaml"
    file.write_text(f"id,title,sort,days,owner\n{CODE.format(7)},垃圾清运,办,20天,环卫\n", encoding="utf-8")
    mapping.write_text("code: id\ndepartment: {column: owner, values: {环卫: huanwei}}\nfields:\n  name: title\n  type: {column: sort, values: {办: '20'}}\n  promised_limit: days\n")
    import_items(file, tmp_path / "listed.csv", mapping_file=mapping, publish=True)
    found = guide(CODE.format(7), at=NOW)
    assert (found.owner.code, found.elements.type, found.elements.promised_limit.unit) == ("huanwei", "20", "natural_days")  # type: ignore[union-attr]


@pytest.mark.parametrize(("text", "said"), [("code: id\nfields: {name: title}\n", "type"), ("code: id\nfields: {name: t, type: s, colour: c}\n", "colour"),
                                            ("code: id\nfields: {name: t, type: {column: s, values: {办: '77'}}}\n", "77")])  # fmt: skip
def test_a_mapping_that_is_wrong_is_refused_with_its_line(tmp_path: Path, cast: Cast, text: str, said: str) -> None:
    file, mapping = tmp_path / "theirs.csv", tmp_path / "map.yaml"
    file.write_text("id,title\n", encoding="utf-8")
    mapping.write_text(text)
    with pytest.raises(Refusal) as told:
        import_items(file, tmp_path / "listed.csv", mapping_file=mapping)
    assert "map.yaml:" in told.value.words.zh and said in told.value.words.zh


# ---- 真实的目录 · real catalogues


@real
def test_the_real_catalogue_of_a_province_comes_in_whole_and_every_item_is_a_guide(tmp_path: Path, cast: Cast) -> None:
    before = count_items(at=NOW)
    outcome = import_items(REAL / "guangdong_2262.jsonl", tmp_path / "listed.csv", publish=True)
    assert (outcome.read, outcome.new, outcome.bad, outcome.noted) == (2262, 2262, 0, 6)
    assert count_items(at=NOW) == before + 2262
    source = [json.loads(line) for line in (REAL / "guangdong_2262.jsonl").read_text(encoding="utf-8").splitlines()]
    for one in source[::150]:
        said = guide(one["task_code"], at=NOW).elements
        assert said.name.zh == one["task_name"].strip() and said.body.name.zh == one["dept_name"].strip()
        materials = [] if one["material_intro"] == "无" else list(dict.fromkeys(one["material_intro"]))
        assert [material.name.zh for material in said.materials] == materials
    assert find("不动产", ["item.public"]) != []


@real
def test_the_real_names_of_a_district_come_in_with_their_own_codes(tmp_path: Path, cast: Cast) -> None:
    outcome = import_items(REAL / "guangan_1135.csv", tmp_path / "listed.csv", publish=True)
    assert (outcome.new, outcome.bad) == (1135, 0)
    found = [line for line in list_items(Wanted(words="卫生许可"), at=NOW, size=50).rows if "-" in line.code]
    assert len(found) > 3 and all(line.owner.name.zh.startswith("区") for line in found)
