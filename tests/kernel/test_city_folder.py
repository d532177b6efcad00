"""A city folder is read as it was written, and every fault is told with file, line and reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from gongban.kernel.city import BrokenCity, CityFolder, Entry
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

SAMPLE = """\
# a comment
code: 01.02
state: on
name: {zh: 路灯, en: Street lights}
amount: 3
since: 2026-01-31
opens: 9:00
empty:
quoted: ""
members:
  - code: "007"
    flag: yes
  - code: 990100000000
"""


@pytest.fixture
def folder(tmp_path: Path) -> CityFolder:
    (tmp_path / "city.yaml").write_text(SAMPLE, encoding="utf-8")
    return CityFolder(tmp_path)


@pytest.fixture
def entry(folder: CityFolder) -> Entry:
    return folder.yaml("city.yaml")


def test_nothing_is_guessed_from_how_a_value_looks(entry: Entry) -> None:
    assert entry.text("code") == "01.02"
    assert entry.text("state") == "on"
    assert entry["opens"].as_time() == time(9)
    assert [member.text("code") for member in entry["members"]] == ["007", "990100000000"]


def test_a_reader_gets_the_type_it_asks_for(entry: Entry) -> None:
    assert entry.words("name") == Words("路灯", "Street lights")
    assert entry.number("amount") == 3
    assert entry.date("since") == date(2026, 1, 31)
    assert [member.flag("flag", False) for member in entry["members"]] == [True, False]
    assert entry["name"].plain() == {"zh": "路灯", "en": "Street lights"}


def test_what_may_be_missing_has_a_default(entry: Entry) -> None:
    assert entry.text("absent", "") == ""
    assert entry.text("empty", "x") == "x"
    assert entry.text("quoted") == ""
    assert entry.date("until", None) is None
    assert entry.each("nobody") == []


@pytest.mark.parametrize(
    ("fault", "line", "reason"),
    [
        (lambda entry: entry.number("code"), 2, "整数"),
        (lambda entry: entry.date("state"), 3, "日期"),
        (lambda entry: entry["name"].as_text(), 4, "文字"),
        (lambda entry: entry.choice("state", {"off"}), 3, "可选范围"),
        (lambda entry: entry.number("amount", least=4), 5, "不能小于 4"),
        (lambda entry: entry["nothing"], 2, "缺少“nothing”"),
        (lambda entry: entry.only("code", "state"), 4, "不认识“name”"),
        (lambda entry: list(entry["code"]), 2, "列表"),
        (lambda entry: list(entry["members"])[1]["flag"], 13, "缺少“flag”"),
    ],
)
def test_a_fault_is_told_with_file_line_and_reason(
    entry: Entry, fault: Callable[[Entry], Any], line: int, reason: str
) -> None:
    with pytest.raises(Refusal) as refused:
        fault(entry)
    assert refused.value.words.zh.startswith(f"city.yaml:{line}")
    assert reason in refused.value.words.zh


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"code: [1, 2\nname: x\n", "broken.yaml:2"),
        (b"a: 1\n\tb: 2\n", "broken.yaml:2"),
        (b"", "broken.yaml"),
        ("名称: 江城".encode("gbk"), "broken.yaml"),
        (b"a: \x07", "broken.yaml"),
    ],
)
def test_a_file_that_is_no_yaml_is_named_with_its_line(
    folder: CityFolder, content: bytes, where: str
) -> None:
    (folder.root / "broken.yaml").write_bytes(content)
    with pytest.raises(Refusal) as refused:
        folder.yaml("broken.yaml")
    assert refused.value.words.zh.startswith(where)


def test_a_name_given_twice_is_refused_where_it_stands_again(folder: CityFolder) -> None:
    (folder.root / "twice.yaml").write_text("a: 1\nb: 2\na: 3\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"twice\.yaml:3"):
        folder.yaml("twice.yaml").text("b")


def test_one_run_names_all_faults(folder: CityFolder, entry: Entry) -> None:
    for name in ("code", "state", "amount"):
        with folder.collecting():
            entry.number(name)
    with pytest.raises(BrokenCity) as broken:
        folder.check()
    assert [problem.field for problem in broken.value.problems] == ["code", "state"]


def test_a_folder_without_city_yaml_is_none(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no city folder"):
        CityFolder(tmp_path)


def test_geojson_that_is_none_is_named(folder: CityFolder) -> None:
    (folder.root / "a.geojson").write_text('{"type":\n 1,}', encoding="utf-8")
    with pytest.raises(Refusal, match=r"a\.geojson:2"):
        folder.geojson("a.geojson")
    (folder.root / "b.geojson").write_text("[]", encoding="utf-8")
    with pytest.raises(Refusal, match=r"b\.geojson"):
        folder.geojson("b.geojson")
