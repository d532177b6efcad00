"""What stands beside the parts of an application in other tables, read for all of them at once: as many queries for twelve parts as for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gongban.delivery.applications.public import (
    Application,
    Commitment,
    Correction,
    Material,
    Part,
    Payment,
    latest_parts,
    relations,
)
from gongban.foundation.files.public import Document, documents_named
from gongban.foundation.matters.public import Entry, Timer, threads
from gongban.kernel.actors import Actor
from gongban.kernel.words import Words
from gongban.web.site.process_showing import Course, courses_of


@dataclass(frozen=True)
class Beside:
    """The parts as they stand now, their names by code, the materials of the whole and their documents; by the part's id its fee, what it was told to mend
    and has not, its running clocks, its thread, its promises, its course. `held`: the relations of the actor, which are
    the same to every part of their application."""

    parts: Sequence[Part]
    names: Mapping[str, Words]
    materials: Sequence[Material]
    documents: Mapping[UUID, Document]
    payments: Mapping[UUID, Payment]
    corrections: Mapping[UUID, Correction]
    timers: Mapping[UUID, Sequence[Timer]]
    threads: Mapping[UUID, Sequence[Entry]]
    commitments: Mapping[UUID, Sequence[Commitment]]
    courses: Mapping[object, Course]
    held: frozenset[str]


def beside(row: Application, by: Actor, at: datetime) -> Beside:
    """Read it for an application that the actor may see as its applicant or assistant."""
    parts = sorted(latest_parts(row).values(), key=lambda part: part.place)
    pks, materials = [part.pk for part in parts], list(row.materials.order_by("at"))
    return Beside(
        parts, {part.code: part.name for part in parts}, materials, documents_named(each.document for each in materials if not each.replaced_at),
        {each.part_id: each for each in Payment.objects.filter(part__in=pks)},
        {each.part_id: each for each in Correction.objects.filter(part__in=pks, given_at=None).order_by("told_at")},
        _grouped(Timer.objects.filter(matter__in=pks, stopped_at__isnull=True).prefetch_related("pauses"), "matter_id"),
        _grouped(threads(pks, by=by, party=True), "matter_id"),
        _grouped(Commitment.objects.filter(part__in=pks).order_by("made_at", "pk"), "part_id"),
        courses_of(parts, at), relations(parts[0], by, at) if parts else frozenset(),
    )  # fmt: skip


def _grouped(rows: Iterable[Any], of: str) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, of), []).append(row)
    return found
