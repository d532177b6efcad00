"""Applying again for a part that was refused: mended and checked alone, the others stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from gongban.delivery.applications.acting import locked
from gongban.delivery.applications.assuring import check_assurance
from gongban.delivery.applications.contents import DETAILS, checked_answer, opened, sealed
from gongban.delivery.applications.events import Submitted
from gongban.delivery.applications.inputs import Again
from gongban.delivery.applications.materials import replace_materials
from gongban.delivery.applications.models import Part
from gongban.delivery.applications.numbering import part_number
from gongban.delivery.applications.rights import own_applications
from gongban.delivery.applications.timing import TELLING
from gongban.delivery.licences.public import Licence, Sharing, share_for_matters
from gongban.foundation.facts.public import declarations
from gongban.foundation.journal.public import Entry, record
from gongban.foundation.matters.public import Matter, start_for
from gongban.kernel.actors import Actor
from gongban.kernel.errors import Conflict, Forbidden, Refusal
from gongban.kernel.words import Words

AGAIN = ("refused", "terminated", "withdrawn")


def apply_again(number: str, given: Mapping[str, Any], *, by: Actor, at: datetime) -> Part:
    """Begin a new attempt at a part that came to nothing, with what was changed; everything else is taken over. Conflict where one is under way."""
    said = Again.read(given)
    with transaction.atomic():
        former = locked(number, by=by, at=at)
        if not own_applications(by, at).filter(pk=former.application_id).exists():
            raise Forbidden("application.not_allowed", Words("您没有进行这项操作的权限。", "You may not do this."))
        check_assurance("apply_again", by=by, at=at)
        newer = former.application.parts.filter(code=former.code, attempt__gt=former.attempt).exists()
        if former.matter.state not in AGAIN or newer:
            raise Conflict("application.not_again", Words("这一件不能重新申请，或者已经重新申请过。", "This cannot be applied for again, or was already."))
        return _made(former, said, by, at)


def _made(former: Part, said: Again, by: Actor, at: datetime) -> Part:
    whole = former.application
    place = whole.parts.count() + 1
    matter = Matter(kind="application", number=part_number(str(whole.number), place), title=former.name_zh[:200], state="received",
                    holder_id=former.department_id, opened_at=at, changed_at=at)  # fmt: skip
    made = Part(
        matter=matter, application=whole, place=place, attempt=former.attempt + 1, code=former.code, item=former.item, version=former.version,
        name_zh=former.name_zh, name_en=former.name_en, department_id=former.department_id, waits_for=former.waits_for, promised=former.promised,
        legal=former.legal, details=_changed(former, said), received_at=at, commitment="", fee=former.fee,
    )  # fmt: skip
    matter.save(force_insert=True)
    start_for({matter: former.department_id}, "receipt", TELLING, at=at)
    made.save(force_insert=True)
    replace_materials(made, said.documents, by=by, at=at)
    _share(made, by, at)
    entry = Entry(Submitted(whole.pk, made.item, made.version, made.code, whole.channel, whole.outlet), by, at, matter.pk, matter.next_seq(), "applicant", made.department_id)
    matter.save()
    record(entry)
    return made


def _changed(former: Part, said: Again) -> str:
    details, known = opened(former.details, DETAILS), declarations()
    for name, value in said.values.items():
        if name not in details:
            raise Refusal("application.unknown_field", Words("表里没有这一项。", "The form has no such field."), field=name[:80], status=422)
        checked = checked_answer(name, value, known)
        details[name] = {"value": checked.isoformat() if hasattr(checked, "isoformat") else checked, "from": "applicant"}  # type: ignore[union-attr]
    return sealed(details, DETAILS)


def _share(made: Part, by: Actor, at: datetime) -> None:
    """The licences that stand for papers are shown to the office for the new number: who applies again has consented to that once."""
    rows = made.application.materials.filter(licence__isnull=False, replaced_at=None, parts__contains=[made.code])
    licences = Licence.objects.in_bulk([row.licence for row in rows])
    share_for_matters([Sharing(each, made.department_id, made.matter.number) for each in licences.values()], purpose=made.name, by=by, at=at)
