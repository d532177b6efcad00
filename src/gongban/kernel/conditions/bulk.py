"""A condition over columns: two masks, of what is true and of what is known; blocks of rows stay in the processor's cache."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from gongban.kernel.conditions.blocks import Block, Pair, Reader, both, rows_of
from gongban.kernel.conditions.columns import Column, Mask
from gongban.kernel.conditions.evaluating import matcher
from gongban.kernel.conditions.terms import Sort
from gongban.kernel.conditions.tree import (
    Absent,
    Among,
    Between,
    Comparison,
    Group,
    Holds,
    Like,
    Literal,
    Node,
    Term,
)

_BLOCK, _FEW = 1 << 15, 3
_COMPARE = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(frozen=True)
class Masks:
    """Per row: `true` where the condition holds, `known` where it could be told; true only where known."""

    true: Mask
    known: Mask


def masks(node: Node, columns: Mapping[str, Column], rows: int) -> Masks:
    """Both masks for `rows` rows. KeyError when the column of a fact is not given."""
    block = Bulk(Reader(columns)).answer(node)
    true, known = np.empty(rows, dtype=bool), np.ones(rows, dtype=bool)
    for start in range(0, rows, _BLOCK):
        part = slice(start, min(start + _BLOCK, rows))
        true[part], told = block(part)
        if told is not None:
            known[part] = told
    return Masks(true, known)


class Bulk:
    """Turns a tree into functions over blocks of rows; where everything is known there is no second mask."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def answer(self, node: Node) -> Block:  # noqa: PLR0911 - one line for each kind
        """The function from a block of rows to its two masks."""
        match node:
            case Group(every, parts):
                return _joined(_and if every else _or, [self.answer(part) for part in parts])
            case Holds():
                return self.answer(node.node)
            case Absent(fact, wanted):
                return _absent(rows_of(self.reader.column(fact)), wanted)
            case Comparison(left, sign, right):
                return self._comparison(left, sign, right)
            case Between(value, low, high, wanted):
                ends = [self._comparison(value, ">=", low), self._comparison(value, "<=", high)]
                return _wanted(_joined(_and, ends), wanted)
            case Among(value, members, wanted):
                return _wanted(self._among(value, members), wanted)
            case Like(value, pattern, wanted):
                return _wanted(self._of_text(value, matcher(pattern)), wanted)

    def _comparison(self, left: Term, sign: str, right: Term) -> Block:
        if left.sort is Sort.TEXT:
            return _wanted(self._same_text(left, right), sign == "=")
        return _compared(_COMPARE[sign], self.reader.block(left), self.reader.block(right))

    def _same_text(self, left: Term, right: Term) -> Block:
        """Positions in two lists of texts are compared by writing one list's positions in terms of the other."""
        one, other = self.reader.texts(left), self.reader.texts(right)
        places = {text: place for place, text in enumerate(one.texts)}
        same = np.array([*(places.get(text, -1) for text in other.texts), -1], dtype=np.int64)
        positions = rows_of(other)

        def translated(rows: slice) -> Pair:
            values, known = positions(rows)
            return same[values], known

        return _compared(operator.eq, rows_of(one), translated)

    def _among(self, value: Term, members: tuple[Literal, ...]) -> Block:
        if value.sort is Sort.TEXT:
            return self._of_text(value, frozenset(member.value for member in members).__contains__)
        return _joined(_or, [self._comparison(value, "=", member) for member in members])

    def _of_text(self, value: Term, test: Callable[[str], bool]) -> Block:
        """The test is made once for each different text, and looked up for the rows."""
        column = self.reader.texts(value)
        answers = [test(text) for text in column.texts]
        wanted = [place for place, answer in enumerate(answers) if answer]
        find = _one_of(wanted) if len(wanted) <= _FEW else np.array([*answers, False], dtype=bool).take
        positions = rows_of(column)

        def looked_up(rows: slice) -> Pair:
            values, known = positions(rows)
            return _pair(find(values), known)

        return looked_up


def _one_of(places: list[int]) -> Callable[..., Mask]:
    """Few comparisons are faster than one look-up in a table."""
    if not places:
        return lambda values: np.zeros(np.shape(values), dtype=bool)
    return lambda values: reduce(operator.or_, [values == place for place in places])


def _pair(raw: Mask, known: Mask | None) -> Pair:
    return (raw, None) if known is None else (raw & known, known)


def _compared(compare: Callable[..., Mask], left: Block, right: Block) -> Block:
    def compared(rows: slice) -> Pair:
        (one, known), (other, also) = left(rows), right(rows)
        return _pair(compare(one, other), both(known, also))

    return compared


def _absent(block: Block, wanted: bool) -> Block:
    def absent(rows: slice) -> Pair:
        values, known = block(rows)
        there = np.ones(np.shape(values), dtype=bool) if known is None else known
        return (~there if wanted else there), None

    return absent


def _wanted(block: Block, wanted: bool) -> Block:
    def turned(rows: slice) -> Pair:
        true, known = block(rows)
        return (~true, None) if known is None else (known & ~true, known)

    return block if wanted else turned


def _joined(join: Callable[[Pair, Pair], Pair], parts: list[Block]) -> Block:
    def joined(rows: slice) -> Pair:
        made = parts[0](rows)
        for part in parts[1:]:
            made = join(made, part(rows))
        return made

    return joined


def _and(one: Pair, other: Pair) -> Pair:
    (true, known), (also, told) = one, other
    if known is None and told is None:
        return true & also, None
    if known is None or told is None:
        settled, open_, open_known = (true, also, told) if known is None else (also, true, known)
        return settled & open_, open_known | ~settled
    return true & also, (known & told) | (known & ~true) | (told & ~also)


def _or(one: Pair, other: Pair) -> Pair:
    (true, known), (also, told) = one, other
    if known is None and told is None:
        return true | also, None
    if known is None or told is None:
        settled, open_known = (true, told) if known is None else (also, known)
        return true | also, settled | open_known
    return true | also, (known & told) | true | also
