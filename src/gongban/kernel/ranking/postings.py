"""Which cards hold a sign, and how much: the arrays of all cards joined and put in order. Pure but for numpy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gongban.kernel.ranking.cards import hashed


@dataclass(frozen=True)
class Holding:
    """The cards (rising places) that hold a word, how much each, and how telling the word is."""

    places: np.ndarray
    counts: np.ndarray
    telling: float

    def at(self, place: int) -> float:
        """How much one card holds of it."""
        found = int(np.searchsorted(self.places, place))
        return float(self.counts[found]) if found < len(self.places) and self.places[found] == place else 0.0


class Postings:
    """All signs of all cards."""

    def __init__(self, keys: Sequence[np.ndarray], counts: Sequence[np.ndarray]) -> None:
        joined = np.concatenate([np.empty(0, np.uint32), *keys])
        order = np.argsort(joined, kind="stable")
        self.size = len(keys)
        self._places = np.repeat(np.arange(self.size, dtype=np.int32), [len(each) for each in keys])[order]
        self._counts = np.concatenate([np.empty(0, np.float16), *counts]).astype(np.float32)[order]
        self._keys, starts = np.unique(joined[order], return_index=True)
        self._starts = np.append(starts, len(joined))
        self._known: dict[str, Holding] = {}

    def of(self, word: str) -> Holding:
        """Who holds a word: all its pairs, the least of them counting."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > KEPT:
                self._known.clear()
            found = self._known[word] = self._look_up(word)
        return found

    def telling(self, holders: int) -> float:
        """How telling it is that so many cards hold a word."""
        return math.log(1 + (self.size - holders + 0.5) / (holders + 0.5))

    def _look_up(self, word: str) -> Holding:
        signs = (
            [word] if word.isascii() or len(word) < 3 else [word[at : at + 2] for at in range(len(word) - 1)]
        )
        places, counts = self._posting(signs[0])
        for sign in signs[1:]:
            others, more = self._posting(sign)
            places, here, there = np.intersect1d(places, others, assume_unique=True, return_indices=True)
            counts = np.minimum(counts[here], more[there])
        return Holding(places, counts, self.telling(len(places)))

    def _posting(self, sign: str) -> tuple[np.ndarray, np.ndarray]:
        key = np.uint32(hashed(sign))
        place = int(np.searchsorted(self._keys, key))
        if place >= len(self._keys) or self._keys[place] != key:
            return self._places[:0], self._counts[:0]
        part = slice(int(self._starts[place]), int(self._starts[place + 1]))
        return self._places[part], self._counts[part]


KEPT = 4_000  # words whose holders are kept at hand
