"""The vocabulary of forms: fields, who wants them and when, rules of the pre-check, and what is known already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongban.kernel.conditions import Condition, Fact, Value
from gongban.kernel.words import Words

NOTHING = Words("", "")


class Severity(StrEnum):
    """What a rule of the pre-check does when it does not hold."""

    STOPS = "stops"  # 改好才能提交 · must be mended before submission
    WARNS = "warns"  # 提醒，仍可提交 · told, and submission goes on

    @property
    def words(self) -> Words:
        """How people call it."""
        return {"stops": Words("改好才能提交", "Must be mended"), "warns": Words("提醒，仍可提交", "A warning only")}[self.value]


@dataclass(frozen=True)
class Want:
    """Who asks a field and when: `by` is the code of an item's part ("" of a form of one item), None means always."""

    condition: Condition | None = None
    optional: bool = False
    by: str = ""


@dataclass(frozen=True)
class Field:
    """A declared fact as a form asks it; shown when any of its wants holds, required when any that holds is not optional."""

    fact: Fact
    words: Words
    hint: Words = NOTHING
    section: str = ""
    wants: tuple[Want, ...] = (Want(),)
    personal: bool = False

    @property
    def name(self) -> str:
        """The name of the fact: the same fact is the same field wherever it is asked."""
        return self.fact.name


@dataclass(frozen=True)
class Section:
    """Fields that stand together."""

    key: str
    words: Words
    hint: Words = NOTHING


@dataclass(frozen=True)
class Rule:
    """A rule of the pre-check (智能预审): what must hold, what is said when it does not, and how to mend it.

    `fields`: at which fields it is told (none: those that its condition names). `applies`: when it is asked at all.
    """

    key: str
    condition: Condition
    words: Words
    mend: Words = NOTHING
    severity: Severity = Severity.STOPS
    fields: tuple[str, ...] = ()
    applies: Condition | None = None
    by: str = ""

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the facts on which it hangs."""
        return tuple(dict.fromkeys([*self.condition.facts, *(self.applies.facts if self.applies else ())]))


@dataclass(frozen=True)
class Known:
    """A value that is known without asking: from where, and as of which day. None: known to have none."""

    value: Value | None
    source: Words = NOTHING
    as_of: date | None = None
