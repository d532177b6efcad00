"""What a clause asks for, in words, and how far a value is from it."""

from __future__ import annotations

from datetime import date

from gongban.kernel.conditions.terms import Sort, Value
from gongban.kernel.conditions.tree import Absent, Among, Between, Clause, Comparison, Like, Literal, Term
from gongban.kernel.conditions.wording import NO, YES, Style, filled, listed, said, style_of, term_words
from gongban.kernel.words import Words

_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_NUMBERS = {
    "=": Words("{0}等于 {1}", "{0} equals {1}"),
    "<>": Words("{0}不等于 {1}", "{0} differs from {1}"),
    "<": Words("{0}少于 {1}", "{0} less than {1}"),
    "<=": Words("{0}最多 {1}", "{0} at most {1}"),
    ">": Words("{0}多于 {1}", "{0} more than {1}"),
    ">=": Words("{0}至少 {1}", "{0} at least {1}"),
}
_DATES = {
    "=": Words("{0}是 {1}", "{0} is {1}"),
    "<>": Words("{0}不是 {1}", "{0} is not {1}"),
    "<": Words("{0}早于 {1}", "{0} before {1}"),
    "<=": Words("{0}不晚于 {1}", "{0} not after {1}"),
    ">": Words("{0}晚于 {1}", "{0} after {1}"),
    ">=": Words("{0}不早于 {1}", "{0} not before {1}"),
}
_SAME = {"=": Words("{0}是{1}", "{0} is {1}"), "<>": Words("{0}不是{1}", "{0} is not {1}")}
_BOOLEAN = Words("{0}：{1}", "{0}: {1}")
_SHOULD_BE = Words("应为{0}", "should be {0}")
_NOBODY = Words("", "")
_PHRASES = {Sort.NUMBER: _NUMBERS, Sort.DATE: _DATES, Sort.TEXT: _SAME, Sort.BOOLEAN: _SAME}
_BETWEEN = {
    True: Words("{0}在 {1}至 {2}之间", "{0} from {1} to {2}"),
    False: Words("{0}不在 {1}至 {2}之间", "{0} not from {1} to {2}"),
}
_AMONG = {True: Words("{0}是其中之一：{1}", "{0} is one of: {1}"), False: Words("{0}不是：{1}", "{0} is none of: {1}")}
_LIKE = {True: Words("{0}{1}", "{0} {1}"), False: Words("{0}不{1}", "{0} does not {2}")}
_ABSENT = {True: Words("没有{0}", "has no {0}"), False: Words("有{0}", "has {0}")}
_FAR = {
    (Sort.NUMBER, True): Words("多 {0}", "{0} too many"),
    (Sort.NUMBER, False): Words("少 {0}", "{0} too few"),
    (Sort.DATE, True): Words("晚 {0} 天", "{0} days too late"),
    (Sort.DATE, False): Words("早 {0} 天", "{0} days too early"),
}
_FAR_MONEY = {True: Words("多 {0}", "{0} too much"), False: Words("少 {0}", "{0} too little")}


def upright(clause: Comparison) -> Comparison:
    """The same comparison with what was written on the right: `300 >= employees` reads as `employees <= 300`."""
    if isinstance(clause.left, Literal) and not isinstance(clause.right, Literal):
        return Comparison(clause.right, _MIRRORED[clause.sign], clause.left, clause.at)
    return clause


def requirement(clause: Clause) -> Words:
    """What a clause asks for: 职工最多 300 人, employees at most 300 people."""
    match clause:
        case Comparison(left, _, right) if left.sort is Sort.BOOLEAN and isinstance(right, Literal):
            return filled(_BOOLEAN, term_words(left), _wanted(clause))
        case Absent(fact):
            return filled(_phrase(clause), fact.words)
        case Comparison():
            return filled(_phrase(clause), term_words(upright(clause).left), *_ends(clause))
    return filled(_phrase(clause), term_words(clause.value), *_ends(clause))


def predicate(clause: Clause) -> Words:
    """The same without its subject: 最多 300 人, at most 300 people."""
    if isinstance(clause, Comparison) and clause.left.sort is Sort.BOOLEAN and isinstance(clause.right, Literal):
        return filled(_SHOULD_BE, _wanted(clause))
    if isinstance(clause, Absent):
        return requirement(clause)
    bare = filled(_phrase(clause), _NOBODY, *_ends(clause))
    return Words(bare.zh, bare.en.strip())


def _phrase(clause: Clause) -> Words:
    match clause:
        case Comparison():
            return _PHRASES[clause.left.sort][upright(clause).sign]
        case Between():
            return _BETWEEN[clause.wanted]
        case Among():
            return _AMONG[clause.wanted]
        case Like():
            return _LIKE[clause.wanted]
        case Absent():
            return _ABSENT[clause.wanted]


def _ends(clause: Comparison | Between | Among | Like) -> tuple[Words, ...]:
    """What the value of a clause is held against."""
    match clause:
        case Comparison():
            return (_end(upright(clause).right, upright(clause).left),)
        case Between(value, low, high):
            return _end(low, value), _end(high, value)
        case Among(value, members):
            return (listed(_end(member, value) for member in members),)
        case Like(_, pattern):
            return _pattern(pattern)


def _wanted(clause: Comparison) -> Words:
    """Of a truth value, which of the two is asked for."""
    return YES if (clause.sign == "=") is getattr(clause.right, "value", True) else NO


def _end(end: Term, beside: Term) -> Words:
    """What a value is compared with: a literal is written in the style of the value."""
    return said(end.value, style_of(beside)) if isinstance(end, Literal) else term_words(end)


def _pattern(pattern: str) -> tuple[Words, Words]:
    """What a pattern says, and after "does not"."""
    inner = pattern.strip("%")
    if not inner or "%" in inner or "_" in inner:
        return Words(f"形如“{pattern}”", f"looks like “{pattern}”"), Words("", f"look like “{pattern}”")
    open_front, open_end = pattern.startswith("%"), pattern.endswith("%")
    zh, is_, be = {
        (True, True): ("含有“{}”", "contains “{}”", "contain “{}”"),
        (True, False): ("以“{}”结尾", "ends in “{}”", "end in “{}”"),
        (False, True): ("以“{}”开头", "begins with “{}”", "begin with “{}”"),
        (False, False): ("是“{}”", "is “{}”", "equal “{}”"),
    }[open_front, open_end]
    return Words(zh.format(inner), is_.format(inner)), Words("", be.format(inner))


def distance(sign: str, value: Value, limit: Value) -> int:
    """By how much a number (or a date, in days) must change at least to meet `value sign limit`; positive: it is too great.

    >>> distance("<=", 312, 300), distance("<", 312, 300), distance(">=", 3, 10), distance("=", 5, 5)
    (12, 13, -7, 0)
    """
    if sign == "<>":
        return 0
    over = (value - limit).days if isinstance(value, date) else value - limit  # type: ignore[operator]
    strict = {"<": 1, ">": -1}.get(sign, 0)
    if sign in ("<", "<="):
        return max(0, over + strict)
    return min(0, over + strict) if sign in (">", ">=") else over


def far(amount: int, sort: Sort, style: Style) -> Words | None:
    """A distance in words: 12 too many, 3 days too late; None where there is none."""
    if not amount:
        return None
    phrase = _FAR_MONEY[amount > 0] if style.money else _FAR[sort, amount > 0]
    return filled(phrase, said(abs(amount), style if sort is Sort.NUMBER else Style(Sort.NUMBER)))
