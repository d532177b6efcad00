"""Values of facts as they stand in a form: the text that is sent, what it is read as, and how it is said."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from gongban.foundation.facts.public import Declaration
from gongban.kernel.conditions import Kind, Value
from gongban.kernel.words import Words
from gongban.web.site.guides import said

LONGEST = 200
SOURCES = {"declared": Words("您自己填写", "Said by yourself"), "register": Words("部门登记", "A department's register"), "licence": Words("电子证照", "An electronic licence")}


def typed(declaration: Declaration, value: Value | None) -> str:
    """A value as the text that the form sends for it; empty for none."""
    if value is None:
        return ""
    match declaration.fact.kind:
        case Kind.BOOLEAN:
            return "yes" if value else "no"
        case Kind.MONEY:
            return f"{Decimal(int(value)) / 100:f}"  # type: ignore[arg-type]
        case Kind.DATE:
            return value.isoformat() if isinstance(value, date) else str(value)
    return str(value)


def read(declaration: Declaration, text: str) -> Value | None:
    """What a text means for a fact: None where it is none of its values. Money is typed in yuan and kept in fen."""
    fact, plain = declaration.fact, unicodedata.normalize("NFKC", text).strip()[:LONGEST]
    try:
        match fact.kind:
            case Kind.BOOLEAN:
                found: Value | None = {"yes": True, "no": False}.get(plain)
            case Kind.CHOICE:
                found = plain if plain in {each.code for each in fact.options} else None
            case Kind.DATE:
                found = date.fromisoformat(plain)
            case Kind.TEXT:
                found = text.strip()[:LONGEST] or None
            case Kind.MONEY:
                found = int(Decimal(plain.replace(",", "")).quantize(Decimal("0.01")) * 100)
            case _:
                found = int(plain.replace(",", ""))
    except (ValueError, InvalidOperation, OverflowError):
        return None
    return found if found is not None and fact.accepts(found) else None


def in_words(declaration: Declaration | None, value: Value | None) -> str:
    """A value as one reads it; a dash for none."""
    return said(declaration, value) if declaration and value is not None else "—"


def kept(declaration: Declaration, value: Any) -> Value | None:
    """A value as it stands in a part's details: dates as texts."""
    return date.fromisoformat(value) if declaration.fact.kind is Kind.DATE and isinstance(value, str) else value
