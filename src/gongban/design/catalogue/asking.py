"""Guided questions of an item (情形引导): what to ask next so that the list can still change, and the exact list with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gongban.design.catalogue.elements import Elements, Fee, Material, Requirement
from gongban.foundation.facts.public import Declaration, declarations, declared
from gongban.kernel.conditions import BadCondition, Condition, Given, Line, Truth
from gongban.kernel.conditions import Guide as Questions

Named = Material | Requirement | Fee


@dataclass(frozen=True)
class Settled:
    """A material, condition of acceptance or fee: whether it holds for this person as far as known, and why (None: for everybody)."""

    what: Named
    truth: Truth
    line: Line | None


@dataclass(frozen=True)
class Asked:
    """Where the questions stand: the next one (None when no answer can change anything any more), and everything as far as known."""

    question: Declaration | None
    materials: tuple[Settled, ...]
    requirements: tuple[Settled, ...]
    fees: tuple[Settled, ...]


def has_questions(elements: Elements) -> bool:
    """Whether anything of an item hangs on who asks."""
    return any(text for _key, _what, text in _parts(elements))


def questions_of(elements: Elements) -> tuple[Declaration, ...]:
    """Every question that may be asked about an item, in the order in which facts are declared."""
    read = [_read(text)[0] for _key, _what, text in _parts(elements)]
    named = {name for condition in read if condition for name in condition.facts}
    return tuple(each for name, each in declarations().items() if name in named and each.asked)


def ask(elements: Elements, known: Given, skipped: Collection[str] = ()) -> Asked:
    """The next question about an item, of facts that are neither known nor skipped, and what is settled so far.

    `known` holds facts by name as `foundation/facts` gives them; `skipped` are those that the person could not answer.
    A condition that can no longer be read (an old version may name a fact that is no more) counts as not known.
    """
    facts = declarations()
    parts = [(key, what, *_read(text)) for key, what, text in _parts(elements)]
    askable = [name for name, each in facts.items() if each.asked and name not in skipped]
    questions = Questions([(key, condition) for key, _what, condition, readable in parts if readable], askable)
    name = questions.next_question(known)
    outcomes = {each.key: each for each in questions.outcomes(known)}
    settled = [Settled(what, outcomes[key].truth, outcomes[key].line) if key in outcomes else Settled(what, Truth.UNKNOWN, None) for key, what, *_ in parts]

    def of(kind: type[Named]) -> tuple[Settled, ...]:
        return tuple(each for each in settled if isinstance(each.what, kind))

    return Asked(facts[name] if name else None, of(Material), of(Requirement), of(Fee))


def _read(text: str) -> tuple[Condition | None, bool]:
    """The condition, None for none; and whether it could be read."""
    try:
        return declared().condition(text) if text else None, True
    except BadCondition:
        return None, False


def _parts(elements: Elements) -> Iterator[tuple[str, Named, str]]:
    """Everything that may hang on a condition: its key, itself, its condition text ("" for everybody)."""
    for material in elements.materials:
        yield f"material.{material.code}", material, elements.condition_of(material)
    for place, requirement in enumerate(elements.requirements):
        yield f"requirement.{place}", requirement, requirement.condition
    for place, fee in enumerate(elements.fees):
        yield f"fee.{place}", fee, fee.condition
