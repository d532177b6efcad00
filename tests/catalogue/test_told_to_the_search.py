"""What is published is found in everyday words, with the reason; what ends is found no more."""

from __future__ import annotations

import pytest

from gongban.foundation.search.public import Wish, look_for
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("said", "name"), [
    ("房产证", "不动产"), ("fcz", "不动产"), ("出生证", "出生医学证明签发"), ("开饭店", "食品经营许可"), ("退休", "退休"), ("残疾证", "残疾人证"),
])  # fmt: skip
def test_people_find_an_item_as_they_say_it_and_are_told_why(cast: Cast, said: str, name: str) -> None:
    found = [each for each in look_for(Wish(said, kind="item")).finds[:3] if name in each.spine.name.zh]
    assert found, said
    assert found[0].why and found[0].spine.url.startswith("/services/")


def test_an_item_leads_to_its_guide(cast: Cast) -> None:
    from django.test import Client

    found = next(each for each in look_for(Wish("出生证")).finds if each.spine.kind == "item")
    assert "出生医学证明" in Client().get(found.spine.url).content.decode()
