"""Files and rows of any rubbish are read or refused in a sentence: an import never ends in a traceback, and what is good is kept."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, seed, settings
from hypothesis import strategies as st

from gongban.cli.importing.cases import import_cases
from gongban.cli.importing.mapping import read_mapping
from gongban.cli.importing.reading import ENDINGS, rows_of
from gongban.delivery.cases.public import Case
from gongban.kernel.errors import Refusal
from tests.cast import Cast
from tests.imports.test_importing_cases import GOOD, MAPPING

QUICK, LONG = 40, 4_000
TIMES = pytest.mark.parametrize("count", [QUICK, pytest.param(LONG, marks=pytest.mark.long)])


def often(count: int) -> Callable[[Any], Any]:
    """So many examples, the same ones in every run."""
    chosen = settings(max_examples=count, deadline=None, database=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
    return lambda test: seed(2026)(chosen(test))


def _sound(ending: str) -> bytes:
    """A small sound file of this ending, to be spoilt."""
    row = {"编号": "A-1", "标题": "路灯不亮", "收到": "2025/03/03 09:00"}
    text = io.StringIO()
    writer = csv.DictWriter(text, list(row))
    writer.writeheader()
    writer.writerows([row] * 3)
    lines = "\n".join([json.dumps(row, ensure_ascii=False)] * 3)
    if ending == ".xlsx":
        from openpyxl import Workbook

        book, made = Workbook(), io.BytesIO()
        for values in (list(row), *[list(row.values())] * 3):
            book.active.append(values)  # type: ignore[union-attr]
        book.save(made)
        return made.getvalue()
    plain = (text.getvalue() if "csv" in ending else lines).encode()
    return gzip.compress(plain) if ending.endswith(".gz") else plain


def _respelt(sound: bytes, part: str, change: bytes) -> bytes:
    """An Excel file in which one part of the archive was replaced: the archive itself stays sound."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change if name == part else old.read(name))
    return made.getvalue()


def _read(folder: Path, ending: str, data: bytes) -> None:
    file = folder / f"rubbish{ending}"
    file.write_bytes(data)
    try:
        for row in rows_of(file):
            assert isinstance(row.values, dict)
    except Refusal as refusal:
        assert refusal.code == "import.unreadable" and file.name in refusal.words.zh


@TIMES
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_of_any_bytes_is_read_or_refused(tmp_path: Path, ending: str, count: int) -> None:
    sound = _sound(ending)

    @often(count)
    @given(st.one_of(
        st.binary(max_size=300),
        st.builds(lambda at, few: sound[: at % len(sound)] + few + sound[at % len(sound) + len(few) :], st.integers(0, 10**6), st.binary(min_size=1, max_size=6)),
        st.builds(lambda at: sound[: at % len(sound)], st.integers(0, 10**6)),
        st.text(max_size=200).map(str.encode),
    ))  # fmt: skip
    @example(b"[" * 100_000)
    @example(b'{"a":' * 100_000)
    @example(b'{"n": ' + b"9" * 6_000 + b"}")
    def spoilt(data: bytes) -> None:
        _read(tmp_path, ending, data)

    spoilt()


@TIMES
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"])
def test_an_excel_file_with_a_broken_part_is_read_or_refused(tmp_path: Path, part: str, count: int) -> None:
    sound = _sound(".xlsx")
    with zipfile.ZipFile(io.BytesIO(sound)) as book:
        whole = book.read(part)

    @often(count // 4)
    @given(st.integers(0, 10**6), st.binary(max_size=5))
    @example(0, b"")
    def spoilt(at: int, few: bytes) -> None:
        place = at % len(whole)
        _read(tmp_path, ".xlsx", _respelt(sound, part, whole[:place] + few + whole[place + 3 :]))

    spoilt()


RUBBISH = st.one_of(
    st.none(), st.text(max_size=30), st.integers(), st.floats(), st.booleans(),
    st.sampled_from(["0001/01/01 00:00", "9999/12/31 23:59", "2025/13/01 09:00", "\x00", "路灯\x00", "=1+1", "x" * 6_000, "'; --", "A-1", "1e400", "nan", "求助", "办结", "网站",
                     "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), [], {}, ["a"], {"a": 1}]),
)  # fmt: skip


def _listed(rejects: Path) -> int:
    if not rejects.exists():
        return 0
    with rejects.open(encoding="utf-8-sig", newline="") as opened:
        return len(list(csv.DictReader(opened)))


@TIMES
@pytest.mark.django_db
def test_a_row_of_any_values_is_brought_in_or_listed_with_its_reason(tmp_path: Path, cast: Cast, count: int) -> None:
    rules, file, rejects = tmp_path / "cases.yaml", tmp_path / "old.jsonl", tmp_path / "rejected.csv"
    rules.write_text(MAPPING, encoding="utf-8")

    @often(min(count // 8, 120))
    @given(st.lists(st.dictionaries(st.sampled_from(sorted(GOOD)), RUBBISH, max_size=4), min_size=1, max_size=8))
    def rows(changes: list[dict[str, Any]]) -> None:
        before = Case.objects.count()
        lines = [json.dumps({**GOOD, "编号": f"K-{number}", **change}, ensure_ascii=False) for number, change in enumerate(changes)]
        file.write_text("\n".join(lines), encoding="utf-8")
        outcome = import_cases(file, rules, rejects, show=False)
        listed = _listed(rejects)
        assert (outcome.read, outcome.bad) == (len(changes), listed)
        assert outcome.new + outcome.known + outcome.bad == outcome.read and Case.objects.count() == before + outcome.new

    rows()


@TIMES
@pytest.mark.django_db
def test_a_mapping_of_any_text_is_taken_or_refused(tmp_path: Path, count: int) -> None:
    rules = tmp_path / "cases.yaml"

    @often(count // 4)
    @given(st.integers(0, 10**6), st.one_of(st.text(max_size=20), st.sampled_from(["{", "[", "&a *a", "!!python/object:os.system", "? ", "\t", ": ", "- ", "null", "1e9999", "zone: 火星"])))
    def spoilt(at: int, few: str) -> None:
        place = at % len(MAPPING)
        rules.write_text(MAPPING[:place] + few + MAPPING[place + 2 :], encoding="utf-8", errors="surrogatepass")
        try:
            read_mapping(rules, {name: {} for name in ("state", "kind", "channel", "department", "category")})
        except Refusal as refusal:
            assert refusal.words.zh and refusal.status < 500

    spoilt()
