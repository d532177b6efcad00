"""The few functions of the language, chosen because every engine answers them alike, or can be told how to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongban.kernel.conditions.terms import Sort, Value


def years_between(start: date, end: date) -> int:
    """Full years from one day to another: an age. Who was born on 29 February is a year older on 1 March.

    >>> years_between(date(2000, 2, 29), date(2026, 2, 28)), years_between(date(2000, 2, 29), date(2026, 3, 1))
    (25, 26)
    """
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def months_between(start: date, end: date) -> int:
    """Full months from one day to another, counted by the day of the month.

    >>> months_between(date(2026, 1, 31), date(2026, 2, 28)), months_between(date(2026, 1, 31), date(2026, 3, 31))
    (0, 2)
    """
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


@dataclass(frozen=True)
class Function:
    """Its arguments, its result with bounds, and how Python reckons it."""

    arguments: tuple[Sort, ...]
    result: Sort
    bounds: tuple[int, int]
    call: Callable[..., Value]


FUNCTIONS = {
    "length": Function((Sort.TEXT,), Sort.NUMBER, (0, 10**9), len),
    "year": Function((Sort.DATE,), Sort.NUMBER, (1, 9999), lambda day: day.year),
    "month": Function((Sort.DATE,), Sort.NUMBER, (1, 12), lambda day: day.month),
    "years_between": Function((Sort.DATE, Sort.DATE), Sort.NUMBER, (-9999, 9999), years_between),
    "months_between": Function((Sort.DATE, Sort.DATE), Sort.NUMBER, (-120_000, 120_000), months_between),
}
YUAN = "yuan"
NAMES = frozenset(FUNCTIONS) | {YUAN}
