"""What a case is called when its reporter gave it no title."""

from __future__ import annotations

import pytest

from gongban.delivery.cases.intake_rules import title_of
from gongban.delivery.cases.public import Report

TITLES = [
    ("路灯不亮。已经三天了。", "路灯不亮"),
    ("望江中路辅道的井盖松动，电动车压过去哐当响，晚上看不见。", "望江中路辅道的井盖松动"),
    ("师傅，学府路与百花路口有一个大坑，电动车摔了两辆，请尽快补。", "师傅，学府路与百花路口有一个大坑"),
    ("井盖响，睡不着", "井盖响，睡不着"),
    ("The street lamp near our school has been dark since Monday, please help.", "The street lamp near our school has been dark since Monday, please help"),
    ("Pothole at 12 Elm St. Two cars hit it.", "Pothole at 12 Elm St"),
    ("The sidewalk between the library and the bakery is broken in several places and my mother fell", "The sidewalk between the library and the bakery is broken in several…"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_is_the_first_sentence_or_as_many_of_its_clauses_as_say_enough(text: str, title: str) -> None:
    assert title_of(Report(kind="help", text=text)) == title


def test_a_title_that_was_given_stays() -> None:
    assert title_of(Report(kind="help", text="路灯不亮。", title="三盏路灯")) == "三盏路灯"
