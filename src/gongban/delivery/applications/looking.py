"""Looking at what came with a part: who applies, masked or in clear, its materials, and photos of a look on site; each by the right to the part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gongban.delivery.applications.acting import locked
from gongban.delivery.applications.contents import NAME, NUMBER, PHONE
from gongban.delivery.applications.events import ApplicantRevealed
from gongban.delivery.applications.models import Material, Part
from gongban.delivery.applications.rights import relations, visible
from gongban.foundation.files.public import (
    Photo,
    not_found,
    photo_named,
)
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Attachment
from gongban.foundation.people.public import reveal
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Forbidden
from gongban.kernel.identifiers import mask_id_number, mask_name, mask_phone
from gongban.kernel.words import Words

OFFICE = frozenset({"owner", "owner_head"})


@dataclass(frozen=True)
class Who:
    """The applicant of a part as somebody sees them; `hides`: there is more than is shown. An enterprise is never masked but for its agent's phone."""

    name: str
    number: str
    phone: str
    enterprise: bool
    hides: bool


def applicant_of(part: Part, *, clear: bool = False) -> Who:
    """Who applies; `clear` is for callers that have asked `reveal_applicant`, or whose own application it is."""
    whole, enterprise = part.application, bool(part.application.enterprise_id)
    name, number, phone = reveal(whole.applicant_name, NAME), reveal(whole.applicant_number, NUMBER), reveal(whole.phone, PHONE)
    if clear:
        return Who(name, number, phone, enterprise, False)
    return Who(name if enterprise else mask_name(name), number if enterprise else mask_id_number(number), mask_phone(phone), enterprise, bool(name))


def decides(part: Part, by: Actor) -> bool:
    """Whether the actor works in the office that decides on the part."""
    return bool(OFFICE & relations(part, by))


def reveal_applicant(number: str, *, by: Actor, at: datetime) -> Who:
    """Name, number and phone in clear, for the office that decides; that they were looked at is written into the journal. Forbidden for others."""
    with transaction.atomic():
        part = locked(number, by=by)
        if not decides(part, by):
            words = Words("只有决定这一件的单位可以看申请人的完整信息。", "Only the office that decides may see the applicant in full.")
            raise Forbidden("application.applicant_hidden", words)
        record(Entry(ApplicantRevealed(), by, at, part.pk, part.matter.next_seq(), "owner", part.department_id))
        part.matter.save(update_fields=["last_seq"])
    return applicant_of(part, clear=True)


def materials_of(part: Part) -> Sequence[Material]:
    """The materials that this part needs in the order of the guide, what a correction replaced beneath what replaced it."""
    rows = part.application.materials.filter(parts__contains=[part.code]).order_by("-at")
    return sorted(rows, key=lambda row: (_place(row.key), row.key, row.replaced_at is not None))


def _place(key: str) -> int:
    last = key.rpartition(".")[2]
    return int(last) if last.isascii() and last.isdecimal() else 0


def site_photo(photo: UUID, *, by: Actor) -> Photo:
    """A photo of a look on site, for whoever may see the part and the line of its thread. NotFound else."""
    rows = Attachment.objects.filter(photo=photo, matter__kind="application", matter__in=visible(by).values("pk"))
    shown = rows if by.is_staff else rows.filter(entry__audience__in=["parties", "public"])
    if not shown.exists():
        raise not_found()
    return photo_named(photo)
