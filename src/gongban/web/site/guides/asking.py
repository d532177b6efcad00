"""Guided questions: one question at a time, the answers in the address, the list growing exact beneath."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from gongban.design.catalogue.public import Guide, Settled, ask
from gongban.foundation.facts.public import Declaration, declarations
from gongban.kernel.conditions import Given, Kind, Truth, Value
from gongban.web.site.guides.wording import sheet_of

SKIPPED = "?"  # 说不清，先跳过 · cannot say: asked no more


@dataclass(frozen=True)
class Replied:
    """One answer as it stands in the address, in words, with the address that asks it again."""

    declaration: Declaration
    words: str
    again: str


def question_facts(found: Guide, query: QueryDict, held: Given) -> dict[str, Any]:
    """What the page of questions shows: the next question about an item and its list so far; `held` is known without asking."""
    given, skipped, bad = _read(query)
    asked = ask(found.elements, {**held, **given}, skipped)
    question = declarations()[bad] if bad else asked.question
    return {
        "guide": found, "question": question, "bad": bad, "kept": _kept(query, question), "replied": list(_replied(query, given, skipped)),
        "held": [declarations()[each] for each in held if each in declarations() and _names(found, each)], "options": _options(question), **_lists(found, asked.materials),
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


# ---- answers in the address

def _read(query: QueryDict) -> tuple[dict[str, Value], set[str], str]:
    """Answers by fact, those skipped, and the name of the first that cannot be read."""
    given, skipped, bad = dict[str, Value](), set[str](), ""
    for name, declaration in declarations().items():
        text = query.get(name, "")
        if text == SKIPPED:
            skipped.add(name)
        elif text:
            value = _value(declaration, text)
            if value is None:
                bad = bad or name
            else:
                given[name] = value
    return given, skipped, bad


def _value(declaration: Declaration, text: str) -> Value | None:
    """What was typed as the fact's kind; None where it is none. Money is typed in yuan and kept in fen."""
    fact, plain = declaration.fact, unicodedata.normalize("NFKC", text).strip()[:60].replace(",", "")
    try:
        match fact.kind:
            case Kind.BOOLEAN:
                return {"yes": True, "no": False}.get(plain)
            case Kind.CHOICE:
                return plain if plain in {each.code for each in fact.options} else None
            case Kind.DATE:
                return date.fromisoformat(plain)
            case Kind.TEXT:
                return plain or None
            case Kind.MONEY:
                number = int(Decimal(plain).quantize(Decimal("0.01")) * 100)
            case _:
                number = int(plain)
        return number if fact.least <= number <= fact.most else None
    except (ValueError, InvalidOperation, OverflowError):
        return None


def _kept(query: QueryDict, question: Declaration | None) -> list[tuple[str, str]]:
    """The answers that go with the form of the next question."""
    goes = {*declarations(), "district"} - ({question.name} if question else set())
    return [(name, str(query[name])) for name in query if name in goes and query[name]]


def _replied(query: QueryDict, given: dict[str, Value], skipped: set[str]) -> Iterator[Replied]:
    for name in query:
        declaration = declarations().get(name)
        if declaration and (name in given or name in skipped):
            others = {each: query[each] for each in query if each != name and query[each]}
            words = _("说不清") if name in skipped else _said(declaration, given[name])
            yield Replied(declaration, words, f"?{urlencode(others)}")


def _said(declaration: Declaration, value: Value) -> str:
    fact = declaration.fact
    match fact.kind:
        case Kind.BOOLEAN:
            return _("是") if value else _("否")
        case Kind.CHOICE:
            return str(next(each.words for each in fact.options if each.code == value))
        case Kind.MONEY:
            return _("%(n)s 元") % {"n": f"{int(value) / 100:,.2f}".removesuffix(".00")}  # type: ignore[arg-type]
        case _:
            return f"{value} {fact.unit}" if fact.unit else str(value)


def _options(question: Declaration | None) -> list[tuple[str, Any]]:
    if question is None or question.fact.kind not in (Kind.BOOLEAN, Kind.CHOICE):
        return []
    return [("yes", _("是")), ("no", _("否"))] if question.fact.kind is Kind.BOOLEAN else [(each.code, each.words) for each in question.fact.options]
