"""How everything in a bundle stands for one person as far as known: frozen values, each with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gongban.design.bundles.contents import Choice, Component, Contents
from gongban.design.bundles.rules.unifying import Merged
from gongban.design.bundles.rules.waiting import Schedule
from gongban.design.bundles.terms import Aspect
from gongban.design.catalogue.public import Fee, Guide
from gongban.kernel.conditions import Line, Truth, Value
from gongban.kernel.words import Words


class Sort(StrEnum):
    """What has to be done about a material."""

    FORM = "form"  # 一张表，在这里填 · the one form, filled here
    BRING = "bring"
    FETCHED = "fetched"  # 免提交


@dataclass(frozen=True)
class PartState:
    """A part: the guide of its item (None where it is not offered here now), whether it applies, and why (None: to everybody)."""

    part: Component
    item: Guide | None
    truth: Truth
    line: Line | None

    @property
    def code(self) -> str:
        """Its code in the bundle."""
        return self.part.code

    @property
    def name(self) -> Words:
        """How it is called: by the bundle, else by its item."""
        if self.part.name.zh:
            return self.part.name
        return self.item.name if self.item else Words(self.part.item, self.part.item)

    @property
    def owner(self) -> Words:
        """Who decides it."""
        return self.item.owner.name if self.item else Words("", "")


@dataclass(frozen=True)
class WayState:
    """An alternative: whether it is open to this person, whichever they take, and why (None: to everybody)."""

    code: str
    truth: Truth
    line: Line | None


@dataclass(frozen=True)
class ChoiceState:
    """Alternatives, and the one that is taken ("" as long as that is not known or none applies)."""

    choice: Choice
    ways: tuple[WayState, ...]
    taken: str


@dataclass(frozen=True)
class MaterialState:
    """A material named once: whether it is needed, by which parts now, and which answers made it so.

    `made_by` is another part that applies and issues it: it goes on inside (内部流转). `added` is False where everybody needs it. `why` explains the conditions that hold, or of one not needed those that do not.
    """

    merged: Merged
    truth: Truth
    parts: tuple[str, ...]
    added: bool
    why: tuple[Line, ...]
    made_by: str = ""

    @property
    def sort(self) -> Sort:
        """What has to be done about it."""
        return Sort.FORM if self.merged.is_form else Sort.FETCHED if self.merged.shown.is_fetched or self.made_by else Sort.BRING

    @property
    def shared(self) -> bool:
        """Whether several parts use it."""
        return len(self.parts) > 1


@dataclass(frozen=True)
class RequirementState:
    """A condition of acceptance: of the bundle itself, or of the parts named."""

    text: Words
    parts: tuple[str, ...]
    truth: Truth
    line: Line | None


@dataclass(frozen=True)
class FeeState:
    """A fee of a part, and whether it is due."""

    fee: Fee
    part: str
    truth: Truth


@dataclass(frozen=True)
class FieldState:
    """A field of the one form: the fact it asks, and the parts that use it."""

    fact: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class NeedState:
    """A condition of a trade, merged over permits: on what it bears, who of this person's permits asks for it, whether it holds
    for them, and who asks for it at all."""

    aspect: Aspect
    text: Words
    parts: tuple[str, ...]
    truth: Truth
    asked_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Joined:
    """A bundle for one person as far as known.

    `wishes`: facts of optional parts to be chosen from, all at once, before anything is asked. `question`: the fact to ask next;
    None with no wishes means that no answer can change anything any more. `known` is what it was decided by.
    """

    contents: Contents
    wishes: tuple[str, ...]
    question: str | None
    known: Mapping[str, Value | None]
    parts: tuple[PartState, ...]
    choices: tuple[ChoiceState, ...]
    materials: tuple[MaterialState, ...]
    requirements: tuple[RequirementState, ...]
    fees: tuple[FeeState, ...]
    fields: tuple[FieldState, ...]
    needs: tuple[NeedState, ...]
    schedule: Schedule

    @property
    def applying(self) -> tuple[PartState, ...]:
        """The parts that apply, in the order in which they can begin."""
        by_code = {each.code: each for each in self.parts}
        return tuple(by_code[code] for each in self.schedule.rounds for code in each)

    @property
    def is_exact(self) -> bool:
        """Whether nothing is left open: neither a question nor a part or material that hangs on what nobody could say."""
        truths = [*(each.truth for each in self.parts), *(each.truth for each in self.materials)]
        return not (self.wishes or self.question or Truth.UNKNOWN in truths)

    def amount(self) -> int:
        """The fees that are due, in fen, as far as an amount is fixed."""
        return sum(each.fee.amount or 0 for each in self.fees if each.truth is Truth.YES)
