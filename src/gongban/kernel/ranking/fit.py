"""What a name says that nobody asked for: 查询, 注销, 补办 where somebody wants the thing itself; 外国人 where no foreigner asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongban.kernel.ranking.asking import Question
from gongban.kernel.ranking.lexicon import Lexicon

ASKED = 1.12
UNASKED = {"lookup": 0.85, "progress": 0.85}
UNASKED_ELSE = {act: 0.9 for act in ("lost", "broken", "cancel", "change", "correct", "move")}
NOT_FOR_ALL = 0.88
# 只给一部分人办的事 · things that are only for some: a name that says so yields to one for everybody
CIRCLES = (
    "香港", "澳门", "港澳", "台湾", "外国", "外籍", "境外", "外商", "军人", "退役", "士兵", "复转", "随军", "宗教", "少数民族", "残疾",
    "毕业生", "知青", "未成年", "妇女", "老年", "农村", "企业职工", "机关事业单位",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a name, or a question with all words for it, says of acts and of circles of people."""

    acts: frozenset[str]
    circles: frozenset[str]


def said_by(name: str, lexicon: Lexicon) -> Said:
    """What a name says."""
    return Said(lexicon.acts_named(name), circles_in([name]))


def asked_by(question: Question) -> Said:
    """What a question asks for."""
    return Said(
        question.acts,
        circles_in([question.text, *(way.text for part in question.parts for way in part.ways)]),
    )


def circles_in(texts: Iterable[str]) -> frozenset[str]:
    """The circles of people that texts speak of."""
    said = " ".join(texts)
    return frozenset(circle for circle in CIRCLES if circle in said)


def factor(name: Said, asked: Said) -> float:
    """How far a name fits: above 1 where it says what was asked for, below where it says what was not."""
    found = ASKED if name.acts & asked.acts - {"new"} else 1.0
    for act in name.acts - asked.acts:
        found *= UNASKED.get(act) or UNASKED_ELSE.get(act, 1.0)
    return found * NOT_FOR_ALL ** len(name.circles - asked.circles)
