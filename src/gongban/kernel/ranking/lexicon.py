"""Everyday words and what guides call it: 房产证 is 不动产权证书; 丢了 asks for 补办. Pure; the words are data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gongban.kernel.text import fold

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

    @classmethod
    def of(cls, sayings: Iterable[Saying]) -> Lexicon:
        """The last saying of the same words holds: what a city says goes before what is said in general."""
        things: dict[str, Saying] = {}
        acts: dict[str, Saying] = {}
        for each in sayings:
            (acts if each.act else things)[fold(each.say)] = each
        return cls(things, acts)

    def things_in(self, text: str) -> list[Found]:
        """The things that a folded text speaks of, the longest saying at each place, none inside another."""
        return _longest(self.things, text, ())

    def acts_in(self, text: str, taken: Iterable[Found]) -> list[Found]:
        """What a folded text wants to do; a single character counts only outside of things."""
        return _longest(self.acts, text, [(each.begins, each.ends) for each in taken])

    def acts_named(self, name: str) -> frozenset[str]:
        """The acts that an official name speaks of."""
        return frozenset(each.act for each in self.acts.values() if any(word in name for word in each.means))


def _longest(sayings: dict[str, Saying], text: str, taken: Iterable[tuple[int, int]]) -> list[Found]:
    found: list[Found] = []
    at = 0
    spans = list(taken)
    while at < len(text):
        step = next(
            (
                each
                for end in range(min(len(text), at + LONGEST), at, -1)
                if (each := sayings.get(text[at:end])) and _free(at, end, spans)
            ),
            None,
        )
        if step:
            found.append(Found(step, at, at + len(fold(step.say))))
        at = found[-1].ends if step else at + 1
    return found


def _free(begins: int, ends: int, spans: list[tuple[int, int]]) -> bool:
    return ends - begins > 1 or not any(one <= begins and ends <= other for one, other in spans)
