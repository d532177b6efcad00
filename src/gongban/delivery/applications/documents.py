"""Documents of an application: kept with it while something names them, read by the applicant and by the offices that need them; every look of an office is told to the applicant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from gongban.delivery.applications.assisting import mandated
from gongban.delivery.applications.events import MaterialLooked
from gongban.delivery.applications.models import Application, Material, Part
from gongban.delivery.applications.rights import own_applications, parts_worked_on, seen_applications
from gongban.delivery.applications.terms import Stage
from gongban.foundation.files.public import (
    Document,
    claim_documents,
    document_named,
    document_not_found,
    forget_documents,
)
from gongban.foundation.journal.public import Entry, Event, record
from gongban.kernel.actors import Actor

MOST_LOOKS = 100


@dataclass(frozen=True)
class LookedAt:
    """An office has opened a material: when, which, and for which part."""

    at: datetime
    material: Material
    part: Part


def keep(documents: Collection[UUID], *, by: Actor, at: datetime) -> None:
    """Keep uploads with an application: only those of whoever uploaded them. NotFound else. In the caller's transaction."""
    claim_documents(list(documents), by=by, at=at)


def let_go(documents: Iterable[UUID | None]) -> int:
    """Delete those that no application names any more; the same paper may have been handed in with several. In the caller's transaction."""
    named = {each for each in documents if each}
    kept = set(Material.objects.filter(document__in=named).values_list("document", flat=True))
    return forget_documents(sorted(named - kept))


def documents_of(applications: Iterable[Application] | QuerySet[Application]) -> list[UUID | None]:
    """Every document that these applications name."""
    return list(Material.objects.filter(application__in=applications, document__isnull=False).values_list("document", flat=True))


def open_material(pk: UUID, *, by: Actor, at: datetime) -> tuple[Material, Document]:
    """A material with its document: for the applicant and who signs with them, for the clerk while it is a draft, and for the offices of
    the parts that need it, whose look is written down. NotFound for everybody else."""
    material = Material.objects.filter(pk=pk, document__isnull=False).select_related("application").first()
    if material is None or material.document is None:
        raise document_not_found()
    if not _is_own(material, by, at):
        with transaction.atomic():
            _look(material, by, at)
    return material, document_named(material.document)


def _is_own(material: Material, by: Actor, at: datetime) -> bool:
    """Whether it belongs to what somebody fills in, applied for, is asked to sign, or was given a mandate for."""
    if by.kind == "system":
        return True
    if by.is_staff and Application.objects.filter(mandated(by, at), pk=material.application_id).exists():
        return True
    if by.is_staff:
        return material.application.stage == Stage.DRAFT and material.application.clerk_id is not None and str(material.application.clerk_id) == by.account
    return seen_applications(by, at).filter(pk=material.application_id).exists()


def _look(material: Material, by: Actor, at: datetime) -> None:
    part = parts_worked_on(by).filter(application=material.application_id, application__stage=Stage.SUBMITTED, code__in=material.parts).order_by("-attempt").first()
    if part is None:
        raise document_not_found()
    office = part.department_id if part.department_id in by.departments() else min(by.departments(), default=part.department_id)
    record(Entry(MaterialLooked(material.pk, office), by, at, part.pk, role="office", organisation=office))


def past_materials(by: Actor, names: Collection[str] = ()) -> list[Material]:
    """Papers that a person or enterprise has handed in before, the latest of each name, to be used again; `names` in Chinese narrow it."""
    rows = Material.objects.filter(application__in=own_applications(by).filter(stage=Stage.SUBMITTED), document__isnull=False, replaced_at=None)
    rows = rows.filter(name_zh__in=names) if names else rows
    return list(rows.select_related("application").order_by("name_zh", "-at").distinct("name_zh")[:200])


def past_material(pk: UUID, *, by: Actor) -> Material:
    """One of them. NotFound for what is somebody else's."""
    rows = Material.objects.filter(application__in=own_applications(by).filter(stage=Stage.SUBMITTED), document__isnull=False)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise document_not_found()
    return found


def looks_at_materials(by: Actor) -> Sequence[LookedAt]:
    """Which offices have opened papers of one's applications, the latest first."""
    parts = {row.pk: row for row in Part.objects.filter(application__in=own_applications(by)).select_related("matter", "department")}
    events = list(Event.objects.filter(kind=MaterialLooked.kind, matter__in=parts).order_by("-occurred_at")[:MOST_LOOKS])
    materials = {str(row.pk): row for row in Material.objects.filter(pk__in=[each.payload["material"] for each in events])}
    return [LookedAt(each.occurred_at, materials[each.payload["material"]], parts[each.matter]) for each in events if each.payload["material"] in materials and each.matter]
