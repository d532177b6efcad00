"""Answers to guided questions as they come with a request: in the address, but what is personal in the session, sealed."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from gongban.foundation.facts.public import Declaration
from gongban.kernel.conditions import Kind, Value

SKIPPED = "?"  # 说不清，先跳过 · cannot say: asked no more
BAD = "unread"  # 刚才填的没看懂 · names the question whose answer could not be read


@dataclass(frozen=True)
class Replied:
    """One answer, in words; `again` is the address that asks it again, `drop` the name of one that the session keeps."""

    declaration: Declaration
    words: str
    again: str
    drop: str = ""


@dataclass(frozen=True)
class Replies:
    """What was answered: values by fact, facts that were skipped, the first answer that could not be read ("" for none)."""

    given: dict[str, Value]
    skipped: set[str]
    bad: str
    query: QueryDict
    declared: Mapping[str, Declaration]
    private: Mapping[str, str] | None
    also: tuple[str, ...]

    def kept(self, question: Declaration | None) -> list[tuple[str, str]]:
        """What goes with the form of the next question."""
        goes = {*self.also, *(name for name, each in self.declared.items() if not self._stays_out(each))} - ({question.name} if question else set())
        return [(name, value) for name, values in self.query.lists() if name in goes for value in values if value]

    def address(self, question: Declaration | None = None) -> str:
        """The same as the address of this page, from the question mark on."""
        return f"?{urlencode(self.kept(question))}"

    def shown(self) -> Iterator[Replied]:
        """Every answer in words, in the order of the questions answered: those of the address, then those of the session."""
        for name in (*self.query, *(self.private or ())):
            declaration = self.declared.get(name)
            if declaration and name in self.skipped:
                yield Replied(declaration, _("说不清"), self.address(declaration))
            elif declaration and name in self.given:
                yield Replied(declaration, said(declaration, self.given[name]), self.address(declaration), name if name in (self.private or ()) else "")

    def _stays_out(self, declaration: Declaration) -> bool:
        return declaration.personal and self.private is not None and self.query.get(declaration.name) != SKIPPED


def replies_of(
    query: QueryDict, declared: Mapping[str, Declaration], private: Mapping[str, str] | None = None, also: Collection[str] = ("district",)
) -> Replies:
    """What a request answers. `private`: the texts that the session keeps by fact; None where all stands in the address, as in a
    preview with made-up answers. `also` names what else goes along from page to page."""
    given, skipped, bad = dict[str, Value](), set[str](), query.get(BAD, "") if query.get(BAD, "") in declared else ""
    for name, declaration in declared.items():
        personal = declaration.personal and private is not None
        text = query.get(name, "")
        if text == SKIPPED:
            skipped.add(name)
        elif text := (private or {}).get(name, "") if personal else text:
            value = value_of(declaration, text)
            if value is None:
                bad = bad or name
            else:
                given[name] = value
    return Replies(given, skipped, "" if bad in given else bad, query, declared, private, tuple(also))


def value_of(declaration: Declaration, text: str) -> Value | None:
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


def said(declaration: Declaration, value: Value) -> str:
    """An answer in words."""
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


def options_of(question: Declaration | None) -> list[tuple[str, Any]]:
    """The answers to choose from, by what is sent; none for what is typed."""
    if question is None or question.fact.kind not in (Kind.BOOLEAN, Kind.CHOICE):
        return []
    return [("yes", _("是")), ("no", _("否"))] if question.fact.kind is Kind.BOOLEAN else [(each.code, each.words) for each in question.fact.options]
