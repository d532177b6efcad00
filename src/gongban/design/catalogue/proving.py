"""What of an item could never work, found before it is published: parts nobody is ever asked for, questions that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongban.design.catalogue.checking import Fault, faults
from gongban.design.catalogue.elements import Elements
from gongban.foundation.facts.public import TODAY, declarations, declared
from gongban.kernel.conditions import BadCondition, Facts, faults_in

Parts = list[tuple[str, str]]


def unfit(elements: Elements, day: date) -> list[Fault]:
    """Everything for which an item is refused at publishing, each with its place; `day` is today in the city."""
    facts = declared()
    found = faults(elements, facts)
    known = {TODAY: day}
    asked = [name for name, each in declarations().items() if each.asked]
    parts, situations = _readable(list(_parts(elements)), facts), _readable(list(_situations(elements)), facts)
    for fault in faults_in(parts, facts, askable=asked, known=known):
        place = fault.key if fault.code == "condition.never" else _naming(parts, fault.key, facts)
        found.append(Fault(place, fault.words))
    never = faults_in(situations, facts, askable=asked, known=known)
    return [*found, *(Fault(each.key, each.words) for each in never if each.code == "condition.never")]


def _parts(elements: Elements) -> Iterator[tuple[str, str]]:
    """The place of everything that hangs on a condition, with the whole of its condition."""
    for place, material in enumerate(elements.materials, start=1):
        yield f"materials[{place}].{'condition' if material.condition else 'situations'}", elements.condition_of(material)
    for name in ("requirements", "fields", "fees"):
        for place, each in enumerate(getattr(elements, name), start=1):
            yield f"{name}[{place}].condition", each.condition


def _situations(elements: Elements) -> Iterator[tuple[str, str]]:
    for place, each in enumerate(elements.situations, start=1):
        yield f"situations[{place}].condition", each.condition


def _readable(parts: Parts, facts: Facts) -> Parts:
    """Those that say something readable; what cannot be read is a fault already."""
    return [(key, text) for key, text in parts if text and _reads(text, facts)]


def _reads(text: str, facts: Facts) -> bool:
    try:
        facts.condition(text)
    except BadCondition:
        return False
    return True


def _naming(parts: Parts, fact: str, facts: Facts) -> str:
    """The place of the first condition that hangs on a fact."""
    return next(key for key, text in parts if fact in facts.condition(text).facts)
