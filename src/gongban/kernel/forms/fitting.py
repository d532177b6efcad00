"""Does an answer fit its field? The value that conditions read, or one sentence on how to mend it."""

from __future__ import annotations

from datetime import date

from gongban.kernel.conditions import Fact, Kind, Sort, Value
from gongban.kernel.conditions.terms import FIRST_DAY, LAST_DAY, MOST_NUMBER
from gongban.kernel.conditions.tree import Held
from gongban.kernel.conditions.wording import said, style_of
from gongban.kernel.input import CONTROL
from gongban.kernel.words import Words

LONGEST_TEXT = 500
_NUMBER = Words("请填整数，不带单位。", "Enter a whole number, without a unit.")
_MONEY = Words("请填金额，单位元，最多两位小数。", "Enter an amount in yuan, with at most two decimals.")
_DATE = Words("请填日期，例如 2026-11-27。", "Enter a date such as 2026-11-27.")
_CHOICE = Words("请从选项里选一个。", "Choose one of the options.")
_BOOLEAN = Words("请选“是”或“否”。", "Choose yes or no.")
_TEXT = Words("请填文字。", "Enter a text.")
_LONG = Words(f"最多 {LONGEST_TEXT} 个字。", f"At most {LONGEST_TEXT} characters.")
_CONTROL = Words("含有看不见的控制字符，请删除。", "It contains invisible control characters. Remove them.")
_KINDS = {Kind.INTEGER: _NUMBER, Kind.MONEY: _MONEY, Kind.DATE: _DATE, Kind.CHOICE: _CHOICE, Kind.BOOLEAN: _BOOLEAN, Kind.TEXT: _TEXT}


def fitted(fact: Fact, answer: object) -> tuple[Value | None, Words | None]:
    """The value of an answer (dates may be ISO text, as JSON has them), and None; or None, and what is wrong with it.

    An answer of None says "has none" and fits every field.
    """
    value = _dated(answer) if fact.sort is Sort.DATE and isinstance(answer, str) else answer
    if value is None and answer is None:
        return None, None
    if fact.accepts(value):
        fault = _text_fault(value) if isinstance(value, str) else None
        return (None, fault) if fault else (value, None)  # type: ignore[return-value]
    return None, _fault(fact, value)


def answered(value: Value | None) -> object:
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _dated(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _text_fault(text: str) -> Words | None:
    return _LONG if len(text) > LONGEST_TEXT else _CONTROL if CONTROL.search(text) else None


def _fault(fact: Fact, value: object) -> Words:
    if fact.sort is Sort.NUMBER and type(value) is int:
        return _range(fact)
    if isinstance(value, date):
        return Words(f"日期要在 {FIRST_DAY.year} 年到 {LAST_DAY.year} 年之间。", f"The date must lie between {FIRST_DAY.year} and {LAST_DAY.year}.")
    return _KINDS[fact.kind]


def _range(fact: Fact) -> Words:
    style = style_of(Held(fact))
    least, most = said(fact.least, style), said(fact.most, style)
    if fact.least <= -MOST_NUMBER:
        return Words(f"最多 {most.zh}。", f"At most {most.en}.")
    if fact.most >= MOST_NUMBER:
        return Words(f"至少 {least.zh}。", f"At least {least.en}.")
    return Words(f"要在 {least.zh}到 {most.zh}之间。", f"It must lie between {least.en} and {most.en}.")
