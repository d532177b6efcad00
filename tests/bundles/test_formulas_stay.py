"""A bundle keeps its meaning too: the formula of a fact on which a published bundle hangs does not change."""

from __future__ import annotations

from collections.abc import Callable

from gongban.design.bundles import using
from gongban.foundation.facts.using import hanging_on
from tests.bundles.conftest import SHOP


def test_a_fact_in_a_condition_of_a_published_bundle_is_in_use(published: Callable[..., None]) -> None:
    assert using.used({"recent_graduate"}) == {}
    parts = [*SHOP["parts"][:2], {**SHOP["parts"][2], "condition": "recent_graduate"}]
    published(parts=parts)
    assert [words.zh for words in using.used({"recent_graduate", "senior"}).values()] == ["“开小店一件事”"]


def test_a_former_version_counts_for_matters_keep_theirs(published: Callable[..., None]) -> None:
    published(requirements=[{"text": {"zh": "毕业五年内", "en": "graduated within five years"}, "condition": "recent_graduate"}])
    published()
    assert set(using.used(hanging_on("recent_graduate", {}))) == {"recent_graduate"}
