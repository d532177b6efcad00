"""The vocabulary of 办不成事: what a counter could not do, why, and what is asked for at each step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gongban.kernel.clock import Limit, Unit
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Cause:
    """Why something could not be done: a code of the city's list (impasses.yaml)."""

    code: str
    words: Words


DEFAULT_LIMITS = {"coordinate": Limit(1, Unit.WORKING_DAY), "resolve": Limit(5, Unit.WORKING_DAY)}


@dataclass(frozen=True)
class ImpasseRules:
    """What a city sets: the causes, and the clocks."""

    causes: tuple[Cause, ...] = ()
    limits: Mapping[str, Limit] = field(default_factory=lambda: dict(DEFAULT_LIMITS))

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> ImpasseRules:
        """The rules as they are kept; what they leave out has the values above."""
        given = {name: Limit(int(each["amount"]), Unit(each["unit"])) for name, each in kept.get("limits", {}).items()}
        return cls(tuple(Cause(each["code"], Words(each["zh"], each["en"])) for each in kept.get("causes", ())), {**DEFAULT_LIMITS, **given})

    def words_of(self, code: str) -> Words:
        """The words of a cause; of one that the city has taken out of its list the code."""
        return next((each.words for each in self.causes if each.code == code), Words(code, code))


_READ = Words("办事的人会看到。", "The person will read it.")


class Taking(Input):
    """What could not be done; name and phone where a clerk writes it down."""

    item: str = asked("什么事项", "Which item", default="", max_length=80)
    outlet: str = asked("在哪个网点", "At which outlet", default="", max_length=40)
    cause: str = asked("因为什么办不成", "Why it could not be done", max_length=40)
    text: str = asked("经过", "What happened", widget="textarea", max_length=2_000)
    name: str = asked("称呼", "Name", default="", max_length=60)
    phone: str = asked("手机号", "Mobile phone", default="", max_length=20)


class Coordinating(Input):
    """Who is to help, and with what."""

    department: str = asked("请哪个部门协调", "Which department is to help", widget="department", max_length=40)
    text: str = asked("要解决什么", "What is to be solved", widget="textarea", max_length=2_000)


class Reporting(Input):
    """What the department found and can do."""

    text: str = asked("部门意见", "What the department says", widget="textarea", max_length=2_000)


class Finishing(Input):
    """How it was done."""

    text: str = asked("怎样办成的", "How it was done", widget="textarea", max_length=2_000, hint=_READ)


class Refusing(Input):
    """Why the law does not allow it, and what the person can do about that."""

    basis: str = asked("法律依据", "Legal ground", max_length=200, hint=Words("写明法规名称和条款；没有依据就不能说不。", "Name the law and its article: without one there is no refusal."))
    remedy: str = asked("救济途径", "Remedy", max_length=300, hint=Words("例如：六十日内向某机关申请行政复议。", "Such as: apply for reconsideration within sixty days."))
    text: str = asked("向办事人说明", "Explanation to the person", widget="textarea", max_length=2_000, hint=_READ)


class Reclassifying(Input):
    """The cause as it turned out."""

    cause: str = asked("原因", "Cause", widget="impasse_cause", max_length=40)


class Adding(Input):
    """What the person adds."""

    text: str = asked("补充", "What you add", widget="textarea", max_length=1_000)
