"""What a person typed, understood: the things it speaks of with all words for them, what is to be done, and the rest as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from gongban.kernel.ranking.lexicon import SAYING_NOTHING, Found, Lexicon, Saying
from gongban.kernel.ranking.sounds import Sounds, letters_of, syllable
from gongban.kernel.text import best_cut, cut, fold, runs

LONGEST = 120  # characters of a question that are read
_FILLER = re.compile(
    r"请问|想问一下|问一下|想要|我想|我要|想去|要去|怎么样|怎么办理|怎么办|怎么弄|怎么|怎样|如何|哪里|哪儿|哪个|哪些|什么时候|什么|多少|能不能|可不可以|可以|能否"
    r"|是不是|有没有|是否|需要|应该|谢谢|你好|您好|我们|你们|他们|自己|一下|东西|手续|地方|时候|以后|之后|以前"
)


class How(StrEnum):
    """Why a word is looked for."""

    SAID = "said"  # 原话 · as typed
    EVERYDAY = "everyday"  # 日常说法 · an everyday word for it
    SOUND = "sound"  # 读音 · it sounds the same
    LETTERS = "letters"  # 拼音或首字母 · pinyin or its initials
    ACT = "act"  # 想办的事 · what is to be done


@dataclass(frozen=True)
class Word:
    """One way to say a part of the question."""

    text: str
    weight: float
    how: How


@dataclass(frozen=True)
class Part:
    """A part of the question with all ways to say it; the best one counts."""

    said: str
    ways: tuple[Word, ...]
    weight: float
    is_act: bool = False


@dataclass(frozen=True)
class Question:
    """A question as it is looked for; `plain` holds characters and pairs with how much each counts."""

    text: str
    parts: tuple[Part, ...]
    acts: frozenset[str]
    plain: dict[str, float] = field(default_factory=dict)
    sayings: tuple[Saying, ...] = ()  # everyday sayings that were understood


THING, APART, ACT, REST = 2.0, 1.2, 0.75, 0.9  # how much a thing counts, one whose words stand apart, an act, another word
PAIR, PAIR_KNOWN, PAIR_APART, SIGN = (
    0.3,
    0.2,
    0.12,
    0.15,
)  # pairs in a word, in a thing, across words; single characters


def understand(text: str, lexicon: Lexicon, sounds: Sounds, known: Iterable[str] = ()) -> Question:
    """A typed text as a question. `known` holds pairs of characters that some card has; others are tried by their sound."""
    typed = fold(text)[:LONGEST]
    by_letters = [pair for letters in letters_of(typed) for pair in sounds.read(letters) or sounds.begun(letters)]
    heard = [] if by_letters else _misheard(typed, sounds, frozenset(known))
    corrected = typed
    for part, word in heard:
        corrected = corrected.replace(part, word)
    things = lexicon.things_in(corrected)
    acts = lexicon.acts_in(corrected, things)
    parts = _parts(corrected, things, acts) + _of_letters(by_letters, lexicon)
    parts += [Part(each.say, _meanings(each, How.EVERYDAY), APART) for each in lexicon.apart_in(corrected, things)]
    parts += [Part(part, (Word(word, 1.0, How.SOUND),), REST) for part, word in heard]
    sayings = tuple(each.saying for each in (*things, *acts))
    return Question(typed, tuple(parts), frozenset(each.saying.act for each in acts), _plain(corrected, things), sayings)


def _parts(text: str, things: list[Found], acts: list[Found]) -> list[Part]:
    parts = [Part(each.saying.say, _ways(each, How.EVERYDAY), THING) for each in things]
    parts += [Part(each.saying.say, _ways(each, How.ACT), ACT, True) for each in acts]
    rest = [word for word in cut(_FILLER.sub(" ", _without(text, [*things, *acts]))) if len(word) > 1]
    return parts + [Part(word, (Word(word, 1.0, How.SAID),), REST) for word in dict.fromkeys(rest)]


def _without(text: str, found: Iterable[Found]) -> str:
    for each in sorted(found, key=lambda one: -one.begins):
        text = f"{text[: each.begins]} {text[each.ends :]}"
    return text


def _ways(found: Found, how: How) -> tuple[Word, ...]:
    said, means = found.saying.say, _meanings(found.saying, how)
    return (Word(said, 1.0, How.SAID), *means) if len(said) > 1 else means


def _meanings(saying: Saying, how: How) -> tuple[Word, ...]:
    return tuple(Word(word, max(1.0 - 0.1 * place, 0.5), how) for place, word in enumerate(saying.means))


def _of_letters(read: Sequence[tuple[str, str]], lexicon: Lexicon) -> list[Part]:
    parts: dict[str, list[Word]] = {}
    for typed, word in read:
        ways = parts.setdefault(typed, [])
        ways.append(Word(word, 1.0, How.LETTERS))
        saying = lexicon.things.get(word) or lexicon.acts.get(word)
        ways.extend(
            Word(each, 0.95 - 0.1 * place, How.LETTERS)
            for place, each in enumerate(saying.means[:4] if saying else ())
        )
    return [Part(typed, tuple(ways), THING) for typed, ways in parts.items()]


def _misheard(text: str, sounds: Sounds, known: frozenset[str]) -> list[tuple[str, str]]:
    """Stretches with a pair of characters that no card has, which sound like a word that is known."""
    found: list[tuple[str, str]] = []
    for run in runs(text):
        tokens = [] if run.isascii() else best_cut(run)
        at = 0
        while at < len(tokens) - 1:
            step = next(
                (
                    pair
                    for end in range(min(len(tokens), at + 5), at + 1, -1)
                    if (pair := _heard_as(tokens[at:end], sounds, known))
                ),
                None,
            )
            found += [step] if step else []
            at += len(step[0]) if step else 1
    return found


def _heard_as(tokens: list[str], sounds: Sounds, known: frozenset[str]) -> tuple[str, str] | None:
    said = "".join(tokens)
    if all(len(token) > 1 for token in tokens) or any(sign in SAYING_NOTHING for sign in said):
        return None
    strange = any(said[at : at + 2] not in known for at in range(len(said) - 1))
    word = sounds.alike.get(" ".join(map(syllable, said))) if strange else None
    return (
        (said, word)
        if word and word != said and any(one == other for one, other in zip(said, word, strict=False))
        else None
    )


def _plain(text: str, things: list[Found]) -> dict[str, float]:
    plain: dict[str, float] = {}
    spans = [text[each.begins : each.ends] for each in things]
    telling = _together(text)
    for run in runs(_FILLER.sub(" ", text)):
        if run.isascii():
            plain[run] = REST
            continue
        for at, sign in enumerate(run):
            pair = run[at : at + 2]
            if sign not in SAYING_NOTHING:
                plain[sign] = SIGN
            if len(pair) == 2 and (pair in telling or not any(each in SAYING_NOTHING for each in pair)):
                plain[pair] = (
                    PAIR_KNOWN
                    if any(pair in span for span in spans)
                    else PAIR
                    if pair in telling
                    else PAIR_APART
                )
    return plain


def _together(text: str) -> frozenset[str]:
    """Pairs of characters that stand in one word, or where no dictionary knows a word."""
    found: set[str] = set()
    for run in runs(text):
        tokens = [run] if run.isascii() else best_cut(run)
        for token in tokens:
            found.update(token[at : at + 2] for at in range(len(token) - 1))
        found.update(
            one + other for one, other in pairwise(tokens) if len(one) == len(other) == 1
        )
    return frozenset(found)
