"""The vocabulary of 好差评: what is rated, by which tags, and what the city sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from gongban.kernel.clock import Limit, Unit
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words

LEVELS = (5, 4, 3, 2, 1)
BAD = (2, 1)  # 差评：最低两档（国办发〔2019〕51号）
MOST_TAGS = 10


class Subject(StrEnum):
    """What is rated: a part of an application, once; or a visit to a counter, once."""

    PART = "part"  # 一事一评
    VISIT = "visit"  # 一次一评


class Standing(StrEnum):
    """Where an invitation stands. One that nobody answers stays unrated: there is no rating by default."""

    OPEN = "open"
    RATED = "rated"
    LAPSED = "lapsed"

    @property
    def words(self) -> Words:
        """How pages call it."""
        return STANDINGS[self]


STANDINGS = {
    Standing.OPEN: Words("等您评价", "To be rated"),
    Standing.RATED: Words("已评价", "Rated"),
    Standing.LAPSED: Words("没有评价", "Not rated"),
}


@dataclass(frozen=True)
class Handling:
    """What somebody may rate: which item at which version, who handled it, where, and whose it was (None: without an account)."""

    item: str  # 短名或编码 · short name or code
    name: Words
    department: str
    version: UUID | None = None
    number: str = ""
    outlet: str = ""
    counter: str = ""
    channel: str = "web"
    account: UUID | None = None
    handler: UUID | None = None


@dataclass(frozen=True)
class Tag:
    """A tag of the city's dictionary, for one level."""

    code: str
    level: int
    words: Words


DEFAULT_LIMITS = {
    "verify": Limit(3, Unit.WORKING_DAY), "review": Limit(5, Unit.WORKING_DAY), "rectify": Limit(15, Unit.WORKING_DAY), "callback": Limit(5, Unit.WORKING_DAY),
}  # fmt: skip


@dataclass(frozen=True)
class RatingRules:
    """What a city sets (ratings.yaml): how long one may rate, the clocks of rectification, tries of a callback, the tags."""

    days: Mapping[str, int] = field(default_factory=lambda: {Subject.PART.value: 30, Subject.VISIT.value: 7})
    limits: Mapping[str, Limit] = field(default_factory=lambda: dict(DEFAULT_LIMITS))
    attempts: int = 3
    tags: tuple[Tag, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> RatingRules:
        """The rules as they are kept; what they leave out has the values above."""
        plain = cls()
        return cls(
            {**plain.days, **kept.get("days", {})},
            {**plain.limits, **{name: Limit(int(each["amount"]), Unit(each["unit"])) for name, each in kept.get("limits", {}).items()}},
            int(kept.get("attempts", plain.attempts)),
            tuple(Tag(each["code"], int(each["level"]), Words(each["zh"], each["en"])) for each in kept.get("tags", ())),
        )

    def tags_of(self, level: int) -> tuple[Tag, ...]:
        """The tags that fit a level."""
        return tuple(each for each in self.tags if each.level == level)

    def tag(self, code: str) -> Tag | None:
        """A tag by its code."""
        return next((each for each in self.tags if each.code == code), None)


class Rating(Input):
    """A person's rating: one of five levels (5 is the best), tags of that level, words."""

    level: int = asked("您满意吗", "Are you satisfied", widget="satisfaction", ge=1, le=5)
    tags: list[str] = asked("说说哪里好、哪里不好", "What was good, what was not", widget="tags", default=[], max_length=MOST_TAGS)
    text: str = asked("您的话", "In your words", widget="textarea", default="", max_length=1_000)


class Verifying(Input):
    """What was found to be true, told to the person."""

    text: str = asked("核实的情况", "What was found", widget="textarea", max_length=2_000, hint=Words("评价人会看到。", "The person will read it."))


class Explaining(Input):
    """Why what the person wishes has no legal ground."""

    basis: str = asked("法律依据", "Legal ground", max_length=200, hint=Words("写明法规名称和条款。", "Name the law and its article."))
    text: str = asked("向评价人解释", "Explanation to the person", widget="textarea", max_length=2_000)


class Appealing(Input):
    """Why the rated office holds a rating to be false or malicious."""

    text: str = asked("申诉理由和依据", "Grounds of the appeal, with evidence", widget="textarea", max_length=2_000)


class Reviewing(Input):
    """What the review of an appeal came to."""

    text: str = asked("复核结论和理由", "Outcome of the review, with reasons", widget="textarea", max_length=2_000, hint=Words("双方都会看到。", "Both sides will read it."))


class Replying(Input):
    """What was mended, and the reply to the person."""

    measures: str = asked("整改措施", "What was mended", widget="textarea", max_length=2_000)
    text: str = asked("答复评价人", "Reply to the person", widget="textarea", max_length=2_000)


class CallOutcome(StrEnum):
    """What a callback after the reply came to."""

    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    UNREACHED = "unreached"

    @property
    def words(self) -> Words:
        """How the desk calls it."""
        return CALL_OUTCOMES[self]


CALL_OUTCOMES = {
    CallOutcome.ACCEPTED: Words("认可整改", "Content with what was mended"),
    CallOutcome.NOT_ACCEPTED: Words("不认可，继续整改", "Not content: go on mending"),
    CallOutcome.UNREACHED: Words("没有联系上", "Not reached"),
}


class CallingBack(Input):
    """What the person said at the callback."""

    outcome: CallOutcome = asked("回访结果", "Outcome", widget="choice")
    text: str = asked("备注", "Note", widget="textarea", default="", max_length=500)


class Objecting(Input):
    """What is still not mended."""

    text: str = asked("还有什么没有改好", "What is still not mended", widget="textarea", max_length=1_000)
