"""Every look at a licence is written down for its holder, and told to the journal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongban.delivery.licences.events import LicenceLooked
from gongban.delivery.licences.models import Licence, Look, Share
from gongban.delivery.licences.rights import relations, unknown, visible
from gongban.delivery.licences.terms import Way
from gongban.foundation.journal.public import Entry, record
from gongban.kernel.actors import ANONYMOUS, Actor


def licence_of(pk: UUID, *, by: Actor) -> Licence:
    """One licence that is about to be acted upon by whoever has its page open. NotFound for those who may not see it."""
    found = visible(by).select_related("type", "issuer", "enterprise").filter(pk=pk).first()
    if found is None:
        raise unknown()
    return found


def look(pk: UUID, *, by: Actor, at: datetime) -> Licence:
    """One licence for its holder or its issuing unit; the look is written down. NotFound for everybody else."""
    licence = licence_of(pk, by=by)
    if by.kind != "system":
        way = Way.HOLDER if not by.is_staff else Way.ISSUER
        note(licence, way, by=by, at=at, department=_office(licence, by) if by.is_staff else None)
    return licence


def _office(licence: Licence, by: Actor) -> str | None:
    """In whose name a member of staff looks: the issuing unit's, or that of the superior."""
    if "issuer" in relations(licence, by):
        return licence.issuer_id
    return min(by.departments(), default=None)


def note(licence: Licence, way: Way, *, by: Actor, at: datetime, department: str | None = None, share: Share | None = None) -> None:
    """Write a look down. Who scans a code stays unknown, also where they are signed in."""
    who = by if way in (Way.HOLDER, Way.ISSUER, Way.DEPARTMENT) else ANONYMOUS.over(by.channel)
    with transaction.atomic():
        Look.objects.create(licence=licence, at=at, way=way.value, department_id=department, share=share)
        event = LicenceLooked(way.value, department, share.pk if share else None)
        record(Entry(event, who, at, licence.pk, organisation=department or ""))
