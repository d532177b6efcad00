"""Search that also looks at meaning: only where it is wanted, only adding to what words find, and always saying why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from django.test import override_settings

from gongban.cli.checks import inside
from gongban.cli.checks.finding import Deployment
from gongban.foundation.search import meaning as meanings
from gongban.foundation.search.meaning import learn_meanings
from gongban.foundation.search.models import KeptCard
from gongban.foundation.search.public import Card, Wish, look_for, registers_kind, tell
from gongban.kernel.ranking import Lexicon, Shelf, Told, meaning_of_question, meanings_of, reasons
from gongban.kernel.ranking.meaning import ALONE, lifted
from gongban.kernel.words import Words
from tests.cast import Cast

NAMES = ("婚姻登记", "机动车驾驶证补领", "城乡居民基本养老保险待遇申领", "饮用水卫生许可", "犬只免疫登记")
registers_kind("thing", Words("物", "Thing"))


def cards() -> list[Card]:
    return [Card("thing", UUID(int=n + 1), Words(name, ""), f"/things/{n}/") for n, name in enumerate(NAMES)]


def shelf() -> Shelf:
    told = [Told.of(card) for card in cards()]
    return Shelf([replace(each, meaning=vector) for each, vector in zip(told, meanings_of(NAMES), strict=True)], Lexicon())


@pytest.mark.parametrize(("said", "meant"), [("驾照丢了怎么办", "机动车驾驶证补领"), ("给小狗打疫苗", "犬只免疫登记"), ("老人每月领的钱", "城乡居民基本养老保险待遇申领")])
def test_what_shares_no_telling_word_is_found_by_its_meaning(said: str, meant: str) -> None:
    here = shelf()
    best, _score = here.rank(here.question(said), meaning=meaning_of_question(said))[0]
    assert here.spines[best].name.zh == meant


def test_without_the_meaning_of_the_question_words_alone_decide() -> None:
    here, plain = shelf(), Shelf([Told.of(card) for card in cards()], Lexicon())
    for text in ("驾驶证", "我们要结为夫妻", "许可"):
        assert here.rank(here.question(text)) == plain.rank(plain.question(text))
        assert plain.rank(plain.question(text), meaning=np.ones(384, np.float32)) == plain.rank(plain.question(text)), "nobody has a meaning here"


@pytest.mark.parametrize(("by_words", "likeness", "found"), [
    ([], [0.9, 0.5, 0.89], [0, 2]),  # no word fits: only what is very near
    ([], [0.6, 0.5, 0.7], []),
    ([(1, 8.0)], [0.9, 0.8, 0.7], [1, 0]),  # words stay ahead of what only means the same
    ([(2, 8.0), (1, 7.9)], [0.7, 0.9, 0.8], [1, 2]),  # of two that fit alike the nearer one comes first
    ([(0, 3.0)], [0.0, 0.0, 0.0], [0]),  # nothing is known of any meaning
])  # fmt: skip
def test_meaning_adds_to_words_and_stands_alone_only_where_it_is_very_near(by_words: list[tuple[int, float]], likeness: list[float], found: list[int]) -> None:
    assert ALONE < 0.89
    assert [place for place, _score in lifted(by_words, np.array(likeness, np.float32))] == found


def test_what_may_not_be_chosen_is_not_found_by_meaning_either() -> None:
    here = shelf()
    among = np.array([1, 0, 1, 1, 1], np.float32)
    found = here.rank(here.question("驾照丢了怎么办"), among=among, meaning=meaning_of_question("驾照丢了怎么办"))
    assert 1 not in [place for place, _score in found]


def test_the_reason_says_that_it_was_the_meaning() -> None:
    here = shelf()
    assert [each.zh for each in reasons(here.question("娶媳妇"), [], by_meaning=True)] == ["意思相近"]


@override_settings(SEMANTIC=True)
def test_a_job_works_out_what_cards_mean_and_search_uses_it(cast: Cast) -> None:
    tell(cards())
    while learn_meanings():
        pass
    assert not KeptCard.objects.filter(withdrawn=False, meaning__isnull=True).exists()
    found = look_for(Wish("给小狗打疫苗", kind="thing")).finds
    assert found[0].spine.name.zh == "犬只免疫登记"


@override_settings(SEMANTIC=True)
def test_a_card_that_is_told_anew_keeps_its_meaning_while_its_name_stays(cast: Cast) -> None:
    tell(cards())
    while learn_meanings():
        pass
    same, other = cards()[:2]
    tell([same, replace(other, name=Words("机动车驾驶证换发", ""))])
    held = dict(KeptCard.objects.filter(kind="thing", key__in=[same.key, other.key]).values_list("key", "meaning"))
    assert held[same.key] is not None and held[other.key] is None


def test_where_it_is_switched_off_nothing_is_worked_out(cast: Cast) -> None:
    tell(cards())
    assert learn_meanings() == 0 and KeptCard.objects.filter(meaning__isnull=False).count() == 0


@override_settings(SEMANTIC=True)
def test_the_check_names_a_setting_without_the_package(cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    seen = Deployment(tmp_path, "https://city.example")
    assert [one.code for one in inside.meaning_installed(seen)] == []
    monkeypatch.setattr("gongban.kernel.ranking.meaning.find_spec", lambda name: None)
    assert [one.code for one in inside.meaning_installed(seen)] == ["search.meaning"]
    assert meanings.meaning_asked_for("护照") is None, "search goes on with words"
