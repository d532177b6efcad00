"""What every writer is given, and what makes a text harmless in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from gongban.foundation.exports.terms import Column, Geometry, Value
from gongban.kernel.words import Words

PIECE = 65_536  # bytes, about: what a writer holds before it gives it away
# 电子表格把这些开头的文字当公式 · a spreadsheet takes what begins like this for a formula, also in full width and after blanks
FORMULA = re.compile(r"[\s\u3000\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
YES, NO = Words("是", "yes"), Words("否", "no")


@dataclass(frozen=True)
class Sheet:
    """A list to be written: columns, rows as they come, the reader's language, the city's zone, where a row lies.

    `headings`: headings for people; otherwise the columns' names, for programs.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Any]
    zone: ZoneInfo
    language: str = "zh-hans"
    title: str = ""
    headings: bool = True
    geometry: Callable[[Any], Geometry | None] | None = None

    def head(self) -> list[str]:
        """The first line."""
        return [harmless(column.words.in_language(self.language)) if self.headings else column.name for column in self.columns]

    def lines(self) -> Iterator[list[Value]]:
        """The rows as values: texts are harmless, words are in the reader's language, times in the city's zone."""
        for row in self.rows:
            yield self.values(row)

    def values(self, row: Any) -> list[Value]:
        """One row as values."""
        return [self._value(column.read(row)) for column in self.columns]

    def _value(self, value: Value) -> Value:
        if isinstance(value, Words):
            return harmless(value.in_language(self.language))
        if isinstance(value, str):
            return harmless(value)
        return value.astimezone(self.zone) if isinstance(value, datetime) else value

    def said(self, value: Value) -> str:
        """A value as a table of text has it; for programs times carry their offset."""
        if isinstance(value, bool):
            return (YES if value else NO).in_language(self.language) if self.headings else str(value).lower()
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%d %H:%M:%S") if self.headings else value.isoformat()
        if isinstance(value, date):
            return value.isoformat()
        return "" if value is None else str(value)


def harmless(text: str) -> str:
    """The text as a spreadsheet will never run it: what begins like a formula gets an apostrophe, control signs go.

    >>> harmless("=1+1"), harmless("\\tx"), harmless(" ＠SUM(A1)"), harmless("路灯坏了"), harmless("a=b")
    ("'=1+1", "'\\tx", "' ＠SUM(A1)", '路灯坏了', 'a=b')
    """
    plain = UNWRITABLE.sub("", text)
    return f"'{plain}" if FORMULA.match(plain) else plain
