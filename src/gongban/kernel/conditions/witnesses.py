"""The finite set of values that matter of a fact: one on each side of every point where some clause changes its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from gongban.kernel.conditions.evaluating import Given, decision, getter
from gongban.kernel.conditions.reckoning import day_number
from gongban.kernel.conditions.terms import Fact, Kind, Sort, Value
from gongban.kernel.conditions.tree import (
    Absent,
    Among,
    Between,
    Call,
    Clause,
    Comparison,
    Derived,
    Like,
    Literal,
    Node,
    Reckoned,
    Term,
    clauses,
    facts_of,
    terms_of,
)

_LONGEST = 1_000


def witnesses(fact: Fact, node: Node, known: Given) -> list[Value | None]:
    """Values of a fact, one for each way in which the clauses that name it can answer, while all else stays as known.

    None is among them only where a clause asks whether there is a value at all.
    """
    naming = [clause for clause in clauses(node) if fact.name in facts_of(clause)]
    decide = [decision(clause) for clause in naming]
    found: dict[tuple[object, ...], Value | None] = {}
    for value in _candidates(fact, naming, known):
        answers = tuple(one({**known, fact.name: value}) for one in decide)
        # 还要看别的未知事实的，每个值都留着 · where a clause waits for other facts too, each value is kept
        found.setdefault((*answers, value) if None in answers and value is not None else answers, value)
    return list(found.values())


def around(fact: Fact, node: Node, known: Given) -> list[Value | None]:
    """All values next to a point where some clause changes its answer, while all else stays as known."""
    return list(_candidates(fact, [clause for clause in clauses(node) if fact.name in facts_of(clause)], known))


def _candidates(fact: Fact, naming: list[Clause], known: Given) -> Iterator[Value | None]:
    if fact.kind is Kind.BOOLEAN:
        yield from (True, False)
    elif fact.kind is Kind.CHOICE:
        yield from (option.code for option in fact.options)
    else:
        if fact.kind is Kind.TEXT:
            yield from _texts(naming, known)
        yield from (_value(fact, number) for number in sorted(_numbers(fact, naming, known)))
    if any(isinstance(clause, Absent) for clause in naming):
        yield None


def _texts(naming: Iterable[Clause], known: Given) -> Iterator[str]:
    """Texts that are named or known of another fact, that fit a pattern, that have a length; and one that nobody names."""
    for clause in naming:
        beside = [getter(term)(known) for term in terms_of(clause)]
        yield from (text for text in beside if isinstance(text, str))
        yield from (text for text in _literals(clause) if isinstance(text, str))
        if isinstance(clause, Like):
            yield from (clause.pattern.replace("%", any_text).replace("_", "x") for any_text in ("", "x"))
    yield from ("", "\u2400")


def _literals(clause: Clause) -> Iterator[Value]:
    terms = (*terms_of(clause), *(clause.members if isinstance(clause, Among) else ()))
    yield from (term.value for term in terms if isinstance(term, Literal))


def _numbers(fact: Fact, naming: Iterable[Clause], known: Given) -> set[int]:
    """Numbers (day numbers of dates, lengths of texts) around every point where a side of a clause passes the other."""
    low, high = (0, _LONGEST) if fact.sort is Sort.TEXT else fact.bounds
    found = {low, high, (low + high) // 2}
    for clause in naming:
        for value, end in _sides(clause):
            for passes in _passing(fact, value, end, known):
                at = _switch(passes, low, high)
                found |= {at - 1, at, at + 1} if at is not None else set()
        if any(_has_month(term) for term in terms_of(clause)):
            found |= {date(2000, month, 1).toordinal() for month in range(1, 13)}
    return {number for number in found if low <= number <= high}


def _sides(clause: Clause) -> Iterator[tuple[Term, Term]]:
    match clause:
        case Comparison(left, _, right):
            yield left, right
        case Between(value, low, high):
            yield from ((value, low), (value, high))
        case Among(value, members):
            yield from ((value, member) for member in members)


def _passing(fact: Fact, value: Term, end: Term, known: Given) -> Iterator[Callable[[int], bool | None]]:
    """Whether one side is at least, and whether it is above the other, as functions of this fact."""
    if value.sort not in (Sort.NUMBER, Sort.DATE):
        return
    one, other = getter(value), getter(end)

    def over(number: int) -> int | None:
        given = {**known, fact.name: _value(fact, number)}
        here, there = one(given), other(given)
        return None if here is None or there is None else day_number(here) - day_number(there)

    yield lambda number: None if (far := over(number)) is None else far >= 0
    yield lambda number: None if (far := over(number)) is None else far > 0


def _switch(passes: Callable[[int], bool | None], low: int, high: int) -> int | None:
    """The first number at which the answer differs from that of `low`, found by halving; None when it never does."""
    first = passes(low)
    if first is None or passes(high) is first:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if passes(middle) is first else (low, middle)
    return high


def _value(fact: Fact, number: int) -> Value:
    """What a number stands for: a text of that length, the day of that number, or itself."""
    if fact.sort is Sort.TEXT:
        return "x" * number
    return date.fromordinal(number) if fact.sort is Sort.DATE else number


def _has_month(term: Term) -> bool:
    match term:
        case Call(name, arguments):
            return name == "month" or any(_has_month(argument) for argument in arguments)
        case Reckoned(_, left, right):
            return _has_month(left) or _has_month(right)
        case Derived():
            return _has_month(term.value)
    return False
