"""What an owner tells of a thing that people look for, and what of it can be found: characters, pairs, words, sounds.

Pure. A card is worked out once, when it is told; the shelf only joins the arrays of all cards.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import numpy as np

from gongban.kernel.ranking.sounds import sound_pairs
from gongban.kernel.text import pieces
from gongban.kernel.text import words as words_of
from gongban.kernel.words import Words

LONGEST = 900  # characters of one field that are read; what stands later hardly tells what a thing is
STEADY = 1.3  # BM25 的 k1：说三遍不等于三倍 · said three times is not three times as much


@dataclass(frozen=True)
class Field:
    """How much a word counts where it stands, and how long such a text usually is."""

    weight: float
    usual: int
    evening: float = 0.5  # BM25 的 b：长文里的一次少算 · how far a word in a long text counts less


# 名称最重，条件、材料最轻 · what a thing is called counts most, what it asks for least
FIELDS = {
    "name": Field(3.0, 18, 0.6),
    "everyday": Field(2.6, 20),
    "family": Field(1.2, 16),
    "purpose": Field(1.0, 60),
    "results": Field(0.9, 15),
    "themes": Field(0.7, 8),
    "owner": Field(0.5, 12),
    "materials": Field(0.2, 60, 0.7),
    "conditions": Field(0.15, 200, 0.7),
}


@dataclass(frozen=True)
class Card:
    """What an owner tells of one thing, for the eyes of everybody: only what is published is told.

    `kind` is a registered kind such as "item"; `url` the page where it is read; `audience` holds "person" and/or
    "company", none means both; `districts` codes of areas, none means the whole city. The texts are Chinese, as
    written; `name.en` may be "".
    """

    kind: str
    key: UUID
    name: Words
    url: str
    everyday: tuple[str, ...] = ()  # 群众语言：大家怎么叫它 · how people call it
    family: str = ""  # 主项名称 · name of the main item
    purpose: str = ""  # 办来做什么 · what it is for
    results: tuple[str, ...] = ()  # 办成得到什么 · what one gets
    themes: tuple[str, ...] = ()
    owner: str = ""  # 部门名称 · name of the department
    materials: tuple[str, ...] = ()
    conditions: str = ""
    audience: frozenset[str] = frozenset()
    districts: frozenset[str] = frozenset()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each field's name with its text."""
        yield "name", f"{self.name.zh} {self.name.en}".strip()
        for field in ("everyday", "results", "themes", "materials"):
            yield field, " ".join(getattr(self, field))
        for field in ("family", "purpose", "owner", "conditions"):
            yield field, getattr(self, field)


def features(card: Card) -> tuple[np.ndarray, np.ndarray]:
    """What a card can be found by: hashes of features (uint32, rising) and how much each counts here (float16, below 1)."""
    counted: dict[str, float] = {}
    for name, text in card.texts():
        for sign, weight in _weighed(FIELDS[name], text[:LONGEST], heard=name in ("name", "everyday")):
            counted[sign] = counted.get(sign, 0.0) + weight
    keys = np.fromiter(map(hashed, counted), dtype=np.uint32, count=len(counted))
    said = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
    order = np.argsort(keys, kind="stable")
    return keys[order], (said / (said + STEADY))[order].astype(np.float16)


def _weighed(field: Field, text: str, *, heard: bool) -> Iterator[tuple[str, float]]:
    if not text:
        return
    even = 1 - field.evening + field.evening * len(text) / field.usual
    for sign in dict.fromkeys(
        _signs(text, heard=heard)
    ):  # 一栏里说几遍都算一遍 · said twice in one field counts once
        yield sign, field.weight / even


def _signs(text: str, *, heard: bool) -> Iterable[str]:
    yield from pieces(text)
    yield from (f"_{word}" for word in words_of(text) if len(word) > 2)
    if heard:
        yield from (f"~{sound}" for sound in sound_pairs(text))


@lru_cache(maxsize=65_536)
def hashed(sign: str) -> int:
    """A feature as a number of 32 bits; two that meet by chance do no harm among millions."""
    return zlib.crc32(sign.encode())
