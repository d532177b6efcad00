"""Values of facts as they stand in a form: the text that is sent, what it is read as, how it is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongban.foundation.facts.public import Declaration
from gongban.kernel.conditions import Kind, Value
from gongban.web.site.guides import said, value_of

LONGEST = 200


def typed(declaration: Declaration, value: Value | None) -> str:
    """A value as the text that a form sends for it; empty for none. Money in yuan."""
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
    """What a text means for a fact; None where it is none of its values."""
    if declaration.fact.kind is Kind.TEXT:
        return text.strip()[:LONGEST] or None
    found = value_of(declaration, text)
    return found if found is not None and declaration.fact.accepts(found) else None


def in_words(declaration: Declaration, value: Value | None) -> str:
    """A value as one reads it; a dash for none."""
    return said(declaration, value) if value is not None else "—"
