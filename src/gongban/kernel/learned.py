"""Which answer does a text ask for? A linear model over what texts hold, kept as plain arrays, explained by words.

Pure: no table is read here. Nothing is pickled, so that a stored model can hold numbers and texts only.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gongban.kernel.features import CHARACTERS, WEIGHTS, WORDS, Features

REASONS = 4
STEEP = 3.0  # 间隔到几率 · from a margin to a chance, before it is calibrated


@dataclass(frozen=True)
class Guess:
    """An answer, how likely from 0 to 1 (as was found on cases not learned from), and the words that spoke for it."""

    code: str
    chance: float
    because: tuple[str, ...]


@dataclass(frozen=True)
class Model:
    """What was learned: a weight for each feature and answer; `sure` maps raw certainty to how often it was right."""

    codes: tuple[str, ...]
    place: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray  # features x answers, half precision
    offsets: np.ndarray
    sure: np.ndarray  # two rows: raw certainty, share that was right

    def guess(self, features: Features, first: int = 3) -> list[Guess]:
        """The likeliest answers with reasons; none where no word is known."""
        rows, values = row_of(features, self.place, self.idf)
        known = [self._names[row] for row in rows]
        if not any(map(_is_word, known)):
            return []
        parts = self.weights[rows].astype(np.float32) * values[:, None]
        chances = _shares(parts.sum(axis=0) + self.offsets)
        best = np.argsort(-chances)[:first]
        return [Guess(self.codes[at], self._honest(chances[at]), _strongest(known, parts[:, at])) for at in best]

    @cached_property
    def _names(self) -> list[str]:
        return sorted(self.place, key=self.place.__getitem__)

    def _honest(self, raw: float) -> float:
        return float(np.interp(raw, self.sure[0], self.sure[1]))

    def to_bytes(self) -> bytes:
        """As it is stored."""
        stored = io.BytesIO()
        names = json.dumps({"codes": self.codes, "features": self._names}, ensure_ascii=False)
        said = np.frombuffer(names.encode(), dtype=np.uint8)
        np.savez_compressed(stored, names=said, idf=self.idf, weights=self.weights, offsets=self.offsets, sure=self.sure)
        return stored.getvalue()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Model:
        """Read what `to_bytes` wrote; ValueError for anything else."""
        with np.load(io.BytesIO(stored), allow_pickle=False) as arrays:
            names = json.loads(arrays["names"].tobytes().decode())
            place = {feature: index for index, feature in enumerate(names["features"])}
            return cls(tuple(names["codes"]), place, arrays["idf"], arrays["weights"], arrays["offsets"], arrays["sure"])


def row_of(features: Features, place: dict[str, int], idf: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the known features stand and their values; each kind of features has its own length, so that no kind drowns another."""
    known = [(at, ord(each[0]), value) for each, value in features.items() if (at := place.get(each)) is not None]
    rows = np.array([at for at, _, _ in known], dtype=np.int32)
    values = np.array([value for _, _, value in known], dtype=np.float32) * idf[rows]
    kinds = np.array([kind for _, kind, _ in known], dtype=np.uint8)
    for kind, weight in WEIGHTS.items():
        own = kinds == ord(kind)
        values[own] *= weight / max(float(np.linalg.norm(values[own])), 1e-9)
    return rows, values


def _shares(scores: np.ndarray) -> np.ndarray:
    """One-against-all chances, together one."""
    each = 1 / (1 + np.exp(-np.clip(STEEP * scores, -30, 30)))
    return each / max(each.sum(), 1e-9)


def _is_word(feature: str) -> bool:
    """It says something to a person: a word or a pair of Chinese characters, not a single sign nor a pair of letters."""
    kind, said = feature[0], feature[1:]
    return len(said) > 1 and (kind == WORDS or (kind == CHARACTERS and not said.isascii()))


def _strongest(features: Sequence[str], parts: np.ndarray) -> tuple[str, ...]:
    """The words and pairs of characters that spoke most for an answer, a longer one instead of those inside it."""
    found: list[str] = []
    for at in np.argsort(-parts):
        said = features[at][1:]
        if parts[at] <= 0 or len(found) == REASONS:
            break
        if _is_word(features[at]) and " " not in said and not any(said in other or other in said for other in found):
            found.append(said)
    return tuple(found)
