"""How words sound: same sound with another character (结昏证), full pinyin (huzhao), initials (fcz), southern sounds alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from gongban.kernel.text import pinyin, runs

# 平翘舌、前后鼻音常被打混 · sounds that are often taken for one another
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
SHORTEST, LONGEST = 2, 12  # letters of initials; characters of a word that is known by its sound


@lru_cache(maxsize=16_384)
def syllable(sign: str) -> str:
    """How a single character sounds, without tone, sounds that people mix up made one.

    >>> syllable("证")
    'zen'
    """
    heard = pinyin(sign)[0]
    for one, other in _ALIKE:
        heard = heard.replace(one, other)
    return heard


def sound_pairs(text: str) -> Iterator[str]:
    """The sounds of every two neighbouring characters."""
    for run in runs(text):
        if not run.isascii():
            heard = [syllable(sign) for sign in run]
            yield from (f"{one} {other}" for one, other in pairwise(heard))


@dataclass(frozen=True)
class Sounds:
    """Words that are known, by what they sound like."""

    whole: dict[str, tuple[str, ...]]  # fangchanzheng -> 房产证
    initials: dict[str, tuple[str, ...]]  # fcz -> 房产证
    alike: dict[str, str]  # of each word's sounds run together, the first word

    @classmethod
    def of(cls, words: Iterable[str]) -> Sounds:
        """`words`: the most telling first; of those that sound alike the first ones are offered."""
        whole: dict[str, list[str]] = {}
        initials: dict[str, list[str]] = {}
        alike: dict[str, str] = {}
        for word in dict.fromkeys(words):
            if 2 <= len(word) <= LONGEST and not word.isascii():
                full, short = _letters(word)
                whole.setdefault(full, []).append(word)
                initials.setdefault(short, []).append(word)
                alike.setdefault(" ".join(map(syllable, word)), word)
        return cls(
            {key: tuple(found) for key, found in whole.items()},
            {key: tuple(found) for key, found in initials.items()},
            alike,
        )

    def read(self, letters: str) -> list[tuple[str, str]]:
        """Letters as words: (what was typed, a word for it); one longest reading, pinyin before initials; [] when it is none."""
        found: list[tuple[str, str]] = []
        at = 0
        while at < len(letters):
            step = self._longest(letters, at)
            if step is None:
                return found if found and at >= len(letters) - 2 else []
            part, words = step
            found.extend((part, word) for word in words[:4])
            at += len(part)
        return found

    def _longest(self, letters: str, at: int) -> tuple[str, tuple[str, ...]] | None:
        for end in range(min(len(letters), at + 40), at + SHORTEST - 1, -1):
            part = letters[at:end]
            if words := self.whole.get(part) or self.initials.get(part):
                return part, words
        return None

    def begun(self, letters: str, limit: int = 4) -> list[tuple[str, str]]:
        """Words whose pinyin or initials begin so: somebody is still typing."""
        if len(letters) < SHORTEST:
            return []
        near = (words for table in (self.whole, self.initials) for key, words in table.items() if key.startswith(letters))
        return [(letters, word) for word in islice(dict.fromkeys(word for words in near for word in words), limit)]


def _letters(word: str) -> tuple[str, str]:
    """Whole pinyin and initials of a word, read once; mixed words by the longer way."""
    from pypinyin import lazy_pinyin

    heard = lazy_pinyin(word)
    return ("".join(heard), "".join(each[0] for each in heard)) if len(heard) == len(word) else pinyin(word)


_LETTERS = re.compile(r"[a-z]{2,}")


def letters_of(text: str) -> list[str]:
    """Stretches of letters in a text; apostrophes and blanks between syllables do not part them."""
    return _LETTERS.findall(re.sub(r"(?<=[a-z])['’ ](?=[a-z])", "", text))
