"""A broken city is refused with file, line and reason, and nothing of it is kept."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gongban.cli.city import load
from gongban.delivery.cases.public import Category
from gongban.foundation.people.public import Department
from gongban.kernel.city import BrokenCity
from gongban.kernel.errors import Refusal
from tests.standing import CITY, forget_all

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Breakage:
    """One fault: in `file`, the first `old` becomes `new`; `mark` (or `new`) ends in the line that must be named."""

    name: str
    file: str
    old: str
    new: str
    said: str
    mark: str = ""


BREAKAGES = (
    Breakage("an unknown setting", "city.yaml", "number_prefix: JC", "number_prefix: JC\nhotlin: 1", "不认识“hotlin”", "hotlin:"),
    Breakage("an unknown time zone", "city.yaml", "Asia/Shanghai", "Asia/Jiangcheng", "没有“Asia/Jiangcheng”这个时区"),
    Breakage("bounds the wrong way round", "city.yaml", "[112.60, 30.20, 113.00, 30.50]", "[113.00, 30.20, 112.60, 30.50]", "西应小于东"),
    Breakage("a privacy notice that is not there", "city.yaml", "en: privacy_notice.en.md", "en: notice.en.md", "没有文件“notice.en.md”"),
    Breakage("a confidence above one", "city.yaml", "automatic_dispatch_confidence: null", "automatic_dispatch_confidence: 1.5", "0 到 1 之间"),
    Breakage("another city in the same instance", "city.yaml", "code: jiangcheng", "code: hucheng", "已经装入另一座城市"),
    Breakage("no YAML", "city.yaml", "name: {zh: 江城, en: Jiangcheng}", "name: {zh: 江城, en: Jiangcheng", "格式不对", "full_name:"),
    Breakage("closing before opening", "calendar.yaml", '["09:00", "12:00"]', '["12:00", "09:00"]', "上班早于下班"),
    Breakage("a day that does not exist", "calendar.yaml", "2026-06-19", "2026-06-31", "不是日期"),
    Breakage("a holiday of another year", "calendar.yaml", "dates: [2024-01-01]", "dates: [2023-01-01]", "不在 2024 年"),
    Breakage("a make-up day that is a holiday", "calendar.yaml", "make_up: [2024-02-04,", "make_up: [2024-02-10,", "既放假又上班"),
    Breakage("a make-up day in the week", "calendar.yaml", "make_up: [2024-02-04,", "make_up: [2024-02-05,", "不是周末"),
    Breakage("a year given twice", "calendar.yaml", "- year: 2025", "- year: 2024", "已经用过", "2024-10-12]\n\n  - year: 2024"),
    Breakage("an area below nothing", "territory.yaml", 'parent: "990102000000", name: {zh: 鼓楼前街道', 'parent: "990109000000", name: {zh: 鼓楼前街道', "没有上级区划"),
    Breakage("an area below a smaller one", "territory.yaml", 'street, parent: "990102000000", name: {zh: 柳荫', 'street, parent: "990102001001", name: {zh: 柳荫', "层级不比它高"),
    Breakage("an area that ends before it begins", "territory.yaml", "en: Linjiang District}}", "en: Linjiang District}, from: 2024-05-01, until: 2024-04-01}", "早于"),
    Breakage("a boundary of nothing", "boundaries.geojson", '"code":"990102001001"', '"code":"990102001009"', "没有代码为"),
    Breakage("a boundary outside of the city", "boundaries.geojson", "[112.7979,30.40975]", "[112.7979,31.40975]", "超出城市范围", '"990102000000"'),
    Breakage("a street outside of the city", "streets.geojson", '"coordinates":[112.', '"coordinates":[110.', "不在城市范围内", '"coordinates":[110.'),
    Breakage("no JSON", "streets.geojson", '"FeatureCollection"', '"FeatureCollection', "不是 JSON", '"FeatureCollection,'),
    Breakage("a pilot without districts", "mechanisms.yaml", 'Snapshot report}, state: "on"', 'Snapshot report}, state: "piloted"', "要写 districts"),
    Breakage("an unknown switch", "mechanisms.yaml", 'Snapshot report}, state: "on"', 'Snapshot report}, state: "maybe"', "不在可选范围"),
    Breakage("a department given twice", "departments.yaml", "- code: huanwei", "- code: chengguan", "已经用过", "投放点设置\n\n  - code: chengguan"),
    Breakage("no service office", "departments.yaml", "kind: service_office", "kind: department", "有且只有一个兜底", "- code: zhengshuju"),
    Breakage("superiors in a circle", "departments.yaml", "- code: chengguan\n", "- code: chengguan\n    parent: huanwei\n", "绕成了圈", "parent: huanwei"),
    Breakage("an unknown area of a department", "departments.yaml", 'territory: "990104000000"', 'territory: "990199000000"', "没有区划"),
    Breakage("a specialist who is none", "departments.yaml", "specialists: [zhang.zhujian]", "specialists: [luo.lixing]", "不是这个部门的政策专员"),
    Breakage("an unknown role", "people.yaml", "department: chengguan, roles: [handler]", "department: chengguan, roles: [boss]", "没有角色“boss”"),
    Breakage("a deputy of oneself", "people.yaml", "deputy: lu.erqin", "deputy: he.jiexian", "自己不能做自己的代办人"),
    Breakage("a phone that is none", "people.yaml", '"13000000002"', '"12000000002"', "手机号应为"),
    Breakage("a phone given twice", "people.yaml", '"13000000002"', '"13000000001"', "已经用过", 'Zhou Jianguo}\n    phone: "13000000001"'),
    Breakage("a wrong digit in an ID number", "people.yaml", "990101199104120026", "990101199104120027", "校验位不符"),
    Breakage("a wrong digit in a credit code", "people.yaml", "91990100MA0000000D", "91990100MA0000000E", "校验位不符"),
    Breakage("a category of nobody", "categories.yaml", "department: yuanlin", "department: senlin", "没有部门“senlin”"),
    Breakage("a category out of its place", "categories.yaml", 'code: "01.01.03"', 'code: "01.77.03"', "代码应是“01.01.”"),
    Breakage("a question about nothing", "categories.yaml", 'for: ["01.01.10"]', 'for: ["01.77.10"]', "没有分类“01.77.10”"),
    Breakage("a question given twice", "categories.yaml", "code: light_fault", "code: pole", "已经用过", "type: string\n  - code: pole"),
    Breakage("a list without values", "categories.yaml", "type: string", "type: singlevaluelist", "清单要有 values"),
    Breakage("an unknown type of answer", "categories.yaml", "type: number", "type: amount", "不在可选范围"),
    Breakage("an Open311 service of nothing", "open311.yaml", '["11.01"]', '["11.77"]', "没有分类“11.77”"),
    Breakage("an Open311 kind that is none", "open311.yaml", '"04.02": complaint', '"04.02": moan', "没有诉求种类“moan”"),
    Breakage("an unknown Open311 setting", "open311.yaml", "type: test", "sort: test", "不认识“sort”"),
    Breakage("a category in one language", "categories.yaml", "{zh: 园林绿化, en: Greening}", "{zh: 园林绿化}", "缺少“en”"),
    Breakage("a board with an unknown kind", "boards.yaml", "kinds: [praise]", "kinds: [prayse]", "没有诉求种类“prayse”"),
    Breakage("a board with an unknown category", "boards.yaml", 'default_category: "02.01.01"', 'default_category: "99.01.01"', "没有分类"),
    Breakage("a limit of nothing", "limits.yaml", "resident_limit: {amount: 1, unit: working_day}", "resident_limit: {amount: 0, unit: working_day}", "不能小于 1"),
    Breakage("an unknown unit", "limits.yaml", "resident_limit: {amount: 1, unit: working_day}", "resident_limit: {amount: 1, unit: moon}", "不在可选范围"),
    Breakage("a kind without limits", "limits.yaml", "- kind: praise\n    urgency: normal", "- kind: praise\n    urgency: urgent", "缺少“praise”", "  - kind: inquiry"),
    Breakage("a report that could be public", "publicity.yaml", "report:  # 举报\n    web: never", "report:  # 举报\n    web: sender_choice", "举报在任何渠道都不公开", "web: sender_choice"),
    Breakage("a hole in the publicity table", "publicity.yaml", "praise:  # 表扬\n    web: staff_decide\n", "praise:  # 表扬\n", "缺少“web”", "praise:  # 表扬\n    phone_page"),
    Breakage("a refusal without the lawful route", "refusal_routes.yaml", "    route: {zh: 请向有管辖权", "    rout: {zh: 请向有管辖权", "不认识“rout”", "    rout:"),
    Breakage("a template of nobody", "reply_templates.yaml", "department: huanwei", "department: huanbao", "没有部门“huanbao”"),
    Breakage("a marked word of an unknown norm", "content_norms.yaml", "{word: 刷单, action: warn, norm: advert}", "{word: 刷单, action: warn, norm: ads}", "没有规范“ads”"),
    Breakage("an answer of nobody", "knowledge.yaml", "department: gongjijin", "department: gongjiji", "没有部门“gongjiji”"),
    Breakage("an answer that ends before it begins", "knowledge.yaml", "valid_until: 2027-12-31", "valid_until: 2025-12-31", "早于"),
    Breakage("a fact of an unknown kind", "facts.yaml", "kind: date\n    about: person", "kind: day\n    about: person", "不在可选范围", "kind: day"),
    Breakage("a fact that nobody can be asked", "facts.yaml", "question: {zh: 卖酒吗？, en: \"Will you sell alcohol?\"}", "hint: {zh: 卖, en: sell}", "必须有 question", "hint: {zh: 卖, en: sell}"),
    Breakage("a fact named by a word of the language", "facts.yaml", "name: alcohol,", "name: not,", "不能作事实的名字"),
    Breakage("a derived fact of an unknown one", "facts.yaml", 'formula: "age >= 18"', 'formula: "years >= 18"', "没有“years”这个事实"),
    Breakage("derived facts in a circle", "facts.yaml", 'formula: "age >= 60"', 'formula: "NOT senior"', "绕成了圈"),
    Breakage("a choice without options", "facts.yaml", "kind: boolean, about: matter, words: {zh: 卖酒", "kind: choice, about: matter, words: {zh: 卖酒", "必须有 options"),
    Breakage("an option in use that is gone", "facts.yaml", "code: widowed", "code: bereaved", "已在使用", "{code: single"),
    Breakage("a fact seen by nobody known", "facts.yaml", "seen_by: [self, handler]", "seen_by: [self, mayor]", "不在可选范围"),
    Breakage("a held fact of nobody", "held_facts.yaml", "resident: linruoxi", "resident: linruxi", "没有居民“linruxi”"),
    Breakage("a held fact that no option names", "held_facts.yaml", "sex: female", "sex: woman", "没有这个值"),
    Breakage("a held fact that is not declared", "held_facts.yaml", "veteran: true", "veteren: true", "没有这项可以保存的事实"),
    Breakage("a notice for nowhere", "notices.yaml", 'areas: ["990102001000"', 'areas: ["990102999000"', "没有区划"),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the sample city to break; what was remembered of it is forgotten afterwards."""
    copy = tmp_path / "city"
    shutil.copytree(CITY, copy, ignore=shutil.ignore_patterns("demo", "presets"))
    yield copy
    forget_all()


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.name)
def test_a_broken_city_is_refused_with_file_line_and_reason(folder: Path, breakage: Breakage) -> None:
    line = break_it(folder, breakage)
    with pytest.raises(Refusal) as refused:
        load(folder)
    problems = refused.value.problems if isinstance(refused.value, BrokenCity) else [refused.value]
    first = problems[0]
    assert first.words.zh.startswith(f"{breakage.file}:{line}"), first.words.zh
    assert breakage.said in first.words.zh
    assert first.words.en.startswith(f"{breakage.file}:{line}") and not any("\u4e00" <= letter <= "\u9fff" for letter in stripped(first.words.en))


def test_every_fault_of_a_file_is_told_at_once(folder: Path) -> None:
    change(folder / "departments.yaml", lambda text: text.replace("kind: unit", "kind: unti").replace("resident: true", "resident: perhaps"))
    with pytest.raises(BrokenCity) as refused:
        load(folder)
    lines = [problem.words.zh.split(" ")[0] for problem in refused.value.problems]
    assert len(lines) == len(set(lines)) == Department.objects.filter(resident=True).count()


def test_nothing_of_a_broken_city_is_kept(folder: Path) -> None:
    change(folder / "departments.yaml", lambda text: text.replace("en: City Management Bureau", "en: Bureau of Everything"))
    change(folder / "boards.yaml", lambda text: text.replace("kinds: [praise]", "kinds: [prayse]"))
    with pytest.raises(BrokenCity):
        load(folder)
    assert Department.objects.get(pk="chengguan").name_en == "City Management Bureau"
    assert Category.objects.filter(ended_at__isnull=False).count() == 0


@pytest.mark.parametrize("missing", ["city.yaml", "calendar.yaml", "territory.yaml", "departments.yaml", "categories.yaml", "limits.yaml", "publicity.yaml"])
def test_a_missing_file_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(Refusal) as refused:
        load(folder)
    assert missing in refused.value.words.zh


def break_it(folder: Path, breakage: Breakage) -> int:
    """Break a file; return the line that the refusal must name."""
    path = folder / breakage.file
    text = path.read_text(encoding="utf-8")
    assert breakage.old in text, f"{breakage.file} no longer says {breakage.old}"
    broken = text.replace(breakage.old, breakage.new, 1)
    path.write_text(broken, encoding="utf-8")
    before, found, _ = broken.partition(breakage.mark or breakage.new)
    assert found
    return (before + found).count("\n") + 1


def stripped(text: str) -> str:
    """A sentence without what it quotes from the file."""
    return "".join(part for number, part in enumerate(text.replace("”", "“").split("“")) if number % 2 == 0)


def change(path: Path, how: Callable[[str], str]) -> None:
    path.write_text(how(path.read_text(encoding="utf-8")), encoding="utf-8")
