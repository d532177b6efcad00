"""Bringing the past of another system in: what is good is kept with its old times, what is not is listed with its reason."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongban.cli.importing.cases import Outcome, import_cases
from gongban.delivery.cases.public import Case, read_case, visible
from gongban.foundation.journal.public import read_events
from gongban.foundation.matters.public import Matter, Timer
from gongban.kernel.actors import ANONYMOUS
from gongban.kernel.errors import Refusal
from gongban.outcome.insight.public import open_statistics
from gongban.outcome.ratings.public import Callback
from tests.cast import Cast, at

MAPPING = """
zone: Asia/Shanghai
time_format: "%Y/%m/%d %H:%M"
key: 编号
opened: 收到
due: 期限
closed: 办结
text: "{标题}。{内容}"
title: "{标题}"
address: "{地点}"
answer: "{答复}"
place: {lon: 经度, lat: 纬度, system: wgs84}
public: true
state: {column: 状态, values: {在办: in_progress, 办结: filed}}
kind: {column: 类型, values: {求助: help, 投诉: complaint, 举报: report}}
channel: {column: 来源, otherwise: hotline, values: {网站: web}}
category: {column: 分类, values: {路灯: "01.01.09"}, otherwise: ""}
department: {column: 部门, values: {城管: chengguan, "": ""}}
"""
GOOD = {
    "编号": "A-1", "收到": "2025/03/03 09:00", "期限": "2025/03/10 17:30", "办结": "2025/03/05 11:00", "标题": "路灯不亮", "内容": "电话13000000077",
    "地点": "沿江中路", "答复": "已换灯，联系13000000078", "经度": "112.7995", "纬度": "30.3521", "状态": "办结", "类型": "求助", "来源": "网站", "分类": "路灯",
    "部门": "城管",
}  # fmt: skip


@pytest.fixture
def bring(tmp_path: Path, cast: Cast) -> Any:
    """Import rows given as changes of a good one; returns what came of it and the listed rows."""

    def run(*changes: dict[str, str], mapping: str = MAPPING) -> tuple[Outcome, list[dict[str, str]]]:
        file, rules, rejects = tmp_path / "old.csv", tmp_path / "cases.yaml", tmp_path / "rejected.csv"
        rules.write_text(mapping, encoding="utf-8")
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, list(GOOD))
            writer.writeheader()
            writer.writerows({**GOOD, **change} for change in changes)
        outcome = import_cases(file, rules, rejects, show=False)
        listed = list(csv.DictReader(rejects.read_text(encoding="utf-8-sig").splitlines())) if rejects.exists() else []
        return outcome, listed

    return run


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# ---- 好的行 · good rows


def test_a_case_keeps_its_old_times_holder_and_end(bring: Any) -> None:
    bring({})
    case = Case.objects.select_related("matter", "lead").get(source_key="A-1")
    assert (case.matter.opened_at, case.closed_at) == (moment("2025-03-03 01:00"), moment("2025-03-05 03:00"))
    assert (case.matter.state, case.matter.open, case.lead.department_id, case.category_id) == ("filed", False, "chengguan", "01.01.09")
    assert case.matter.number.startswith("JC20250303-")
    assert case.district == "990102000000"


def test_its_limit_is_the_one_of_the_old_system(bring: Any) -> None:
    bring({}, {"编号": "A-2", "状态": "在办", "办结": ""})
    kept = Timer.objects.filter(matter__case__source_key="A-1").values_list("name", "due_at", "kept").order_by("name")
    assert list(kept) == [("holder", moment("2025-03-10 09:30"), True), ("resident", moment("2025-03-10 09:30"), True)]
    assert Matter.objects.get(case__source_key="A-2").due_at == moment("2025-03-10 09:30")


def test_its_story_stands_in_the_journal_with_the_old_times_and_nobody_is_called_back(bring: Any) -> None:
    bring({})
    case = Case.objects.get(source_key="A-1")
    events = read_events(["case_opened", "dispatched", "signed_in", "closed", "filed"], case.pk)
    assert [(event.kind, event.occurred_at.day, event.channel) for event in events] == [
        ("case_opened", 3, "import"), ("dispatched", 3, "import"), ("signed_in", 3, "import"), ("closed", 5, "import"), ("filed", 5, "import"),
    ]  # fmt: skip
    assert not Callback.objects.exists()


def test_personal_data_are_masked_and_wrongdoing_is_never_public(bring: Any) -> None:
    bring({}, {"编号": "A-2", "类型": "举报"})
    public = visible(ANONYMOUS).get()
    assert public.source_key == "A-1"
    assert "13000000077" not in public.text_public
    assert "13000000078" not in public.answer_public
    assert Case.objects.get(source_key="A-2").publicity == "never"


def test_the_pages_can_read_it_like_any_other_case(bring: Any) -> None:
    bring({})
    number = Matter.objects.get(case__source_key="A-1").number
    assert read_case(number, by=ANONYMOUS, now=at("2026-03-02 09:00")).number == number


def test_old_cases_stand_among_cases_of_their_time(bring: Any, cast: Cast) -> None:
    new = cast.report()
    bring({})
    assert Case.objects.order_by("-matter").values_list("pk", flat=True).first() == new.pk


def test_run_again_it_brings_in_nothing_twice(bring: Any) -> None:
    assert bring({})[0].new == 1
    again, _ = bring({}, {"编号": "A-2"})
    assert (again.new, again.known) == (1, 1)
    assert Case.objects.count() == 2


# ---- 不合格的行 · bad rows


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"办结": "2025/03/01 11:00"}, "办结", "办结早于收到。"),
        ({"期限": "2025/03/01 11:00"}, "期限", "期限早于收到。"),
        ({"收到": "2025-03-03"}, "收到", "“2025-03-03”不是约定格式的时间。"),
        ({"收到": ""}, "收到", "没有收到的时间。"),
        ({"收到": "2125/03/03 09:00", "期限": "", "办结": ""}, "收到", "收到的时间在将来。"),
        ({"办结": "2125/03/03 09:00"}, "办结", "办结的时间在将来。"),
        ({"办结": ""}, "办结", "状态是“已归档”，却没有办结时间。"),
        ({"状态": "在办"}, "办结", "还没有结束，却有办结时间。"),
        ({"部门": "水务"}, "部门", "对照表里没有“水务”。"),
        ({"部门": "", "状态": "在办", "办结": ""}, "部门", "在办的诉求要有主办部门。"),
        ({"类型": "咨询"}, "类型", "对照表里没有“咨询”。"),
        ({"状态": "?"}, "状态", "对照表里没有“?”。"),
        ({"经度": "121.5"}, "纬度", "这个位置不在本市范围内，请重新选点。"),
        ({"纬度": "x"}, "纬度", "经纬度须是数字，请在地图上重新选点。"),
        ({"编号": ""}, "编号", "来源编号应有 1 到 80 个字符。"),
        ({"内容": "长" * 5001}, "{标题}。{内容}", "超过 5000 个字。"),
        ({"内容": "看不见\x07"}, "{标题}。{内容}", "含有看不见的控制字符。"),
    ],
)
def test_a_bad_row_is_listed_with_line_column_and_reason_and_the_good_ones_are_kept(bring: Any, change: dict[str, str], column: str, reason: str) -> None:
    outcome, listed = bring({"编号": "A-0"}, {"编号": "A-9", **change})
    assert (outcome.new, outcome.bad) == (1, 1)
    assert [(row["line"], row["column"], row["reason_zh"]) for row in listed] == [("3", column, reason)]


def test_a_key_that_stands_twice_in_the_file_is_listed(bring: Any) -> None:
    outcome, listed = bring({}, {})
    assert (outcome.new, listed[0]["column"]) == (1, "编号")


# ---- 对照表 · mappings


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("chengguan", "chengguang", "cases.yaml:18 (department.values.城管)：本市没有“chengguang”。"),
        ("zone: Asia/Shanghai", "zone: Asia/Nowhere", "cases.yaml:2 (zone)：没有这个时区，请写如 Asia/Shanghai。"),
        ("key: 编号\n", "", "cases.yaml:2：缺少“key”。"),
        ("public: true", "publick: true", "cases.yaml:13 (publick)：不认识“publick”"),
        ("{标题}。{内容}", "{标题}。{内容", "cases.yaml:8 (text)：花括号里写列名，如 {标题}。"),
        ("收到", "收到时间", "文件里没有这些列：收到时间。"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_with_its_line(bring: Any, old: str, new: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        bring({}, mapping=MAPPING.replace(old, new))
    assert refused.value.words.zh.startswith(said)
    assert not Case.objects.exists()


# ---- 文件 · files


@pytest.mark.parametrize("ending", ["csv.gz", "jsonl", "jsonl.gz", "xlsx"])
def test_the_same_rows_in_another_form_are_the_same_cases(tmp_path: Path, cast: Cast, ending: str) -> None:
    file, rules = tmp_path / f"old.{ending}", tmp_path / "cases.yaml"
    rules.write_text(MAPPING, encoding="utf-8")
    _write(file, GOOD)
    assert import_cases(file, rules, tmp_path / "rejected.csv", show=False).new == 1
    assert Case.objects.get().closed_at == moment("2025-03-05 03:00")


def _write(file: Path, row: dict[str, str]) -> None:
    if file.suffix == ".xlsx":
        from openpyxl import Workbook

        book = Workbook()
        book.active.append(list(row))
        book.active.append(list(row.values()))
        book.save(file)
        return
    text = json.dumps(row, ensure_ascii=False) + "\n" if "jsonl" in file.name else "\n".join([",".join(row), ",".join(row.values())]) + "\n"
    file.write_bytes(gzip.compress(text.encode()) if file.suffix == ".gz" else text.encode())


@pytest.mark.parametrize(("name", "content"), [("old.pdf", b"x"), ("none.csv", None), ("old.csv", "标题\n路灯".encode("gbk")), ("old.csv.gz", b"no gzip"), ("old.xlsx", b"no zip")])
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path, cast: Cast, name: str, content: bytes | None) -> None:
    file, rules = tmp_path / name, tmp_path / "cases.yaml"
    rules.write_text(MAPPING, encoding="utf-8")
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        import_cases(file, rules, tmp_path / "rejected.csv", show=False)
    assert name in refused.value.words.zh


# ---- 另一座城市 · another city


def test_boston_loads_and_an_excerpt_of_its_311_requests_comes_in(boston: Path, tmp_path: Path) -> None:
    outcome = import_cases(boston / "imports" / "sample.csv", boston / "imports" / "cases.yaml", tmp_path / "rejected.csv", show=False)
    listed = list(csv.DictReader((tmp_path / "rejected.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert (outcome.read, outcome.new, outcome.bad) == (180, 175, 5)
    assert {row["reason_en"] for row in listed} == {"it was closed before it was received."}
    first = Case.objects.order_by("matter").select_related("matter").first()
    assert first is not None
    assert first.matter.number.startswith("BOS2015")


def test_its_figures_are_counted_by_its_own_months(boston: Path, tmp_path: Path) -> None:
    import_cases(boston / "imports" / "sample.csv", boston / "imports" / "cases.yaml", tmp_path / "rejected.csv", show=False)
    figures = open_statistics(months=12)
    assert (figures.since.isoformat(), figures.until.isoformat()) == ("2015-01-01", "2015-12-31")
    assert figures.total.received.value == 175
    assert figures.by_department is not None


@pytest.mark.long
def test_the_whole_year_of_boston_comes_in(boston: Path, tmp_path: Path) -> None:
    whole = Path(__file__).parents[3] / "shared" / "data" / "boston311" / "boston311_2015_partial.csv.gz"
    if not whole.exists():
        pytest.skip("the whole file is not part of the repository")
    outcome = import_cases(whole, boston / "imports" / "cases.yaml", tmp_path / "rejected.csv", show=False)
    assert (outcome.read, outcome.new, outcome.bad) == (121_145, 120_948, 197)
    assert open_statistics(months=12).total.received.value == 120_948
