"""Materials when they are handed in: each once, for all parts that need it; licences are shown to each office that decides, with the applicant's consent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from gongban.delivery.applications.documents import keep, let_go
from gongban.delivery.applications.filling import Filling, MaterialShown
from gongban.delivery.applications.models import Application, Material, Part
from gongban.delivery.applications.terms import Given
from gongban.delivery.licences.public import Licence, Sharing, share_for_matters
from gongban.kernel.actors import SYSTEM, Actor
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


def hand_in(found: Filling, parts: Sequence[Part], *, by: Actor, at: datetime) -> list[Material]:
    """Write down every material of a plan with the way in which it is given; those attached to the draft become its own."""
    kept: list[Material] = []
    new: list[Material] = []
    for shown in found.materials:
        row = shown.given or Material(application=found.application, key=shown.key, at=at)
        row.name_zh, row.name_en, row.parts = shown.planned.name.zh, shown.planned.name.en, _parts(shown)
        row.given, row.made_by = (shown.way or Given.SHARED).value, shown.planned.made_by
        row.licence = shown.offered.pk if shown.offered and not shown.given else None
        (kept if shown.given else new).append(row)
    dropped = found.application.materials.exclude(pk__in=[each.pk for each in kept])  # 后来不需要的 · what turned out not to be needed
    named = list(dropped.values_list("document", flat=True))
    dropped.delete()
    let_go(named)
    Material.objects.bulk_create(new)
    Material.objects.bulk_update(kept, ["name_zh", "name_en", "parts", "given", "licence", "made_by"]) if kept else None
    _share(found, [*kept, *new], parts, by, at)
    return [*kept, *new]


def _parts(shown: MaterialShown) -> list[str]:
    return list(dict.fromkeys(part for part, _code in shown.planned.stands_for))


def _share(found: Filling, materials: Sequence[Material], parts: Sequence[Part], by: Actor, at: datetime) -> None:
    """One consent for each licence and office, for this matter and no other."""
    offered = {each.offered.pk: each.offered for each in found.materials if each.offered}
    wanted = [
        Sharing(offered[each.licence], part.department_id, part.matter.number)
        for each in materials if each.licence for part in parts if part.code in each.parts
    ]  # fmt: skip
    share_for_matters(wanted, purpose=found.wanted.name, by=by, at=at)


def pass_on(whole: Application, parts: Sequence[Part], at: datetime) -> None:
    """内部流转: a licence that a part has issued goes to the offices of the parts that need it, for this application and no other."""
    issued = {part.code: part.licence for part in parts if part.licence}
    rows = [each for each in whole.materials.filter(given=Given.INTERNAL, made_by__in=issued, replaced_at=None) if each.licence != issued[each.made_by]]
    licences = Licence.objects.in_bulk([issued[each.made_by] for each in rows])
    for each in rows:
        each.licence = issued[each.made_by]
    Material.objects.bulk_update(rows, ["licence"]) if rows else None
    wanted = [Sharing(licences[each.licence], part.department_id, part.matter.number) for each in rows for part in parts if part.code in each.parts and each.licence]
    share_for_matters(wanted, purpose=whole.name, by=SYSTEM, at=at) if wanted else None


def replace_materials(part: Part, documents: Mapping[str, UUID], *, by: Actor, at: datetime) -> None:
    """Hand in documents for materials of a part in place of what stood there, which stays beneath; the same document again changes nothing.

    Refusal for a material that the part does not need, NotFound for a document that somebody else uploaded.
    """
    keep(list(documents.values()), by=by, at=at)
    for key, document in documents.items():
        rows = Material.objects.filter(application=part.application_id, key=key)
        former = rows.filter(replaced_at=None, parts__contains=[part.code]).first()
        if former is None:
            raise Refusal("application.unknown_material", Words("没有要求这份材料。", "This material was not asked for."), field=key[:80], status=422)
        if former.document != document:
            rows.filter(pk=former.pk).update(replaced_at=at)
            _put(former, document, at)


def _put(former: Material, document: UUID, at: datetime) -> None:
    """The document in the place of `former`; one that stood there earlier comes back."""
    if not Material.objects.filter(application=former.application_id, key=former.key, document=document).update(replaced_at=None, at=at):
        Material.objects.create(application_id=former.application_id, key=former.key, name_zh=former.name_zh, name_en=former.name_en, given=Given.DOCUMENT,
                                document=document, parts=former.parts, at=at)  # fmt: skip
