"""Values of a condition for a block of rows at a time, each with the mask of where it is known."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gongban.kernel.conditions.columns import EPOCH, Column, Mask
from gongban.kernel.conditions.terms import Fact, Sort
from gongban.kernel.conditions.tree import Call, Derived, Held, Literal, Reckoned, Term

Pair = tuple[NDArray[Any], "Mask | None"]
"""Values, and where they are known; None where all are."""
Block = Callable[[slice], Pair]
_SUMS = {"+": operator.add, "-": operator.sub, "*": operator.mul}


class OutOfBounds(ValueError):
    """A column holds values outside the bounds that its fact declares, so that a sum of them might not fit."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(f"fact {fact.name}: a value lies outside its declared bounds {fact.bounds}")


class Reader:
    """Gives the values of terms; columns are checked when they are first read."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns

    def column(self, fact: Fact) -> Column:
        """The column of a fact; KeyError names the one that was not given."""
        return self.columns[fact.name]

    def texts(self, term: Term) -> Column:
        """The column of a text, be it a fact or written."""
        match term:
            case Derived():
                return self.texts(term.value)
            case Held(fact):
                return self.column(fact)
            case Literal(value):
                return Column(np.zeros((), dtype=np.int64), None, (str(value),))
        raise TypeError(term)

    def block(self, term: Term) -> Block:
        """The function that gives a number, a day number or a truth value for a block of rows."""
        match term:
            case Literal(value):
                constant = np.asarray(value.toordinal() - EPOCH if term.sort is Sort.DATE else value)  # type: ignore[union-attr]
                return lambda rows: (constant, None)
            case Held(fact):
                return rows_of(self.column(fact))
            case Derived():
                return self.block(term.value)
            case Reckoned(sign, left, right):
                self._check(term)
                return _strict(_SUMS[sign], [self.block(left), self.block(right)])
            case Call("length", (text,)):
                return self._lengths(self.texts(text))
            case Call(name, arguments):
                return _strict(_CALLS[name], [self.block(argument) for argument in arguments])

    def _check(self, term: Reckoned) -> None:
        """A sum was proved to fit by the declared bounds: so the column must keep them."""
        for side in (term.left, term.right):
            if isinstance(side, Held):
                shift = EPOCH if side.sort is Sort.DATE else 0
                least, most = side.fact.bounds
                if not self.column(side.fact).within(least - shift, most - shift):
                    raise OutOfBounds(side.fact)

    def _lengths(self, column: Column) -> Block:
        lengths = np.array([*map(len, column.texts), 0], dtype=np.int64)
        rows_of_texts = rows_of(column)

        def measured(rows: slice) -> Pair:
            values, known = rows_of_texts(rows)
            return lengths[values], known

        return measured


def rows_of(column: Column) -> Block:
    """The function that cuts a block out of a column; a single value stays as it is."""
    values, known = column.values, column.known
    if np.ndim(values) == 0:
        return lambda rows: (values, known)
    if known is None:
        return lambda rows: (values[rows], None)
    return lambda rows: (values[rows], known[rows])


def both(one: Mask | None, other: Mask | None) -> Mask | None:
    """Where two values are known."""
    return other if one is None else one if other is None else one & other


def _strict(call: Callable[..., NDArray[Any]], arguments: list[Block]) -> Block:
    def reckoned(rows: slice) -> Pair:
        pairs = [argument(rows) for argument in arguments]
        known: Mask | None = None
        for _, also in pairs:
            known = both(known, also)
        return call(*(values for values, _ in pairs)), known

    return reckoned


def _year(days: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _months(days: NDArray[Any]) -> NDArray[Any]:
    """Months since January 1970."""
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _day_of_month(days: NDArray[Any]) -> NDArray[Any]:
    return days - _months(days).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _months_between(start: NDArray[Any], end: NDArray[Any]) -> NDArray[Any]:
    return _months(end) - _months(start) - (_day_of_month(end) < _day_of_month(start))


def _years_between(start: NDArray[Any], end: NDArray[Any]) -> NDArray[Any]:
    """By month and day; full months divided by twelve would be wrong where time runs backwards."""
    return _year(end) - _year(start) - (_place_in_year(end) < _place_in_year(start))


def _place_in_year(days: NDArray[Any]) -> NDArray[Any]:
    return _months(days) % 12 * 32 + _day_of_month(days)


_CALLS: dict[str, Callable[..., NDArray[Any]]] = {
    "year": _year,
    "month": lambda days: _months(days) % 12 + 1,
    "years_between": _years_between,
    "months_between": _months_between,
}
