"""Bundles for tests: small contents over items of the sample city, asked with a few facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gongban.design.bundles.public import (
    BundleDrafting,
    Contents,
    Joined,
    ask_bundle,
    bundle,
    draft_bundle,
    publish_bundle,
    submit_bundle,
)
from gongban.kernel.errors import NotFound
from tests.cast import Cast, at

NOW = at("2027-01-04 10:00")
SHOP: dict[str, Any] = {
    "name": {"zh": "开小店一件事", "en": "Opening a small shop"}, "audience": "company", "phase": "start",
    "parts": [
        {"code": "check", "item": "business-licence-check"},
        {"code": "food", "item": "food-permit", "condition": "serves_meals", "waits_for": ["check"]},
        {"code": "sign", "item": "signboard", "optional": True, "waits_for": ["check"]},
    ],
}  # fmt: skip


def contents(**changes: Any) -> Contents:
    """The small shop, some of it changed."""
    return Contents.read(SHOP | changes)


def drafting(slug: str = "small-shop", **changes: Any) -> BundleDrafting:
    """The small shop as an editor gives it."""
    return BundleDrafting.model_validate({"slug": slug, "department": "shichang", "contents": contents(**changes)})


@pytest.fixture
def published(cast: Cast) -> Callable[..., None]:
    """Write a bundle, submit it, let another person publish it."""

    def run(slug: str = "small-shop", **changes: Any) -> None:
        draft_bundle(drafting(slug, **changes), by=cast.editor, at=cast.later())
        submit_bundle(slug, by=cast.editor, at=cast.later())
        publish_bundle(slug, by=cast.publisher, at=cast.later())

    return run


def answered(slug: str, answers: dict[str, Any], limit: int = 60) -> tuple[list[str], Joined]:
    """Ask a bundle until nothing is left to ask: what was asked, and the list. `answers` by name of the fact; wishes are no by default."""
    found, known, asked = bundle(slug, at=NOW), {"today": NOW.date()}, list[str]()
    for _ in range(limit):
        joined = ask_bundle(found, known, at=NOW)
        if joined.wishes:
            known |= {name: answers.get(name, False) for name in joined.wishes}
        elif joined.question:
            asked.append(joined.question)
            known[joined.question] = answers[joined.question]
        else:
            return asked, joined
    raise NotFound("no end of questions")
