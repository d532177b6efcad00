"""People say it in their own words; the guide that they mean is found, and says why."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from uuid import UUID

import pytest

from gongban.kernel.city import CityFolder
from gongban.kernel.errors import Refusal
from gongban.kernel.ranking import Card, Lexicon, Shelf, Told, everyday_words, reasons
from gongban.kernel.words import Words

NAMES = (
    "不动产转移登记", "不动产抵押登记", "结婚登记", "补领结婚证", "离婚登记", "普通护照换发", "普通护照首次申领", "普通护照办证进度查询", "机动车驾驶证初次申领",
    "机动车驾驶证换发", "食品经营许可证核发", "食品经营许可证注销", "企业职工基本养老保险待遇申领", "城乡居民医疗保险参保登记", "残疾人证新办", "外国人居留证件签发",
    "有限责任公司设立登记", "个体工商户设立登记", "公共场所卫生许可", "最低生活保障审核确认",
)  # fmt: skip


@cache
def shelf() -> Shelf:
    lexicon = Lexicon.of(each.saying for each in everyday_words(CityFolder(Path("cities/jiangcheng"))))
    return Shelf([Told.of(Card("item", UUID(int=number), Words(name, ""), f"/items/{number}/")) for number, name in enumerate(NAMES)], lexicon)


def found(text: str) -> list[str]:
    return [shelf().spines[at].name.zh for at, _ in shelf().rank(shelf().question(text), limit=3)]


def why(text: str) -> list[str]:
    question = shelf().question(text)
    at, _ = shelf().rank(question, limit=1)[0]
    return [each.zh for each in reasons(question, shelf().ways_in(question, at))]


@pytest.mark.parametrize(("said", "meant"), [
    ("二手房过户", "不动产转移登记"),
    ("我要把房本过户给儿子", "不动产转移登记"),
    ("拿房子去银行抵押", "不动产抵押登记"),
    ("和对象去领证", "结婚登记"),
    ("结婚证弄丢了", "补领结婚证"),
    ("护照过期了", "普通护照换发"),
    ("护照办到哪一步了", "普通护照办证进度查询"),
    ("想学开车考个驾照", "机动车驾驶证初次申领"),
    ("开个小饭馆要办什么证", "食品经营许可证核发"),
    ("饭店不开了要注销", "食品经营许可证注销"),
    ("退休金怎么领", "企业职工基本养老保险待遇申领"),
    ("老外的居留证", "外国人居留证件签发"),
    ("注册公司", "有限责任公司设立登记"),
    ("吃低保", "最低生活保障审核确认"),
])  # fmt: skip
def test_everyday_words_find_what_the_guide_calls_otherwise(said: str, meant: str) -> None:
    assert found(said)[0] == meant


@pytest.mark.parametrize(("typed", "meant"), [
    ("结昏证", "结婚"),
    ("护召", "护照"),
    ("fangchanzheng", "不动产"),
    ("fcz", "不动产"),
    ("bdc", "不动产"),
    ("hu zhao", "护照"),
    ("jiehundengji", "结婚登记"),
    ("ｆｃｚ", "不动产"),
])  # fmt: skip
def test_same_sound_full_pinyin_and_initials_are_understood(typed: str, meant: str) -> None:
    assert meant in found(typed)[0]


def test_each_result_says_why_it_was_found() -> None:
    assert "不动产" in found("房产证")[0] and "“房产证”是“不动产”的日常说法" in why("房产证")
    assert "“结昏登记”按“结婚登记”查找（读音相同）" in why("结昏登记") and "含有您说的“结婚”" not in why("结昏登记")
    assert any(reason.startswith("拼音“fcz”读作") for reason in why("fcz"))
    assert why("普通护照")[0] == "含有您说的“护照”“普通”"


def test_what_nobody_asked_for_comes_after_the_thing_itself() -> None:
    assert found("护照")[-1] == "普通护照办证进度查询"
    assert found("食品经营许可证")[:2] == ["食品经营许可证核发", "食品经营许可证注销"]


@pytest.mark.parametrize("nothing", ["", "   ", "。。。", "𠀀", "的了吗", "vvvuuu", "' OR 1=1 --", "\x00"])
def test_nonsense_finds_nothing_and_breaks_nothing(nothing: str) -> None:
    assert found(nothing) == []


def test_a_very_long_question_is_read_at_its_beginning() -> None:
    assert found("护照过期了" + "啊" * 10_000)[0] == "普通护照换发"


def test_a_broken_file_of_words_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "city.yaml").write_text("name: x\n", encoding="utf-8")
    (tmp_path / "everyday_words.yaml").write_text("source: x\nwords:\n  - field: 一\n    words:\n      房产证: ''\n", encoding="utf-8")
    with pytest.raises(Refusal, match=r"everyday_words.yaml:5"):
        everyday_words(CityFolder(tmp_path))


def test_the_city_keeps_more_than_a_thousand_everyday_words_with_their_source() -> None:
    words = everyday_words(CityFolder(Path("cities/jiangcheng")))
    assert len(words) > 1_000
    assert all(each.source and each.owner for each in words)
