"""Facts of many matters as numpy columns: one array of values, one mask of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gongban.kernel.conditions.evaluating import WrongKind
from gongban.kernel.conditions.terms import PYTHON_TYPES, Fact, Sort, Value

EPOCH = date(1970, 1, 1).toordinal()
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Column:
    """The values of one fact, a row per matter.

    `values`: int64 for numbers (money in fen), bool for yes or no, int64 days since 1970-01-01 for dates, and for texts
    the position of each in `texts`. `known`: False where a row has no value; None when all have one.
    """

    values: NDArray[Any]
    known: Mask | None = None
    texts: tuple[str, ...] = ()

    @classmethod
    def of(cls, fact: Fact, values: Sequence[Value | None]) -> Column:
        """The column of Python values; None is no value. WrongKind when one is of another kind."""
        for value in values:
            if value is not None and type(value) is not PYTHON_TYPES[fact.sort]:
                raise WrongKind(fact, value)
        known = np.array([value is not None for value in values], dtype=bool)
        texts = tuple(dict.fromkeys(value for value in values if isinstance(value, str)))
        places = {text: place for place, text in enumerate(texts)}
        made = [_number(value, places) for value in values]
        return cls(np.array(made, dtype=_TYPES[fact.sort]), None if known.all() else known, texts)

    @classmethod
    def same(cls, fact: Fact, value: Value | None) -> Column:
        """One value for every row: today's date, or what one party holds while rows are something else."""
        column = cls.of(fact, [value])
        return cls(column.values[0], None if column.known is None else column.known[0], column.texts)

    def within(self, least: int, most: int) -> bool:
        """Whether all known values lie between two bounds, both included."""
        values = self.values if self.known is None else self.values[self.known]
        return values.size == 0 or bool(values.min() >= least and values.max() <= most)


_TYPES = {Sort.NUMBER: np.int64, Sort.TEXT: np.int64, Sort.BOOLEAN: np.bool_, Sort.DATE: np.int64}


def _number(value: Value | None, places: dict[str, int]) -> int:
    if isinstance(value, str):
        return places[value]
    if isinstance(value, date):
        return value.toordinal() - EPOCH
    return value or 0
