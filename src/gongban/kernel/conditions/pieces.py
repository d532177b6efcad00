"""A condition's text taken apart at its outermost AND or OR, so that somebody who does not write it can add and take away clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongban.kernel.conditions.terms import BadCondition


@dataclass(frozen=True)
class Pieces:
    """The clauses of a text as they are written, and the word between them: "AND", "OR", or "" where there is one only."""

    between: str
    texts: tuple[str, ...]


def pieces(text: str) -> Pieces:
    """The outermost clauses. A text that mixes AND with OR comes apart at OR, which binds less; one that cannot be read is one piece.

    >>> pieces("chain AND (seats > 9 OR alcohol) AND seats BETWEEN 1 AND 5")
    Pieces(between='AND', texts=('chain', '(seats > 9 OR alcohol)', 'seats BETWEEN 1 AND 5'))
    """
    if not text.strip():
        return Pieces("", ())
    try:
        cuts = list(_cuts(text))
    except BadCondition:
        cuts = []
    word = "OR" if any(each == "OR" for each, _start, _end in cuts) else "AND" if cuts else ""
    return Pieces(word, tuple(_between(text, [(start, end) for each, start, end in cuts if each == word])))


def joined(found: Iterable[str], between: str) -> str:
    """Clauses as one text; brackets keep apart what would else bind otherwise.

    >>> joined(["chain OR alcohol", "seats > 9"], "AND")
    '(chain OR alcohol) AND seats > 9'
    """
    texts = [each.strip() for each in found if each.strip()]
    if len(texts) < 2:
        return texts[0] if texts else ""
    return f" {between} ".join(each if pieces(each).between in ("", between) else f"({each})" for each in texts)


def _cuts(text: str) -> Iterator[tuple[str, int, int]]:
    """The words AND and OR outside all brackets, with where each begins and ends; the AND of BETWEEN is none."""
    from sqlglot.tokens import TokenType

    from gongban.kernel.conditions.functions import NAMES
    from gongban.kernel.conditions.tokens import read

    level, ranges = 0, 0
    for token in read(text, NAMES):
        kind = token.token_type
        level += (kind is TokenType.L_PAREN) - (kind is TokenType.R_PAREN)
        if level == 0 and kind is TokenType.BETWEEN:
            ranges += 1
        elif level == 0 and kind is TokenType.AND and ranges:
            ranges -= 1
        elif level == 0 and kind in (TokenType.AND, TokenType.OR):
            yield kind.name, token.start, token.end + 1


def _between(text: str, cuts: list[tuple[int, int]]) -> Iterator[str]:
    begin = 0
    for start, end in [*cuts, (len(text), len(text))]:
        yield text[begin:start].strip()
        begin = end
