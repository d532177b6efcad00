"""Which sums may be written, and do they fit? Bounds of facts are carried through, so that no engine can overflow."""

from __future__ import annotations

from datetime import date

from gongban.kernel.conditions.functions import FUNCTIONS
from gongban.kernel.conditions.refusals import refuse
from gongban.kernel.conditions.terms import Sort
from gongban.kernel.conditions.tree import Call, Derived, Held, Literal, Reckoned, Term

_MOST = 2**63 - 1
_DAYS = (date.min.toordinal(), date.max.toordinal())
# 两边各是什么，得到什么 · what stands on both sides, and what comes out
_RESULTS = {
    ("+", Sort.NUMBER, Sort.NUMBER): Sort.NUMBER,
    ("-", Sort.NUMBER, Sort.NUMBER): Sort.NUMBER,
    ("*", Sort.NUMBER, Sort.NUMBER): Sort.NUMBER,
    ("+", Sort.DATE, Sort.NUMBER): Sort.DATE,
    ("-", Sort.DATE, Sort.NUMBER): Sort.DATE,
    ("-", Sort.DATE, Sort.DATE): Sort.NUMBER,
}


def result_of(sign: str, left: Sort, right: Sort) -> Sort | None:
    """What comes out of a sum; None when these do not go together."""
    return _RESULTS.get((sign, left, right))


def reckoned(sign: str, left: Term, right: Term, sort: Sort, at: int) -> Term:
    """The sum, refused when its result could leave 64 bits or the calendar."""
    made = Reckoned(sign, left, right, sort, at)
    low, high = bounds(made)
    least, most = _DAYS if sort is Sort.DATE else (-_MOST, _MOST)
    if low < least or high > most:
        refuse("overflow", at)
    return made


def bounds(term: Term) -> tuple[int, int]:
    """The least and greatest value of a number, or day number of a date; (0, 0) of texts and booleans."""
    match term:
        case Literal():
            number = day_number(term.value)
            return number, number
        case Held():
            return term.fact.bounds
        case Derived():
            return bounds(term.value)
        case Call():
            return FUNCTIONS[term.name].bounds
        case Reckoned():
            return _reckoned_bounds(term.sign, bounds(term.left), bounds(term.right))


def _reckoned_bounds(sign: str, left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    if sign == "+":
        return left[0] + right[0], left[1] + right[1]
    if sign == "-":
        return left[0] - right[1], left[1] - right[0]
    corners = [one * other for one in left for other in right]
    return min(corners), max(corners)


def day_number(value: object) -> int:
    """A number as it is, a date as its day number, anything else as 0."""
    if isinstance(value, date):
        return value.toordinal()
    return value if type(value) is int else 0
