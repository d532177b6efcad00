"""What of an item could never work, found before it is published: parts nobody is ever asked for, questions that change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongban.design.catalogue.checking import Fault, diagram_faults, faults
from gongban.design.catalogue.elements import Elements
from gongban.design.catalogue.forming import form_of
from gongban.foundation.facts.public import TODAY, declarations, declared
from gongban.foundation.people.public import Department
from gongban.kernel.conditions import BadCondition, Facts, faults_in
from gongban.kernel.forms import BadForm
from gongban.kernel.words import Words

Parts = list[tuple[str, str]]
ALWAYS_WRONG = Words("怎样填都不对：条件永远不成立。", "No answers can satisfy it: its condition never holds.")
NEVER_WRONG = Words("怎样填都对：这条预审不会说任何话，请删去或改条件。", "All answers satisfy it: it will never say anything. Leave it out or mend the condition.")


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
    found += [Fault(each.key, each.words) for each in never if each.code == "condition.never"]
    if elements.diagram:
        found += [each for each in diagram_faults(elements, facts, units_of_the_city()) if each not in found]
    return [*found, *_useless_prechecks(elements, facts, asked, day), *_circles(elements)]


def units_of_the_city() -> frozenset[str]:
    """Codes of the departments and units that may be given a step of a process."""
    return frozenset(Department.objects.filter(ended_at=None).values_list("code", flat=True))


def _useless_prechecks(elements: Elements, facts: Facts, asked: list[str], day: date) -> Iterator[Fault]:
    """Rules that refuse everybody, and rules that refuse nobody."""
    rules = _readable([(f"prechecks[{place}].condition", each.condition) for place, each in enumerate(elements.prechecks, start=1)], facts)
    for texts, words in ((rules, ALWAYS_WRONG), ([(key, f"NOT ({text})") for key, text in rules], NEVER_WRONG)):
        for fault in faults_in(_readable(texts, facts), facts, askable=asked, known={TODAY: day}):
            if fault.code == "condition.never":
                yield Fault(fault.key, words)


def _circles(elements: Elements) -> Iterator[Fault]:
    """Fields that wait for each other, so that none of them would ever be shown."""
    try:
        form_of(elements)
    except BadForm as bad:
        places = {each.fact: place for place, each in enumerate(elements.fields, start=1)}
        place = next((places[name] for name in bad.fields if name in places), 1)
        yield Fault(f"fields[{place}].condition", bad.words)


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
