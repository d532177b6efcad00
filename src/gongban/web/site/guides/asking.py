"""Guided questions of an item: one question at a time, the list growing exact beneath."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from gongban.design.catalogue.public import Guide, Settled, ask
from gongban.foundation.facts.public import declarations
from gongban.kernel.conditions import Given, Truth
from gongban.web.site.guides.replying import options_of, replies_of
from gongban.web.site.guides.wording import sheet_of


def question_facts(found: Guide, query: QueryDict, held: Given, private: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the page of questions shows: the next question about an item and its list so far; `held` is known without asking.

    `private`: personal answers that the session keeps; None where all stand in the address, as in a preview with made-up answers.
    """
    replies = replies_of(query, declarations(), private)
    asked = ask(found.elements, {**held, **replies.given}, replies.skipped)
    question = declarations()[replies.bad] if replies.bad else asked.question
    return {
        "guide": found, "question": question, "bad": replies.bad, "kept": replies.kept(question), "replied": list(replies.shown()), "options": options_of(question),
        "posts": question is not None and question.personal and private is not None, "address": replies.address(question), "private": private,
        "held": [declarations()[each] for each in held if each in declarations() and _names(found, each)], **_lists(found, asked.materials),
        "unmet": [each for each in asked.requirements if each.truth is Truth.NO], "fees": [each for each in asked.fees if each.truth is Truth.YES and each.line],
    }  # fmt: skip


def _lists(found: Guide, materials: tuple[Settled, ...]) -> dict[str, Any]:
    """Sheets by what is settled: to bring, fetched, perhaps, not needed; the last two with their reasons."""
    shown = [(each, sheet_of(each.what, found.elements, bare=each.truth is Truth.YES)) for each in materials]  # type: ignore[arg-type]
    needed = [sheet for each, sheet in shown if each.truth is Truth.YES]
    return {
        "bring": [sheet for sheet in needed if not sheet.material.is_fetched], "fetched": [sheet for sheet in needed if sheet.material.is_fetched],
        "perhaps": [sheet for each, sheet in shown if each.truth is Truth.UNKNOWN],
        "not_needed": [(sheet, each.line.words if each.line and not each.line.parts else None) for each, sheet in shown if each.truth is Truth.NO],
    }  # fmt: skip


def _names(found: Guide, fact: str) -> bool:
    return any(fact in found.elements.condition_of(each) for each in found.elements.materials)
