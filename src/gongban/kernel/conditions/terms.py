"""What a condition speaks of: facts of a declared kind, and an answer that may be yes, no or not yet known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

# 范围写死，算式才能事先证明不会溢出 · with bounds, arithmetic is proved to fit 64 bits before it runs
MOST_NUMBER = 10**15
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2999, 12, 31)


class Sort(StrEnum):
    """What can be compared with what."""

    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"

    @property
    def words(self) -> Words:
        """How the sort is called in a sentence."""
        return _SORT_WORDS[self]


_SORT_WORDS = {
    Sort.NUMBER: Words("数字", "a number"),
    Sort.TEXT: Words("文字", "a text"),
    Sort.BOOLEAN: Words("是非", "yes or no"),
    Sort.DATE: Words("日期", "a date"),
}


class Kind(StrEnum):
    """How a fact is declared: `money` is an integer in fen, `choice` the code of one of its options."""

    INTEGER = "integer"
    MONEY = "money"
    TEXT = "text"
    BOOLEAN = "boolean"
    DATE = "date"
    CHOICE = "choice"

    @property
    def sort(self) -> Sort:
        """What facts of this kind are compared with."""
        return _SORTS[self]


_SORTS = {
    Kind.INTEGER: Sort.NUMBER,
    Kind.MONEY: Sort.NUMBER,
    Kind.TEXT: Sort.TEXT,
    Kind.CHOICE: Sort.TEXT,
    Kind.BOOLEAN: Sort.BOOLEAN,
    Kind.DATE: Sort.DATE,
}
Value = int | str | bool | date
"""A fact's value: int for integer and money (fen), str for text and choice."""


@dataclass(frozen=True)
class Option:
    """One answer of a choice."""

    code: str
    words: Words


@dataclass(frozen=True)
class Fact:
    """Something a condition may ask about. `least` and `most` bound numbers; `formula` makes it derived from others."""

    name: str
    kind: Kind
    words: Words
    unit: Words | None = None
    options: tuple[Option, ...] = ()
    least: int = -MOST_NUMBER
    most: int = MOST_NUMBER
    formula: str = ""

    @property
    def sort(self) -> Sort:
        """What it is compared with."""
        return self.kind.sort

    @property
    def bounds(self) -> tuple[int, int]:
        """The smallest and greatest value: of a number itself, of a date its day number; (0, 0) of others."""
        if self.sort is Sort.DATE:
            return FIRST_DAY.toordinal(), LAST_DAY.toordinal()
        return (self.least, self.most) if self.sort is Sort.NUMBER else (0, 0)

    def accepts(self, value: object) -> bool:
        """Whether a value is of this fact's kind and within its bounds; no text "5" for a number, no 1 for yes."""
        if type(value) is not PYTHON_TYPES[self.sort]:
            return False
        if isinstance(value, date):
            return FIRST_DAY <= value <= LAST_DAY
        if self.sort is Sort.NUMBER:
            return self.least <= value <= self.most  # type: ignore[operator]
        return self.kind is not Kind.CHOICE or any(option.code == value for option in self.options)


PYTHON_TYPES: dict[Sort, type] = {Sort.NUMBER: int, Sort.TEXT: str, Sort.BOOLEAN: bool, Sort.DATE: date}


class Truth(Enum):
    """The three answers."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @staticmethod
    def of(value: bool | None) -> Truth:
        """The answer for True, False or None."""
        return Truth.UNKNOWN if value is None else Truth.YES if value else Truth.NO


@dataclass(frozen=True)
class Answer:
    """Whether a condition holds, and which facts must still be learned to know; in the order of the text.

    UNKNOWN without missing facts: those it hangs on are known to have no value.
    """

    truth: Truth
    missing: tuple[str, ...] = ()


class BadCondition(Refusal):
    """A text that is no condition of this language. `at` is the place, counted in characters from 1; 0 for the whole."""

    def __init__(self, code: str, words: Words, at: int = 0) -> None:
        said = Words(f"第 {at} 个字符：{words.zh}", f"At character {at}: {words.en}") if at else words
        super().__init__(f"condition.{code}", said)
        self.at = at
