"""What is said where an answer could not be read: what this fact wants, so that one knows how to mend it."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation

from gongban.foundation.facts.public import Declaration
from gongban.kernel.conditions import Kind
from gongban.kernel.forms import fitted
from gongban.kernel.words import Words

AGAIN = Words("没看懂，请再填一次。", "This was not understood; please fill it in again.")


def unread(declaration: Declaration, text: str) -> Words:
    """The sentence for a text that is none of the values of a fact: its bounds for a number beyond them, else its kind."""
    return fitted(declaration.fact, _number(declaration.fact.kind, text))[1] or AGAIN


def _number(kind: Kind, text: str) -> int | str:
    """A whole number, or yuan in fen; else the text itself."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    try:
        if kind is Kind.INTEGER:
            return int(plain)
        return int(Decimal(plain) * 100) if kind is Kind.MONEY else plain
    except (ValueError, InvalidOperation, OverflowError):
        return plain
