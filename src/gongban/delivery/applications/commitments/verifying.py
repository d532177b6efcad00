"""Checking a commitment against shared data first: what the promised conditions say, by the facts that registers and licences hold today."""

from __future__ import annotations

from datetime import datetime

from gongban.delivery.applications.applicants import held_by_applicant
from gongban.delivery.applications.filling import licences_of
from gongban.delivery.applications.models import Commitment, Part
from gongban.design.catalogue.public import guide_of
from gongban.foundation.facts.public import TODAY, Source, declared
from gongban.foundation.territory.public import calendar
from gongban.kernel.conditions import BadCondition, Truth, Value


def proven_by_data(row: Commitment, part: Part, *, at: datetime) -> bool:
    """Whether registers and licences prove every promised point; what the applicant only said proves nothing."""
    elements = guide_of(part.version, at=at).elements
    if row.kind == "proof":
        material = next((each for each in elements.materials if each.code == row.material), None)
        return material is not None and bool(material.licence) and material.licence in licences_of(part.application, at=at)
    known = _proven_facts(part, at)
    return bool(elements.requirements) and all(each.condition and _holds(each.condition, known) for each in elements.requirements)


def _proven_facts(part: Part, at: datetime) -> dict[str, Value | None]:
    held = held_by_applicant(part.application, at=at)
    return {TODAY: calendar().local_day(at)} | {name: each.value for name, each in held.items() if each.source is not Source.DECLARED}


def _holds(text: str, known: dict[str, Value | None]) -> bool:
    try:
        return declared().condition(text).evaluate(known).truth is Truth.YES
    except BadCondition:
        return False
