"""Values, facts and sums in words: money in yuan, dates as one writes them, choices by their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongban.kernel.conditions.terms import Fact, Kind, Sort, Value
from gongban.kernel.conditions.tree import Call, Derived, Held, Literal, Reckoned, Term
from gongban.kernel.words import Words

NONE, NOT_KNOWN = Words("没有", "none"), Words("还不知道", "not known yet")
YES, NO = Words("是", "yes"), Words("否", "no")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_DAYS, _YEARS, _MONTH_UNIT = Words("天", "days"), Words("年", "years"), Words("个月", "months")
_CALLS = {
    "length": Words("{0}的字数", "length of {0}"),
    "year": Words("{0}的年份", "year of {0}"),
    "month": Words("{0}的月份", "month of {0}"),
    "years_between": Words("从{0}到{1}的整年数", "full years from {0} to {1}"),
    "months_between": Words("从{0}到{1}的整月数", "full months from {0} to {1}"),
}
_CALL_UNITS = {"length": Words("字", "characters"), "years_between": _YEARS, "months_between": _MONTH_UNIT}
_SUM = Words("（{0} {1} {2}）", "({0} {1} {2})")
_SIGNS = {"+": "+", "-": "−", "*": "×"}


@dataclass(frozen=True)
class Style:
    """How values of a term are written."""

    sort: Sort
    money: bool = False
    unit: Words | None = None
    options: tuple[tuple[str, Words], ...] = ()


def style_of(term: Term) -> Style:
    """The style of a value, from the facts that it is made of."""
    match term:
        case Held(fact) | Derived(fact):
            return _of_fact(fact)
        case Call(name):
            return Style(term.sort, unit=_CALL_UNITS.get(name))
        case Reckoned(sign, left, right):
            return _of_sum(sign, style_of(left), style_of(right), term.sort)
    return Style(term.sort)


def _of_fact(fact: Fact) -> Style:
    return Style(fact.sort, fact.kind is Kind.MONEY, fact.unit, tuple((each.code, each.words) for each in fact.options))


def _of_sum(sign: str, left: Style, right: Style, sort: Sort) -> Style:
    """Units stay under plus and minus; a product of two units has none that one could name."""
    if (left.sort, right.sort) == (Sort.DATE, Sort.DATE):
        return Style(sort, unit=_DAYS)
    unit = left.unit or right.unit if sign != "*" or not (left.unit and right.unit) else None
    return Style(sort, left.money or right.money, None if left.money or right.money else unit)


def said(value: Value | None, style: Style) -> Words:
    """A value in words."""
    if value is None:
        return NONE
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return Words(f"{value.year}年{value.month}月{value.day}日", f"{value.day} {_MONTHS[value.month - 1]} {value.year}")
    if isinstance(value, str):
        return dict(style.options).get(value) or Words(f"“{value}”", f"“{value}”")
    return money(value) if style.money else _number(value, style.unit)


def money(fen: int) -> Words:
    """An amount in fen, in yuan.

    >>> money(1_250), money(50_000_000)
    (Words(zh='12.50 元', en='CNY 12.50'), Words(zh='50 万元', en='CNY 500,000'))
    """
    sign, (yuan, rest) = "-" if fen < 0 else "", divmod(abs(fen), 100)
    exact = f"{sign}{yuan:,}.{rest:02}" if rest else f"{sign}{yuan:,}"
    zh = f"{sign}{yuan // 10_000:,} 万元" if yuan >= 10_000 and not rest and not yuan % 10_000 else f"{exact} 元"
    return Words(zh, f"CNY {exact}")


def _number(value: int, unit: Words | None) -> Words:
    return Words(f"{value:,} {unit.zh}", f"{value:,} {unit.en}") if unit else Words(f"{value:,}", f"{value:,}")


def term_words(term: Term) -> Words:
    """A fact by its name, a literal in words, a sum as one reads it."""
    match term:
        case Held(fact) | Derived(fact):
            return fact.words
        case Literal(value):
            return said(value, style_of(term))
        case Call(name, arguments):
            return filled(_CALLS[name], *(term_words(argument) for argument in arguments))
        case Reckoned(sign, left, right):
            return filled(_SUM, _beside(left, right, sign), Words(_SIGNS[sign], _SIGNS[sign]), _beside(right, left, sign))


def _beside(term: Term, other: Term, sign: str) -> Words:
    """What stands beside a sign: a literal beside money is money, except in a product."""
    if isinstance(term, Literal) and style_of(other).money and sign != "*":
        return said(term.value, style_of(other))
    return term_words(term)


def filled(phrase: Words, *parts: Words) -> Words:
    """A phrase in both languages with its parts in their places."""
    return Words(phrase.zh.format(*(part.zh for part in parts)), phrase.en.format(*(part.en for part in parts)))


def listed(words: Iterable[Words]) -> Words:
    """Several in one list."""
    every = list(words)
    return Words("、".join(each.zh for each in every), ", ".join(each.en for each in every))
