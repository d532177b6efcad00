"""The platform's rules: versions by date, never changed once in force, open to everybody, compared sign by sign."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gongban.cli.city import load
from gongban.design.rules.public import RuleVersion, difference, published_rules, rule_of
from gongban.kernel.city import BrokenCity
from gongban.kernel.errors import NotFound
from tests.standing import CITY, forget_all

TODAY = date(2026, 11, 22)


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "city"
    shutil.copytree(CITY, copy, ignore=shutil.ignore_patterns("demo", "presets"))
    yield copy
    forget_all()


def text(answer: object) -> str:
    return str(answer.content.decode())  # type: ignore[attr-defined]


# ---- loading

@pytest.mark.django_db
def test_the_sample_city_has_its_rules_the_general_ones_first(db: None) -> None:
    rules = published_rules(TODAY)
    assert [rule.code for rule in rules] == ["platform", "limits", "publicity"]
    assert [each.since for each in rules[0].versions] == [date(2026, 9, 1), date(2026, 3, 1)]
    assert rules[0].current == rules[0].versions[0] and not rules[0].coming


def test_on_an_earlier_day_the_former_version_is_in_force_and_the_later_one_to_come(folder: Path) -> None:
    rule = rule_of("platform", date(2026, 8, 31))
    assert rule.current and rule.current.since == date(2026, 3, 1) and [each.since for each in rule.coming] == [date(2026, 9, 1)]


def test_a_new_version_is_a_new_file_and_the_old_one_stays(folder: Path) -> None:
    (folder / "rules" / "limits.2027-01-01.zh.md").write_text("# 办理时限办法\n\n1. 改了。", encoding="utf-8")
    (folder / "rules" / "limits.2026-09-01.zh.md").unlink()
    (folder / "rules" / "limits.2026-09-01.en.md").unlink()
    load(folder)
    assert list(RuleVersion.objects.filter(code="limits").order_by("since").values_list("since", flat=True)) == [date(2026, 9, 1), date(2027, 1, 1)]


BROKEN = {
    "limits.2026-09-01.zh.md": ("# 办理时限办法\n\n悄悄改了。", "已经生效，不能再改"),
    "Limits.md": ("# 办法\n\n文", "文件名应为"),
    "limits.2026-02-30.zh.md": ("# 办法\n\n文", "不是日期"),
    "limits.2027-02-01.zh.md": ("没有标题", "第一行应是"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_does_not_fit_is_refused_with_the_file_and_changes_nothing(folder: Path, name: str) -> None:
    content, said = BROKEN[name]
    before = list(RuleVersion.objects.order_by("pk").values())
    (folder / "rules" / name).write_text(content, encoding="utf-8")
    with pytest.raises(BrokenCity) as told:
        load(folder)
    assert any(said in problem.words.zh and name in problem.words.zh for problem in told.value.problems)
    assert list(RuleVersion.objects.order_by("pk").values()) == before


def test_a_version_to_come_may_still_be_changed(folder: Path) -> None:
    later = date.today() + timedelta(days=400)
    file = folder / "rules" / f"limits.{later}.zh.md"
    for words in ("先这样写。", "后来这样写。"):
        file.write_text(f"# 办理时限办法\n\n{words}", encoding="utf-8")
        load(folder)
    assert RuleVersion.objects.get(code="limits", since=later).text_zh == "后来这样写。"


def test_a_translation_may_be_added_to_a_version_in_force(folder: Path) -> None:
    RuleVersion.objects.filter(code="limits").update(title_en="", text_en="")
    load(folder)
    assert RuleVersion.objects.get(code="limits").text_en


# ---- comparing

def test_a_changed_line_shows_which_signs_have_changed() -> None:
    (line,) = difference("1. 一个工作日内告诉您是否受理；", "1. 两小时内告诉您是否受理；")
    assert line.kind == "changed"
    assert ("gone", "一个工作日") in line.parts and ("new", "两小时") in line.parts


@given(st.text(alphabet="甲乙丙丁 \n#ab", max_size=80), st.text(alphabet="甲乙丙丁 \n#ab", max_size=80))
def test_a_comparison_tells_both_texts_whole(old: str, new: str) -> None:
    def plain(text: str) -> list[str]:
        return [line.strip().lstrip("#").strip() for line in text.splitlines() if line.strip()]

    lines = difference(old, new)
    told = {side: ["".join(part for kind, part in line.parts if kind in ("same", side)) for line in lines if line.kind in ("same", "changed", side)]
            for side in ("gone", "new")}  # fmt: skip
    assert [line for line in told["gone"] if line] == [line for line in plain(old) if line]
    assert [line for line in told["new"] if line] == [line for line in plain(new) if line]


# ---- pages

@pytest.mark.django_db
def test_everybody_reads_the_rules_their_versions_and_what_changed(client: Client) -> None:
    assert all(title in text(client.get("/rules/")) for title in ("共办·江城平台规则", "办理时限办法", "公开办法"))
    now, then = text(client.get("/rules/platform/")), text(client.get("/rules/platform/?version=2026-03-01"))
    assert "两小时内告诉您是否受理" in now and "一个工作日内告诉您是否受理" in then and "旧版" in then
    shown = text(client.get("/rules/platform/changes/?from=2026-03-01&to=2026-09-01"))
    assert "<del>一个工作日</del><ins>两小时</ins>" in shown
    assert "<del>一个工作日</del><ins>两小时</ins>" in text(client.get("/rules/platform/changes/"))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/rules/nothing/", "/rules/platform/?version=2020-01-01", "/rules/platform/changes/?from=x", "/rules/platform/?version=<script>"])
def test_what_is_not_there_is_told(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404 and "<script>" not in text(answer).split("<main")[1].split("</main")[0]


@pytest.mark.django_db
def test_markdown_of_a_rule_carries_no_script(client: Client) -> None:
    RuleVersion.objects.filter(code="limits").update(text_zh="1. 好 <script>alert(1)</script> [x](javascript:alert(1))")
    assert "<script>alert" not in text(client.get("/rules/limits/")) and 'href="javascript:' not in text(client.get("/rules/limits/"))


@pytest.mark.django_db
def test_in_english_the_english_text_is_read(client: Client) -> None:
    client.cookies["django_language"] = "en"
    assert "Within two hours we tell you" in text(client.get("/rules/platform/"))


def test_a_rule_that_nobody_wrote_is_not_there(db: None) -> None:
    with pytest.raises(NotFound):
        rule_of("nothing", TODAY)
