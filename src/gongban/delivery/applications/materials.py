"""Materials when they are handed in: each once, for all parts that need it; licences are shown to each office that decides, with the applicant's consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongban.delivery.applications.documents import let_go
from gongban.delivery.applications.filling import Filling, MaterialShown
from gongban.delivery.applications.models import Material, Part
from gongban.delivery.applications.terms import Given
from gongban.delivery.licences.public import Sharing, share_for_matters
from gongban.kernel.actors import Actor


def hand_in(found: Filling, parts: Sequence[Part], *, by: Actor, at: datetime) -> list[Material]:
    """Write down every material of a plan with the way in which it is given; those attached to the draft become its own."""
    kept: list[Material] = []
    new: list[Material] = []
    for shown in found.materials:
        row = shown.given or Material(application=found.application, key=shown.key, at=at)
        row.name_zh, row.name_en, row.parts = shown.planned.name.zh, shown.planned.name.en, _parts(shown)
        row.given = (shown.way or Given.SHARED).value
        row.licence = shown.offered.pk if shown.offered and not shown.given else None
        (kept if shown.given else new).append(row)
    dropped = found.application.materials.exclude(pk__in=[each.pk for each in kept])  # 后来不需要的 · what turned out not to be needed
    named = list(dropped.values_list("document", flat=True))
    dropped.delete()
    let_go(named)
    Material.objects.bulk_create(new)
    Material.objects.bulk_update(kept, ["name_zh", "name_en", "parts", "given", "licence"]) if kept else None
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
