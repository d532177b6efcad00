"""A linear model over words and pairs of characters: learned from texts with their answers, kept as plain arrays, explained by words.

Pure: no table is read here. Nothing is pickled, so that a stored model can hold numbers and texts only.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gongban.kernel.text import shingles, words

MOST_FEATURES = 30_000
LEAST_SEEN = 3  # a feature that stands in fewer texts says nothing about others
LEAST_PER_ANSWER = 5
REASONS = 4


def features_of(text: str, areas: Sequence[str] = ()) -> frozenset[str]:
    """Words, pairs of characters, and the areas of the place."""
    return frozenset(words(text)) | shingles(text) | frozenset(f"@{area}" for area in areas)


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

    def guess(self, features: frozenset[str], first: int = 3) -> list[Guess]:
        """The likeliest answers with reasons; none where no feature is known."""
        known = sorted(feature for feature in features if feature in self.place)
        if not known:
            return []
        rows = np.array([self.place[feature] for feature in known])
        values = self.idf[rows] / np.linalg.norm(self.idf[rows])
        parts = self.weights[rows].astype(np.float32) * values[:, None]
        chances = _shares(parts.sum(axis=0) + self.offsets)
        best = np.argsort(-chances)[:first]
        return [Guess(self.codes[at], self._honest(chances[at]), _strongest(known, parts[:, at])) for at in best]

    def _honest(self, raw: float) -> float:
        return float(np.interp(raw, self.sure[0], self.sure[1]))

    def to_bytes(self) -> bytes:
        """As it is stored."""
        stored = io.BytesIO()
        names = json.dumps({"codes": self.codes, "features": sorted(self.place, key=self.place.__getitem__)}, ensure_ascii=False)
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


def learn(texts: Sequence[frozenset[str]], answers: Sequence[str]) -> Model | None:
    """Learn which features speak for which answer; None when fewer than two answers are seen often enough."""
    frequent = {code for code, number in zip(*np.unique(answers, return_counts=True), strict=True) if number >= LEAST_PER_ANSWER}
    kept = [(features, code) for features, code in zip(texts, answers, strict=True) if code in frequent]
    if len(frequent) < 2:
        return None
    place, idf = _vocabulary([features for features, _ in kept])
    table = _table([features for features, _ in kept], place, idf)
    linear = _fit(table, [code for _, code in kept])
    weights, offsets = linear.coef_, linear.intercept_
    if len(linear.classes_) == 2:  # scikit-learn 两类时只给一行 · of two classes it gives one row only
        weights, offsets = np.vstack([-weights, weights]), np.concatenate([-offsets, offsets])
    plain = np.array([[0.0, 1.0], [0.0, 1.0]])
    return Model(tuple(map(str, linear.classes_)), place, idf, weights.T.astype(np.float16), offsets.astype(np.float32), plain)


def calibrated(model: Model, texts: Sequence[frozenset[str]], answers: Sequence[str]) -> Model:
    """The same model, its certainty replaced by how often it was right at that certainty on these texts, not learned from."""
    from dataclasses import replace

    from sklearn.isotonic import IsotonicRegression

    first = [model.guess(features, 1) for features in texts]
    raw = [guess[0].chance if guess else 0.0 for guess in first]
    right = [float(bool(guess) and guess[0].code == code) for guess, code in zip(first, answers, strict=True)]
    rises = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(raw, right)
    steps = np.linspace(0, 1, 41)
    return replace(model, sure=np.vstack([steps, rises.predict(steps)]))


def _vocabulary(texts: Sequence[frozenset[str]]) -> tuple[dict[str, int], np.ndarray]:
    seen: dict[str, int] = {}
    for features in texts:
        for feature in features:
            seen[feature] = seen.get(feature, 0) + 1
    often = sorted((feature for feature, number in seen.items() if number >= LEAST_SEEN), key=lambda each: (-seen[each], each))[:MOST_FEATURES]
    idf = np.array([1 + np.log((1 + len(texts)) / (1 + seen[feature])) for feature in often], dtype=np.float32)
    return {feature: index for index, feature in enumerate(often)}, idf


def _table(texts: Sequence[frozenset[str]], place: dict[str, int], idf: np.ndarray) -> Any:
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    columns = [np.array(sorted(place[each] for each in features if each in place), dtype=np.int32) for features in texts]
    starts = np.cumsum([0, *(len(each) for each in columns)])
    flat = np.concatenate(columns) if columns else np.array([], dtype=np.int32)
    return normalize(csr_matrix((idf[flat], flat, starts), shape=(len(texts), len(place))))


def _fit(table: Any, answers: Sequence[str]) -> Any:
    from sklearn.linear_model import SGDClassifier

    return SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=30, tol=1e-4, random_state=2026, average=True).fit(table, answers)


def _shares(scores: np.ndarray) -> np.ndarray:
    """One-against-all chances, together one."""
    each = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    return each / max(each.sum(), 1e-9)


def _strongest(features: Sequence[str], parts: np.ndarray) -> tuple[str, ...]:
    """The features that spoke most for an answer, a longer one instead of those inside it."""
    found: list[str] = []
    for at in np.argsort(-parts):
        feature = features[at]
        if parts[at] <= 0 or len(found) == REASONS:
            break
        if not feature.startswith("@") and not any(feature in other or other in feature for other in found):
            found.append(feature)
    return tuple(found)
