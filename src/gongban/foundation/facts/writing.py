"""A fact's value as text for its column, and back; personal ones sealed."""

from __future__ import annotations

from datetime import date

from gongban.foundation.facts.models import HeldFact
from gongban.foundation.people.public import protect, reveal
from gongban.foundation.renewal import Column, protects
from gongban.kernel.conditions import Fact, Sort, Value

CONTEXT = "facts.value"
protects(Column("facts.HeldFact", "sealed", CONTEXT))


def written(value: Value) -> str:
    """The text of a value; a text gets a mark before it, so that an empty one is told from none.

    >>> written(True), written(date(2026, 1, 31)), written(""), written(12)
    ('true', '2026-01-31', '=', '12')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"={value}" if isinstance(value, str) else str(value)


def read(text: str, fact: Fact) -> Value | None:
    """The value of a text; None of an empty one."""
    if not text:
        return None
    match fact.sort:
        case Sort.BOOLEAN:
            return text == "true"
        case Sort.NUMBER:
            return int(text)
        case Sort.DATE:
            return date.fromisoformat(text)
    return text[1:]


def put(row: HeldFact, value: Value | None, *, personal: bool) -> None:
    """Write a value into its row."""
    text = "" if value is None else written(value)
    row.plain, row.sealed = ("", protect(text, CONTEXT)) if personal else (text, "")


def value_of(row: HeldFact, fact: Fact) -> Value | None:
    """The value that a row holds."""
    return read(reveal(row.sealed, CONTEXT) if row.sealed else row.plain, fact)
