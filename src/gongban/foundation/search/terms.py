"""How text becomes what PostgreSQL can find: every character and every pair of neighbours, at their positions.

No dictionary decides what can be found, so that words of one or two characters (路灯, 狗) and names that no dictionary
knows are found through the index like any other. A longer word is a phrase of its pairs.
"""

from __future__ import annotations

from collections.abc import Mapping

from gongban.kernel.text import runs
from gongban.kernel.text import words as words_of

LONGEST = 6_000  # characters of a text that are indexed; PostgreSQL knows positions up to 16,383
MOST_PLACES = 250  # positions kept for one word; PostgreSQL keeps 255
MOST_WORDS = 8


def vector(text: str) -> str:
    """A text as PostgreSQL's tsvector in its written form.

    >>> vector("路灯 k8")
    "'k8':4 '灯':2 '路':1 '路灯':1"
    """
    places: dict[str, list[int]] = {}
    at = 0
    for run in runs(text[:LONGEST]):
        at += 1  # 隔开，词不跨标点 · a gap, so that no phrase reaches across a comma
        for sign, place in _signs(run, at):
            places.setdefault(sign, []).append(place)
        at += 1 if run.isascii() else len(run)
    return " ".join(f"'{sign}':{','.join(map(str, found[:MOST_PLACES]))}" for sign, found in sorted(places.items()))


def _signs(run: str, at: int) -> list[tuple[str, int]]:
    if run.isascii():
        return [(run, at)]
    pairs = [(run[index : index + 2], at + index) for index in range(len(run) - 1)]
    return [*((sign, at + index) for index, sign in enumerate(run)), *pairs]


def all_of(text: str) -> str:
    """What a person types as a tsquery: each word stands in the text as typed; "" when nothing can be looked for.

    >>> all_of("路灯 坏 k8")
    "'路灯' & '坏' & 'k8':*"
    """
    return " & ".join(_phrase(run) for run in runs(text)[:MOST_WORDS])


def anchors(text: str, shares: Mapping[str, float]) -> str:
    """Of each word typed its rarest sign or pair, as a tsquery: every text that holds all words holds these.

    PostgreSQL takes the pairs of a phrase for independent and expects almost nothing of 安全隐患, which stands in
    every twentieth letter; of one pair it knows better. `shares`: which part of all texts holds a sign or a pair.

    >>> anchors("安全隐患 灯", {"安全": 0.1, "全隐": 0.05})
    "'隐患' & '灯'"
    """
    return " & ".join(_anchor(run, shares) for run in runs(text)[:MOST_WORDS])


def _anchor(word: str, shares: Mapping[str, float]) -> str:
    if word.isascii() or len(word) == 1:
        return _phrase(word)
    pairs = [word[index : index + 2] for index in range(len(word) - 1)]
    return f"'{min(pairs, key=lambda pair: shares.get(pair, 0.0))}'"


def any_of(text: str) -> str:
    """Some word of a whole sentence, as a tsquery: for when not all of it is found."""
    return " | ".join(dict.fromkeys(_phrase(word) for word in words_of(text)[:MOST_WORDS * 2]))


def _phrase(word: str) -> str:
    if word.isascii():
        return f"'{word}':*"
    if len(word) == 1:
        return f"'{word}'"
    pairs = [f"'{word[index : index + 2]}'" for index in range(len(word) - 1)]
    return pairs[0] if len(pairs) == 1 else "(" + " <-> ".join(pairs) + ")"
