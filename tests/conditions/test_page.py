"""The page about the language says what the code says: each example is read with the sample city's facts and told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongban.foundation.facts.public import declared

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "conditions.md"
ROW = re.compile(r"^\| `(.+?)` \| (.+?) \| (.+?) \|$", re.M)
EXAMPLES = ROW.findall(PAGE.read_text(encoding="utf-8"))


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "zh", "en"), EXAMPLES)
def test_an_example_reads_as_the_page_says(text: str, zh: str, en: str) -> None:
    asked = declared().condition(text).explain({}).asked
    assert (asked.zh, asked.en) == (zh, en)


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 14
