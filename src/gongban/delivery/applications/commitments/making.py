"""Making a commitment with an application: offered only where the item allows it and no broken promise is on record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gongban.delivery.applications.commitments.events import CommitmentMade
from gongban.delivery.applications.commitments.lifecycle import BROKEN
from gongban.delivery.applications.commitments.terms import Kind
from gongban.delivery.applications.models import Application, Commitment, Part
from gongban.design.catalogue.public import Elements
from gongban.foundation.territory.public import calendar, mechanism_is_on
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

MECHANISM = "C6"


def is_open(district: str, at: datetime) -> bool:
    """Whether the city accepts promises in a district; where it does not, nobody is asked and the ordinary way is taken."""
    return mechanism_is_on(MECHANISM, calendar().local_day(at), district)


def may_promise(application: Application, elements: Elements) -> Refusal | None:
    """Why a promise is not accepted for an item; None where it is."""
    if not elements.commitment:
        words = Words("这个事项不适用告知承诺，请按一般程序办。", "No promise is accepted for this item; please take the ordinary way.")
        return Refusal("commitment.excluded", words, field="by_commitment", status=422)
    return broken_before(application)


def broken_before(application: Application) -> Refusal | None:
    """Why this applicant's promises are not accepted now: one was broken and is not repaired; None where none was."""
    if application.applicant_lookup and Commitment.objects.filter(part__application__applicant_lookup=application.applicant_lookup, state__in=BROKEN).exists():
        words = Words("有没有履行的承诺在案，修复之前不再适用承诺办理，请按一般程序办。", "A broken promise is on record; until it is repaired please take the ordinary way.")
        return Refusal("commitment.broken_before", words, field="by_commitment", status=422)
    return None


def points_of(elements: Elements) -> list[dict[str, str]]:
    """What is told in writing and promised, point by point: the item's conditions of acceptance."""
    return [{"zh": each.text.zh, "en": each.text.en} for each in elements.requirements]


def make(parts: Iterable[tuple[Part, Elements]], proofs: Iterable[tuple[Part, str, Words]], at: datetime) -> list[tuple[Part, CommitmentMade]]:
    """Write down the promises of an application: one for each part asked for by promise, one for each proof that a promise stands for."""
    rows = [_row(part, Kind.LICENCE, "", points_of(elements), at) for part, elements in parts if part.commitment]
    rows += [_row(part, Kind.PROOF, key, [{"zh": name.zh, "en": name.en}], at) for part, key, name in proofs]
    Commitment.objects.bulk_create(rows)
    return [(row.part, CommitmentMade(row.pk, row.kind, len(row.points))) for row in rows]


def _row(part: Part, kind: Kind, key: str, points: list[dict[str, Any]], at: datetime) -> Commitment:
    return Commitment(part=part, kind=kind, material=key, points=points, state="promised", made_at=at)
