"""What is learned from closed cases is used only where it beats the city's own words, and always says by which words."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from gongban.delivery.cases.learning import forget_learned
from gongban.delivery.cases.public import PastCase, bring_in, learn_from_closed, models_in_use, suggest
from gongban.foundation.territory.public import city, forget
from gongban.kernel.actors import SYSTEM
from gongban.kernel.features import features_of
from gongban.kernel.fitting import learn
from gongban.kernel.learned import Model
from tests.cast import MONDAY

MESSAGES = Path(__file__).parents[3] / "shared" / "data" / "messages"
# 本市自己的说法，分类表里没有 · how people speak here, which no table of the city knows
SPOKEN = {"huanwei": "麻石巷的堆堆又冒尖了", "ludeng": "萤火杆子瞎了眼", "gongjiao": "绿皮长龙总是放鸽子"}
KNOWN = {"huanwei": "垃圾桶满了没人清运", "ludeng": "路灯不亮灯杆歪了", "gongjiao": "公交车甩站等车太久"}


@pytest.fixture
def young_city(db: None) -> Iterator[None]:
    row = city()
    row.settings["learning"] = {"minimum_cases": 300, "training_days": 365, "validation_days": 30}
    row.save()
    forget(), forget_learned()
    yield
    forget(), forget_learned()


def closed_cases(texts: dict[str, str], number: int = 360) -> None:
    codes = sorted(texts)
    bring_in([_past(index, codes[index % 3], texts) for index in range(number)], by=SYSTEM)


def _past(index: int, code: str, texts: dict[str, str]) -> PastCase:
    opened = MONDAY - timedelta(hours=6 * index + 1)
    return PastCase(
        source_key=str(index), channel="hotline", kind="help", state="filed", opened_at=opened, closed_at=opened + timedelta(minutes=30),
        text=f"{texts[code]}，第{index}次来反映。", department=code,
    )  # fmt: skip


def test_too_few_closed_cases_teach_nothing(young_city) -> None:  # type: ignore[no-untyped-def]
    closed_cases(SPOKEN, 30)
    assert learn_from_closed(MONDAY) is None
    assert suggest("路灯不亮").method == "dictionary"


def test_what_beats_the_words_of_the_city_is_used_with_its_reasons(young_city) -> None:  # type: ignore[no-untyped-def]
    closed_cases(SPOKEN)
    row = learn_from_closed(MONDAY)
    assert row and row.used and row.right_learned > 9_000 > row.right_dictionary
    found = suggest("巷口的萤火杆子又瞎了眼")
    assert (found.method, found.departments[0].code) == ("learned", "ludeng")
    assert set(found.departments[0].because) & {"萤火", "杆子", "瞎了", "火杆", "了眼"}
    assert "多归" in found.departments[0].reasons[0].zh


def test_what_does_not_beat_them_is_not_used_and_both_figures_are_kept(young_city) -> None:  # type: ignore[no-untyped-def]
    closed_cases(KNOWN)
    row = learn_from_closed(MONDAY)
    assert row and not row.used and not row.departments
    assert row.right_dictionary == row.right_learned == 10_000
    assert suggest("路灯不亮").method == "dictionary"
    assert models_in_use() is None


def test_what_no_case_ever_said_is_left_to_the_words_of_the_city(young_city) -> None:  # type: ignore[no-untyped-def]
    closed_cases(SPOKEN)
    learn_from_closed(MONDAY)
    assert suggest("gas leak?? 燃气").method == "dictionary"


def test_a_model_reads_as_it_was_written() -> None:
    texts = [features_of(text) for text in KNOWN.values() for _ in range(10)]
    model = learn(texts, [code for code in KNOWN for _ in range(10)])
    assert model
    again = Model.from_bytes(model.to_bytes())
    features = features_of("路灯不亮")
    assert again.guess(features) == model.guess(features)
    assert again.guess(features)[0].code == "ludeng"
    assert again.guess(features_of("从未见过的事")) == []


def test_a_model_of_an_older_kind_guesses_nothing_until_it_is_learned_anew() -> None:
    """Its features had no marks: after an upgrade the city's words decide until the next night."""
    plain = np.array([[0.0, 1.0], [0.0, 1.0]])
    old = Model(("ludeng", "huanwei"), {"路灯": 0, "不亮": 1}, np.ones(2), np.ones((2, 2), dtype=np.float16), np.zeros(2), plain)
    assert Model.from_bytes(old.to_bytes()).guess(features_of("路灯不亮")) == []


def test_pairs_of_letters_are_neither_knowledge_nor_a_reason() -> None:
    texts = [features_of(text) for text in ("broken street light", "overflowing litter bin") for _ in range(10)]
    model = learn(texts, ["lights"] * 10 + ["waste"] * 10)
    assert model
    assert set(model.guess(features_of("The street light is out"))[0].because) == {"street", "light"}
    assert model.guess(features_of("restless")) == []


def test_of_two_answers_each_can_be_guessed() -> None:
    texts = [features_of(text) for text in ("垃圾没人收", "路灯不亮") for _ in range(10)]
    model = learn(texts, ["huanwei"] * 10 + ["ludeng"] * 10)
    assert model
    assert [model.guess(features_of(text))[0].code for text in ("垃圾没人收", "路灯不亮")] == ["huanwei", "ludeng"]


def test_a_letter_and_the_same_letter_cut_into_words_say_the_same() -> None:
    """Others keep their letters cut, without the words that only join: what is learned from those serves for whole ones."""
    letter = features_of("我们小区的路灯已经坏了三个月，但是物业和街道都不管，请尽快维修。")
    cut_up = features_of("小区 路灯 坏 三个 物业 街道 不管 维修")
    assert len(letter.keys() & cut_up.keys()) > 0.9 * len(letter.keys() | cut_up.keys())


def test_how_a_letter_begins_weighs_more_than_what_it_says_later() -> None:
    """A title names the matter; the story after it mentions much else."""
    told = [("路灯不亮", "ludeng"), ("垃圾没人收", "huanwei")]
    texts = [f"{first}。等了很久，顺便说一下{then}这件事也请看看" for first, _ in told for then, _ in told for _ in range(5)]
    model = learn([features_of(text) for text in texts], [code for _, code in told for _ in range(10)])
    assert model
    assert model.guess(features_of("路灯不亮。前天晚上路过江边公园的时候看见的，另外垃圾没人收"))[0].code == "ludeng"


@pytest.mark.long
@pytest.mark.skipif(not MESSAGES.exists(), reason="the reference messages are not on this machine")
def test_real_messages_are_sorted_right_nine_times_in_ten() -> None:
    """7,846 messages in seven classes: learned from four fifths, tried on the rest; a text never stands on both sides."""
    with (MESSAGES / "labelled_tokens_train.csv").open(encoding="utf-8") as file:
        rows = sorted({(row["tokens"], row["label"]) for row in csv.DictReader(file)})
    random.Random(2026).shuffle(rows)
    cut = len(rows) * 4 // 5
    model = learn([features_of(text) for text, _ in rows[:cut]], [label for _, label in rows[:cut]])
    assert model
    right = [model.guess(features_of(text))[0].code == label for text, label in rows[cut:]]
    assert np.mean(right) > 0.91, np.mean(right)
