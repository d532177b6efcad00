"""How does a model come from texts with their answers? Counting, weighing, fitting, and how sure it may say that it is.

Pure. Chosen by cross-validation on letters that somebody had sorted: docs/decisions/0005-learning-dispatch.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

import numpy as np

from gongban.kernel.features import Features
from gongban.kernel.learned import Model, row_of

MOST_FEATURES, MOST_WEIGHTS = 240_000, 8_000_000  # a model of many answers keeps fewer features: 16 MB at most
MOST_COUNTED = 3_000_000
LEAST_SEEN = 3  # a feature that stands in fewer texts says nothing about others
LEAST_PER_ANSWER = 5
COST, SMOOTH = 0.5, 0.1


def learn(texts: Iterable[Features], answers: Sequence[str]) -> Model | None:
    """Learn which features speak for which answer; None when fewer than two answers are seen often enough.

    `texts` is gone through twice and never held whole, so that it may make its features as it goes.
    """
    frequent = {code for code, number in Counter(answers).items() if number >= LEAST_PER_ANSWER}
    if len(frequent) < 2:
        return None
    kept = _Kept(texts, [code in frequent for code in answers])
    place, idf = _vocabulary(kept, min(MOST_FEATURES, MOST_WEIGHTS // len(frequent)))
    codes = tuple(sorted(frequent))
    weights, offsets = _fit(_table(kept, place, idf), np.array([code for code in answers if code in frequent]), codes)
    return Model(codes, place, idf, weights, offsets, np.array([[0.0, 1.0], [0.0, 1.0]]))


@dataclass(frozen=True)
class _Kept:
    """Those of the texts that are marked, made anew at each passage."""

    texts: Iterable[Features]
    marked: Sequence[bool]

    def __iter__(self) -> Iterator[Features]:
        return compress(self.texts, self.marked)


def calibrated(model: Model, texts: Sequence[Features], answers: Sequence[str]) -> Model:
    """The same model, its certainty replaced by how often it was right at that certainty on these texts, not learned from."""
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


def _table(texts: Iterable[Features], place: dict[str, int], idf: np.ndarray) -> Any:
    from scipy.sparse import csr_matrix

    found = [row_of(features, place, idf) for features in texts]
    starts = np.cumsum([0, *(len(rows) for rows, _ in found)])
    columns, values = (np.concatenate(each) for each in zip(*found, strict=True))
    return csr_matrix((values, columns, starts), shape=(len(found), len(place)))


def _fit(table: Any, answers: np.ndarray, codes: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features x answers) and offsets: each answer against all others.

    Features are first scaled by how much they tell the answer from the others (Wang and Manning 2012); the scale is
    folded into the weights, so that the model stays as plain and as fast as without.
    """
    from scipy.sparse import diags
    from sklearn.svm import LinearSVC

    weights, offsets = np.empty((table.shape[1], len(codes)), dtype=np.float16), np.empty(len(codes), dtype=np.float32)
    long = float(table.multiply(table).sum())
    for at, code in enumerate(codes):
        tells = _tells(table, answers == code)
        scaled = table @ diags(tells)
        tells *= np.sqrt(long / max(float(scaled.multiply(scaled).sum()), 1e-9))
        linear = LinearSVC(C=COST, tol=1e-2, random_state=2026).fit(table @ diags(tells), answers == code)
        weights[:, at], offsets[at] = linear.coef_[0] * tells, linear.intercept_[0]
    return weights, offsets


def _tells(table: Any, right: np.ndarray) -> np.ndarray:
    """How much each feature tells these texts from the others: the log of its ratio, damped."""
    among, others = (np.asarray(table[marked].sum(axis=0)).ravel() + SMOOTH for marked in (right, ~right))
    ratio = np.log(among / among.sum()) - np.log(others / others.sum())
    return (np.sign(ratio) * np.sqrt(np.abs(ratio))).astype(np.float32)
