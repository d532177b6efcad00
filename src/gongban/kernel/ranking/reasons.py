"""Why a card was found, in words that a person can check: “房产证”是“不动产权证书”的日常说法; same sound; pinyin."""

from __future__ import annotations

from collections.abc import Iterable

from gongban.kernel.ranking.asking import How, Part, Question, Word
from gongban.kernel.words import Words

MOST = 3

_SAID = {
    How.EVERYDAY: Words("“{said}”是“{word}”的日常说法", "“{said}” is an everyday word for “{word}”"),
    How.SOUND: Words(
        "“{said}”按“{word}”查找（读音相同）", "“{said}” was read as “{word}” (it sounds the same)"
    ),
    How.LETTERS: Words("拼音“{said}”读作“{word}”", "the letters “{said}” are pinyin for “{word}”"),
    How.ACT: Words("“{said}”对应“{word}”", "“{said}” asks for “{word}”"),
}
_HOLDS = Words("含有您说的{words}", "it holds your words {words}")
_NEAR = Words("有相近的字词", "some of its words come near")
_MEANS = Words("意思相近", "its meaning comes near")


def reasons(question: Question, ways: Iterable[tuple[Part, Word]], *, by_meaning: bool = False) -> list[Words]:
    """The reasons, the most telling first; words found as they were typed are named together.

    `by_meaning`: what holds none of the words was found by its meaning.
    """
    found: list[Words] = []
    said: list[str] = []
    for part, way in ways:
        if way.how == How.SAID or way.text == part.said:
            said += [way.text] if way.text in question.text else []
        else:
            found.append(_SAID[way.how].format(said=part.said, word=way.text))
    if said:
        quoted = [f"“{word}”" for word in dict.fromkeys(said)][:MOST]
        found.insert(
            0, Words(_HOLDS.zh.format(words="".join(quoted)), _HOLDS.en.format(words=" ".join(quoted)))
        )
    return list(dict.fromkeys(found))[:MOST] or [_MEANS if by_meaning else _NEAR]
