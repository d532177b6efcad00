"""The city's own catalogue: loaded whole, in both languages; faults by file, line and reason; what people changed is left alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongban.cli.city import load
from gongban.design.catalogue.models import Edition, Item
from gongban.design.catalogue.public import (
    Drafting,
    Publishing,
    Submission,
    Wanted,
    change_item,
    compare,
    gaps,
    guide,
    items_of,
    list_items,
    publish,
    submit_draft,
    versions_of,
)
from gongban.kernel.city import BrokenCity
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words
from tests.cast import Cast
from tests.standing import CITY, forget_all

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)
LINJIANG = "990102000000"


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "city"
    shutil.copytree(CITY, copy, ignore=shutil.ignore_patterns("demo", "presets"))
    yield copy
    forget_all()


# ---- 样板城市 · the sample city


def test_the_sample_city_offers_about_forty_items_that_are_whole(db: None) -> None:
    lines = list_items(at=NOW, size=100).rows
    assert 40 <= len(lines) <= 60
    lacking = {line.slug: missing for line in lines if (missing := [each.place for each in gaps(guide(line.code, at=NOW).elements) if each.place != "bases"])}
    assert lacking == {}


def test_every_text_of_the_sample_city_s_items_has_its_english(db: None) -> None:
    chinese = []
    for item in items_of(Wanted(), at=NOW):
        chinese += [f"{item.slug}: {text}" for text in _english(item.elements.model_dump()) if CHINESE.search(text)]
    assert chinese == []


def _english(value: object) -> Iterator[str]:
    if isinstance(value, Words):
        yield value.en
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from () if name in ("also", "themes", "article") else _english(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _english(each)


def test_the_food_licence_shows_what_its_new_version_reduced(db: None) -> None:
    measures = {each.code: each for each in compare("food-permit", at=NOW).difference.measures}
    assert [(measures[code].before, measures[code].after) for code in ("steps", "days", "visits")] == [(5, 3), (10, 3), (2, 0)]
    assert (measures["materials"].less or 0) > 0
    assert [each.number for each in versions_of("food-permit", at=NOW)] == [2, 1]


def test_a_short_name_means_the_district_s_own_item_where_it_has_one(db: None) -> None:
    assert [guide("food-permit", at=NOW, district=each).owner.code for each in (LINJIANG, "990104000000", "")] == ["qu-linjiang", "shichang", "shichang"]
    codes = [line.owner.code for line in list_items(Wanted(base="990100020001", district=LINJIANG), at=NOW).rows]
    assert codes == ["qu-linjiang"]


def test_an_item_lists_by_theme_object_department_and_form(db: None) -> None:
    assert {line.slug for line in list_items(Wanted(theme="生育"), at=NOW).rows} >= {"birth-certificate", "birth-household"}
    assert all("2" in line.objects for line in list_items(Wanted(object="2", department="shichang", form="2"), at=NOW).rows)


def test_pages_follow_each_other_without_a_gap(db: None) -> None:
    seen: list[str] = []
    after = ""
    while True:
        page = list_items(at=NOW, after=after, size=7)
        seen += [line.code for line in page.rows]
        if not (after := page.next):
            break
    assert seen == sorted(set(seen)) and len(seen) == len(list_items(at=NOW, size=100).rows)


# ---- 再装入 · loading again


def test_loaded_again_nothing_changes(folder: Path) -> None:
    before = Edition.objects.count()
    tally = load(folder).tallies["catalogue"]
    assert (tally.added, tally.changed, tally.ended) == (0, 0, 0) and Edition.objects.count() == before


def test_a_changed_file_is_a_new_version_and_a_file_that_is_gone_ends_its_item(folder: Path) -> None:
    file = folder / "catalogue" / "marriage.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("booking: true", "booking: false"), encoding="utf-8")
    (folder / "catalogue" / "signboard.yaml").unlink()
    tally = load(folder).tallies["catalogue"]
    assert (tally.changed, tally.ended) == (1, 1) and guide("marriage", at=NOW).number == 2
    with pytest.raises(NotFound):
        guide("signboard", at=NOW)


def test_what_people_published_is_not_overwritten_by_the_folder(folder: Path, cast: Cast) -> None:
    found = guide("marriage", at=cast.now.replace(year=2027))
    changed = found.elements.model_copy(update={"visits": 0})
    change_item(Drafting(code=found.code, department="minzheng", elements=changed), by=cast.editor, at=cast.now)
    submit_draft(Submission(note="改"), by=cast.editor, at=cast.now)
    publish(Publishing(), by=cast.publisher, at=cast.now)
    report = load(folder)
    assert guide("marriage", at=NOW).elements.visits == 0 and any(found.code in remark.zh for remark in report.remarks)


# ---- 写错了 · what is wrong

BROKEN: dict[str, tuple[str, str, str]] = {  # what is wrong: (written, instead, what the refusal says)
    "an unknown type": ('type: "07"', 'type: "77"', "代码表"),
    "a material without a name": ('{code: identity, name: {zh: 双方身份证, en: Both identity cards}, originals: 2}', "{code: identity}", "name"),
    "an unknown element": ("visits: 1", "visitors: 1", "visitors"),
    "a base code of eleven digits": ('base: "990700080001"', 'base: "99070008000"', "12 位"),
    "an unknown department": ("department: minzheng", "department: mofabu", "mofabu"),
    "a situation that there is not": ("need: optional}", "need: optional, situations: [moon]}", "moon"),
    "a promise longer than the law": ("promised_limit: {amount: 0}", "promised_limit: {amount: 9}", "法定"),
    "an unknown name at the top": ("slug: marriage", "slug: marriage\ncolour: red", "colour"),
}


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_broken_item_is_refused_with_file_line_and_reason(folder: Path, wrong: str) -> None:
    written, instead, said = BROKEN[wrong]
    file = folder / "catalogue" / "marriage.yaml"
    text = file.read_text(encoding="utf-8")
    assert written in text
    file.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(BrokenCity) as told:
        load(folder)
    sentence = told.value.problems[0].words.zh
    assert said in sentence and re.match(r"catalogue/marriage\.yaml:\d+ ", sentence), sentence


def test_two_files_of_one_item_are_refused(folder: Path) -> None:
    shutil.copy(folder / "catalogue" / "marriage.yaml", folder / "catalogue" / "wedding.yaml")
    with pytest.raises(BrokenCity) as told:
        load(folder)
    assert any("marriage" in problem.words.zh for problem in told.value.problems)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    for name in ("marriage", "signboard"):
        file = folder / "catalogue" / f"{name}.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("visits:", "visitors:"), encoding="utf-8")
    with pytest.raises(BrokenCity) as told:
        load(folder)
    assert len(told.value.problems) == 2
    assert Item.objects.filter(slug="marriage", current__isnull=False).exists()


