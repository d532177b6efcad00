"""Nine elements one for the whole city (九要素统一): what the districts' items of one kind say differently; pure (B1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.wording import limit_words, material_words, said, sentence
from gongban.kernel.words import Words

Spoken = tuple[Words, ...]


@dataclass(frozen=True)
class Entered:
    """An item of one district as it enters the comparison; an empty district is the whole city."""

    code: str
    district: str
    elements: Elements


@dataclass(frozen=True)
class Deviation:
    """An element that the districts of one item say differently: who says what, the most usual first."""

    element: str
    words: Words
    said: tuple[tuple[Spoken, tuple[str, ...]], ...]

    @property
    def usual(self) -> tuple[str, ...]:
        """Codes of the items that say the most usual."""
        return self.said[0][1]


NINE: dict[str, tuple[Words, Callable[[Elements], Spoken]]] = {
    "main_name": (Words("主项名称", "Name of the main item"), lambda each: (each.main_name if each.main_name.zh else each.name,)),
    "sub_name": (Words("子项名称", "Name of the sub-item"), lambda each: (each.sub_name if each.sub_name.zh else each.name,)),
    "bases": (Words("设定依据", "Legal basis"), lambda each: _sorted(sentence(basis) for basis in each.bases)),
    "requirements": (Words("受理条件", "Conditions of acceptance"), lambda each: _sorted(requirement.text for requirement in each.requirements)),
    "situations": (Words("办理情形", "Situations"), lambda each: _sorted(situation.name for situation in each.situations)),
    "materials": (Words("申请材料", "Materials"), lambda each: _sorted(material_words(material) for material in each.materials)),
    "steps": (Words("办理流程", "Process"), lambda each: tuple(step.name for step in each.steps)),
    "limit": (Words("办理时限", "Time limit"), lambda each: tuple(limit_words(limit) for limit in (each.promised_limit,) if limit)),
    "forms": (Words("办理形式", "Ways to apply"), lambda each: (said(each, "forms"),)),
}  # fmt: skip


def deviations(items: Sequence[Entered]) -> list[Deviation]:
    """For the items of one kind, of several districts: each of the nine elements that is not the same everywhere."""
    found = []
    for name, (words, of) in NINE.items():
        groups: dict[Spoken, list[str]] = defaultdict(list)
        for item in items:
            groups[of(item.elements)].append(item.code)
        if len(groups) > 1:
            usual_first = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[1]))
            found.append(Deviation(name, words, tuple((spoken, tuple(codes)) for spoken, codes in usual_first)))
    return found


def _sorted(spoken: Iterable[Words]) -> Spoken:
    """In a fixed order: the same list written in another order is no difference."""
    return tuple(sorted(spoken, key=lambda words: words.zh))
