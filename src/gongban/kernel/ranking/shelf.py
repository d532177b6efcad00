"""All cards of a city side by side, in memory: the best for a question, in milliseconds, and why each was found.

Pure. BM25 over characters, pairs and words, fields weighted when a card is told; no dictionary decides what can be
found. A part of a question that can be said in several ways counts once, by the way that fits best.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from threading import Lock
from uuid import UUID

import numpy as np

from gongban.kernel.ranking.asking import Part, Question, Word, understand
from gongban.kernel.ranking.cards import Card, features
from gongban.kernel.ranking.fit import asked_by, factor, said_by
from gongban.kernel.ranking.lexicon import Lexicon
from gongban.kernel.ranking.meaning import lifted
from gongban.kernel.ranking.postings import Postings
from gongban.kernel.ranking.sounds import Sounds
from gongban.kernel.text import cut, fold
from gongban.kernel.words import Words

FAINT = 0.2  # what reaches less than this share of the best is not shown
LOOKED_AT = 200  # of the best by words so many are looked at for what their names say besides


@dataclass(frozen=True)
class Spine:
    """What is shown of a card in a list, and what it can be chosen by."""

    kind: str
    key: UUID
    name: Words
    url: str
    owner: str = ""
    audience: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, card: Card) -> Spine:
        """The spine of a card."""
        return cls(card.kind, card.key, card.name, card.url, card.owner, card.audience, card.districts)


@dataclass(frozen=True)
class Told:
    """A card as it is kept: its spine and what it can be found by."""

    spine: Spine
    keys: np.ndarray
    counts: np.ndarray
    meaning: np.ndarray | None = None  # its direction, where the extra `semantic` is in use

    @classmethod
    def of(cls, card: Card, meaning: np.ndarray | None = None) -> Told:
        """Work a card out, once."""
        return cls(Spine.of(card), *features(card), meaning)


class Shelf:
    """Everything that can be found, ready to be asked."""

    def __init__(self, cards: Iterable[Told], lexicon: Lexicon) -> None:
        every = list(cards)
        self.spines: list[Spine] = [each.spine for each in every]
        self.lexicon = lexicon
        self._meanings = _side_by_side(every)
        self._postings = Postings([each.keys for each in every], [each.counts for each in every])
        # 一个接一个：几十个线程同时算，互相抢解释器，个个都慢 · in turn: threads that fight for the interpreter are all slow
        self._turn = Lock()
        names = [spine.name.zh for spine in self.spines]
        self._said = [said_by(name, lexicon) for name in names]
        self._known = frozenset(
            name[at : at + 2]
            for name in (*names, *lexicon.things, *lexicon.acts)
            for at in range(len(name) - 1)
        )
        self.sounds = Sounds.of([*lexicon.things, *lexicon.acts, *_official(lexicon), *_words_of(names)])

    def __len__(self) -> int:
        return len(self.spines)

    def question(self, text: str) -> Question:
        """A typed text, understood with the words of this shelf."""
        return understand(text, self.lexicon, self.sounds, self._known)

    @property
    def knows_meanings(self) -> bool:
        """Whether a question's meaning is of any use here."""
        return self._meanings is not None

    def rank(
        self, question: Question, *, among: np.ndarray | None = None, limit: int = 20, meaning: np.ndarray | None = None
    ) -> list[tuple[int, float]]:
        """The places of the best cards with their scores, best first.

        `among` is a mask of those that may be chosen, `meaning` the question's direction, where meanings are in use.
        """
        with self._turn:
            found = self._ranked(question, among)
            if meaning is not None and self._meanings is not None:
                likeness = self._meanings @ meaning
                found = lifted(found, likeness if among is None else likeness * among)
            return [each for each in found[:limit] if each[1] >= FAINT * found[0][1]]

    def _ranked(self, question: Question, among: np.ndarray | None) -> list[tuple[int, float]]:
        total = self._by_words(question)
        if among is not None:
            total *= among
        count = min(LOOKED_AT, len(total))
        best = np.argpartition(-total, count - 1)[:count] if count else np.empty(0, int)
        asked = asked_by(question)
        scored = [(int(at), float(total[at]) * factor(self._said[at], asked)) for at in best if total[at] > 0]
        scored.sort(key=lambda each: (-each[1], len(self.spines[each[0]].name.zh), each[0]))
        return [each for each in scored if each[1] >= FAINT * scored[0][1]]

    def _by_words(self, question: Question) -> np.ndarray:
        total, lesser = np.zeros(len(self), np.float32), np.zeros(len(self), np.float32)
        for part in question.parts:
            into = lesser if part.is_act else total
            into += self._of_part(part)
        for sign, weight in question.plain.items():
            held = self._postings.of(sign)
            (lesser if len(sign) == 1 else total)[held.places] += weight * held.telling * held.counts
        if total.any() or any(len(sign) > 1 for sign in question.plain):
            lesser *= total > 0  # 只同一个字、只同“办理”“查询”，不算找到 · a single character or act in common is no find
        return total + lesser

    def _of_part(self, part: Part) -> np.ndarray:
        best = np.zeros(len(self), np.float32)
        for way in part.ways:
            held = self._postings.of(way.text)
            best[held.places] = np.maximum(best[held.places], way.weight * held.counts)
        return best * (part.weight * self._postings.telling(int(np.count_nonzero(best))))

    def ways_in(self, question: Question, at: int) -> list[tuple[Part, Word]]:
        """Of each part of a question that a card holds, the way that fits it best; the most telling first."""
        found: list[tuple[float, Part, Word]] = []
        for part in question.parts:
            held = [(way.weight * self._postings.of(way.text).at(at), way) for way in part.ways]
            weight, way = max(held, key=lambda each: each[0])
            if weight > 0:
                found.append((weight * part.weight * self._postings.of(way.text).telling, part, way))
        return [(part, way) for _, part, way in sorted(found, key=lambda each: -each[0])]

    def near(self, text: str, limit: int = 5) -> list[str]:
        """Sayings that share characters with a text for which nothing was found, to be tried instead."""
        signs = set(fold(text))
        shared = ((len(signs.intersection(say)), -len(say), say) for say in self.lexicon.things)
        return [say for count, less, say in nlargest(limit, shared) if 2 * count >= -less and count > 1]


def _side_by_side(cards: Sequence[Told]) -> np.ndarray | None:
    """The directions of all cards as float32, zero for those that have none; None where nobody has one."""
    known = [(at, each.meaning) for at, each in enumerate(cards) if each.meaning is not None]
    if not known:
        return None
    found = np.zeros((len(cards), len(known[0][1])), np.float32)
    for at, meaning in known:
        found[at] = meaning
    return found


def _official(lexicon: Lexicon) -> Iterator[str]:
    return (word for each in lexicon.things.values() for word in each.means)


def _words_of(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word for name in names for word in cut(name) if len(word) > 1))
