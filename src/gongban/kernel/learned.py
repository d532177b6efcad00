"""A linear model over what texts hold: learned from texts with their answers, kept as plain arrays, explained by words.

Pure: no table is read here. Nothing is pickled, so that a stored model can hold numbers and texts only.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any

import numpy as np

from gongban.kernel.features import CHARACTERS, WEIGHTS, WORDS, Features

MOST_FEATURES, MOST_WEIGHTS = 240_000, 16_000_000  # a model of many answers keeps fewer features: 32 MB at most
MOST_COUNTED = 3_000_000
LEAST_SEEN = 3  # a feature that stands in fewer texts says nothing about others
LEAST_PER_ANSWER = 5
REASONS = 4
COST, STEEP = 0.5, 3.0  # 交叉验证选定 · chosen by cross-validation


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
        rows, values = _row(features, self.place, self.idf)
        known = [self._names[row] for row in rows]
        if not any(len(name) > 2 for name in known):  # 单个字不算知道 · single characters are no knowledge
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


def learn(texts: Iterable[Features], answers: Sequence[str]) -> Model | None:
    """Learn which features speak for which answer; None when fewer than two answers are seen often enough.

    `texts` is gone through twice and never held whole, so that it may make its features as it goes.
    """
    frequent = {code for code, number in Counter(answers).items() if number >= LEAST_PER_ANSWER}
    if len(frequent) < 2:
        return None
    kept = _Kept(texts, [code in frequent for code in answers])
    place, idf = _vocabulary(kept, min(MOST_FEATURES, MOST_WEIGHTS // len(frequent)))
    linear = _fit(_table(kept, place, idf), [code for code in answers if code in frequent])
    weights, offsets = linear.coef_, linear.intercept_
    if len(linear.classes_) == 2:  # scikit-learn 两类时只给一行 · of two classes it gives one row only
        weights, offsets = np.vstack([-weights, weights]), np.concatenate([-offsets, offsets])
    plain = np.array([[0.0, 1.0], [0.0, 1.0]])
    return Model(tuple(map(str, linear.classes_)), place, idf, weights.T.astype(np.float16), offsets.astype(np.float32), plain)


@dataclass(frozen=True)
class _Kept:
    """Those of the texts that are marked, made anew at each passage."""

    texts: Iterable[Features]
    marked: Sequence[bool]

    def __iter__(self) -> Iterator[Features]:
        return compress(self.texts, self.marked)


def calibrated(model: Model, texts: Sequence[Features], answers: Sequence[str]) -> Model:
    """The same model, its certainty replaced by how often it was right at that certainty on these texts, not learned from."""
    from dataclasses import replace

    from sklearn.isotonic import IsotonicRegression

    first = [model.guess(features, 1) for features in texts]
    raw = [guess[0].chance if guess else 0.0 for guess in first]
    right = [float(bool(guess) and guess[0].code == code) for guess, code in zip(first, answers, strict=True)]
    rises = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(raw, right)
    steps = np.linspace(0, 1, 41)
    return replace(model, sure=np.vstack([steps, rises.predict(steps)]))


def _vocabulary(texts: Iterable[Features], most: int) -> tuple[dict[str, int], np.ndarray]:
    seen, number = Counter[str](), 0
    for number, features in enumerate(texts, 1):  # noqa: B007
        seen.update(features.keys())
        if len(seen) > MOST_COUNTED:  # 见过一次的先忘掉，内存有限 · forget what was seen once: memory has an end
            seen = Counter({feature: times for feature, times in seen.items() if times > 1})
    often = sorted((feature for feature, times in seen.items() if times >= LEAST_SEEN), key=lambda each: (-seen[each], each))[:most]
    idf = np.array([1 + np.log((1 + number) / (1 + seen[feature])) for feature in often], dtype=np.float32)
    return {feature: index for index, feature in enumerate(often)}, idf


def _row(features: Features, place: dict[str, int], idf: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the known features stand and their values; each kind of features has its own length, so that no kind drowns another."""
    known = [(at, ord(each[0]), value) for each, value in features.items() if (at := place.get(each)) is not None]
    rows = np.array([at for at, _, _ in known], dtype=np.int32)
    values = np.array([value for _, _, value in known], dtype=np.float32) * idf[rows]
    kinds = np.array([kind for _, kind, _ in known], dtype=np.uint8)
    for kind, weight in WEIGHTS.items():
        own = kinds == ord(kind)
        values[own] *= weight / max(float(np.linalg.norm(values[own])), 1e-9)
    return rows, values


def _table(texts: Iterable[Features], place: dict[str, int], idf: np.ndarray) -> Any:
    from scipy.sparse import csr_matrix

    found = [_row(features, place, idf) for features in texts]
    starts = np.cumsum([0, *(len(rows) for rows, _ in found)])
    columns, values = (np.concatenate(each) for each in zip(*found, strict=True))
    return csr_matrix((values, columns, starts), shape=(len(found), len(place)))


def _fit(table: Any, answers: Sequence[str]) -> Any:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=COST, tol=1e-2, random_state=2026).fit(table, answers)


def _shares(scores: np.ndarray) -> np.ndarray:
    """One-against-all chances, together one."""
    each = 1 / (1 + np.exp(-np.clip(STEEP * scores, -30, 30)))
    return each / max(each.sum(), 1e-9)


def _strongest(features: Iterable[str], parts: np.ndarray) -> tuple[str, ...]:
    """The words and pairs of characters that spoke most for an answer, a longer one instead of those inside it."""
    found: list[str] = []
    named = list(features)
    for at in np.argsort(-parts):
        kind, said = named[at][0], named[at][1:]
        if parts[at] <= 0 or len(found) == REASONS:
            break
        if kind in (WORDS, CHARACTERS) and len(said) > 1 and " " not in said and not any(said in other or other in said for other in found):
            found.append(said)
    return tuple(found)
