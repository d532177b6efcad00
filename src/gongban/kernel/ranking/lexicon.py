"""Everyday words and what guides call it: 房产证 is 不动产权证书; 丢了 asks for 补办. Pure; the words are data."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from gongban.kernel.text import best_cut, fold

SAYING_NOTHING = frozenset("我你您他她它的了吗呢吧啊呀是在去给把被和跟都就还也这那个些到从来里想要会能有没不得很太啥咋哪谁几一么着过与或及")
LONGEST = 12  # characters of a saying that is looked for inside a sentence


@dataclass(frozen=True)
class Saying:
    """How people say something, and the official words for it, the nearest first. `act`: what one wants to do, else a thing."""

    say: str
    means: tuple[str, ...]
    act: str = ""


@dataclass(frozen=True)
class Found:
    """A saying that stands in a text, and where."""

    saying: Saying
    begins: int
    ends: int


@dataclass(frozen=True)
class Lexicon:
    """All sayings in use, looked up by what is said."""

    things: dict[str, Saying] = field(default_factory=dict)
    acts: dict[str, Saying] = field(default_factory=dict)
    several: dict[str, tuple[tuple[frozenset[str], Saying], ...]] = field(default_factory=dict)  # by one of its words: things of several words

    @classmethod
    def of(cls, sayings: Iterable[Saying]) -> Lexicon:
        """The sayings by what is said; of several with the same words the last one holds."""
        things: dict[str, Saying] = {}
        acts: dict[str, Saying] = {}
        for each in sayings:
            (acts if each.act else things)[fold(each.say)] = each
        return cls(things, acts, _of_several_words(things.values()))

    def things_in(self, text: str) -> list[Found]:
        """The things that a folded text speaks of, the longest saying at each place, none inside another."""
        return _longest(self.things, text, _lone(text))

    def acts_in(self, text: str, taken: Iterable[Found]) -> list[Found]:
        """What a folded text wants to do; a single character counts only as a word of its own, outside of things."""
        inside = {at for each in taken for at in range(each.begins, each.ends)}
        return _longest(self.acts, text, _lone(text) - inside)

    def apart_in(self, text: str, taken: Iterable[Found]) -> list[Saying]:
        """Things whose words all stand in a text, but apart or in another order: 房子拿去抵押 is 抵押房子."""
        said = _telling(text)
        near = {each.say: each for word in said for words, each in self.several.get(word, ()) if words <= said}
        return [near[say] for say in near.keys() - {each.saying.say for each in taken}]

    def acts_named(self, name: str) -> frozenset[str]:
        """The acts that an official name speaks of."""
        return frozenset(act for act, words in self._words_of_acts.items() if words.search(name))

    @cached_property
    def _words_of_acts(self) -> dict[str, re.Pattern[str]]:
        words: dict[str, dict[str, None]] = {}
        for each in self.acts.values():
            words.setdefault(each.act, {}).update(dict.fromkeys(each.means))
        return {act: re.compile("|".join(map(re.escape, means))) for act, means in words.items()}


def _longest(sayings: dict[str, Saying], text: str, lone: set[int]) -> list[Found]:
    found: list[Found] = []
    at = 0
    while at < len(text):
        ends = (end for end in range(min(len(text), at + LONGEST), at, -1) if text[at:end] in sayings)
        end = next((end for end in ends if end - at > 1 or at in lone), at)
        found += [Found(sayings[text[at:end]], at, end)] if end > at else []
        at = max(end, at + 1)
    return found


def _lone(text: str) -> set[int]:
    """Where single characters stand that are words of their own: 查 in 查社保, not in 审查."""
    places: set[int] = set()
    at = 0
    for word in best_cut(text):
        places |= {at} if len(word) == 1 else set()
        at += len(word)
    return places


def _of_several_words(things: Iterable[Saying]) -> dict[str, tuple[tuple[frozenset[str], Saying], ...]]:
    found: dict[str, list[tuple[frozenset[str], Saying]]] = {}
    for each in things:
        words = _telling(each.say)
        if len(words) > 1:
            found.setdefault(max(words, key=lambda word: (len(word), word)), []).append((words, each))
    return {word: tuple(members) for word, members in found.items()}


NOT = frozenset("不没")  # 公司不开了，不是开公司 · a company that closes is none that opens


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in best_cut(text) if word.strip() and (word in NOT or word not in SAYING_NOTHING))
