"""For whom a condition holds, shown by example: one set of answers for which it does, and the nearest one for which it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongban.kernel.conditions.condition import Condition
from gongban.kernel.conditions.evaluating import Given
from gongban.kernel.conditions.questions import Part, TooMany, completions_of
from gongban.kernel.conditions.terms import Fact, Value
from gongban.kernel.conditions.tree import Held
from gongban.kernel.conditions.witnesses import around
from gongban.kernel.conditions.wording import said, style_of
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Example:
    """Answers to the questions that are asked, by fact, in the order asked; and whether the condition holds with them."""

    holds: bool
    answers: tuple[tuple[Fact, Value | None], ...]

    @property
    def words(self) -> tuple[tuple[Words, Words], ...]:
        """Each fact with its value in words."""
        return tuple((fact.words, said(value, style_of(Held(fact)))) for fact, value in self.answers)


def examples(condition: Condition, known: Given, askable: Sequence[str]) -> tuple[Example | None, Example | None]:
    """An example for yes, and one for no that lies as near to it as can be; None where there is none, or none is found soon."""
    part, found = Part("", condition.tree), dict[bool, Given]()
    try:
        for given in completions_of(part, known, dict.fromkeys(askable)):
            answer = part.decide(given)
            if answer is not None:
                found.setdefault(answer, given)
    except TooMany:
        pass
    yes, no = found.get(True), found.get(False)
    if yes is not None:
        no = _beside(part, yes, known) or (_nearer(part, no, yes, known) if no is not None else None)
    return _example(True, yes, known, part), _example(False, no, known, part)


def _beside(part: Part, yes: Given, known: Given) -> Given | None:
    """The same answers but one, and that moved as little as possible, so that the condition does not hold any more."""
    moved = [
        (_far(yes[name], value), {**yes, name: value})
        for name in yes if name in part.facts and name not in known
        for value in around(part.facts[name], part.node, yes) if part.decide({**yes, name: value}) is False
    ]  # fmt: skip
    return min(moved, key=lambda each: each[0], default=(0, None))[1]


def _nearer(part: Part, no: Given, yes: Given, known: Given) -> Given:
    """The same answers for no, each moved as near to the one for yes as it can be."""
    for name in [name for name in no if name in yes and name in part.facts and name not in known]:
        values = [value for value in around(part.facts[name], part.node, no) if part.decide({**no, name: value}) is False]
        no = {**no, name: min(values, key=lambda value: _far(value, yes[name]), default=no[name])}
    return no


def _far(one: Value | None, other: Value | None) -> int:
    """How far apart two answers are: numbers and days by their distance, others not at all."""
    if isinstance(one, date) and isinstance(other, date):
        return abs((one - other).days)
    return abs(one - other) if type(one) is int and type(other) is int else 0


def _example(holds: bool, given: Given | None, known: Given, part: Part) -> Example | None:
    if given is None:
        return None
    return Example(holds, tuple((part.facts[name], value) for name, value in given.items() if name not in known and name in part.facts))
