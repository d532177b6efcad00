"""The vocabulary of callbacks (回访): where one stands, how a try ended, what the person judges."""

from __future__ import annotations

from enum import StrEnum

from gongban.delivery.cases.public import Solved
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


class Standing(StrEnum):
    """Where a callback stands."""

    OPEN = "open"  # not yet asked, or not yet reached
    ANSWERED = "answered"
    DECLINED = "declined"  # reached, and does not want to judge
    UNREACHED = "unreached"  # not reached in as many tries as the city asks for
    LAPSED = "lapsed"  # outside the sample, no objection within the time
    DROPPED = "dropped"  # the case was reopened or filed before this person was asked

    @property
    def words(self) -> Words:
        """How the desk calls it."""
        return STANDINGS[self]


class Ending(StrEnum):
    """How one try by telephone ended."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    LATER = "later"  # reached at a bad moment: asked to be called again, not counted as a try
    DECLINED = "declined"

    @property
    def words(self) -> Words:
        """How the desk calls it."""
        return ENDINGS[self]


STANDINGS = {
    Standing.OPEN: Words("待回访", "To be called"),
    Standing.ANSWERED: Words("已评价", "Judged"),
    Standing.DECLINED: Words("不愿评价", "Declined to judge"),
    Standing.UNREACHED: Words("未接通", "Not reached"),
    Standing.LAPSED: Words("到期无异议", "No objection in time"),
    Standing.DROPPED: Words("不再回访", "No longer needed"),
}
ENDINGS = {
    Ending.NO_ANSWER: Words("无人接听", "No answer"),
    Ending.BUSY: Words("占线或拒接", "Busy or call rejected"),
    Ending.WRONG_NUMBER: Words("号码有误", "Wrong number"),
    Ending.LATER: Words("改时间再打", "Call again later"),
    Ending.DECLINED: Words("接通但不愿评价", "Reached, does not want to judge"),
}
SATISFACTION = {
    5: Words("非常满意", "Very satisfied"),
    4: Words("满意", "Satisfied"),
    3: Words("基本满意", "Fairly satisfied"),
    2: Words("不满意", "Dissatisfied"),
    1: Words("非常不满意", "Very dissatisfied"),
}


class Judgement(Input):
    """The three questions of every callback, and room for the person's own words."""

    contacted: bool | None = asked("承办单位联系过您吗", "Were you contacted in time", widget="boolean", default=None)
    solved: Solved = asked("问题解决了吗", "Is it solved", widget="choice")
    satisfaction: int | None = asked("您对办理满意吗", "How satisfied are you", widget="satisfaction", default=None, ge=1, le=5)
    text: str = asked("您的话", "In your words", widget="textarea", default="", max_length=2000)


class Try(Input):
    """What an operator notes of a call without a judgement."""

    ending: Ending = asked("通话结果", "How the call ended", widget="choice")
    text: str = asked("备注", "Note", widget="textarea", default="", max_length=500)
