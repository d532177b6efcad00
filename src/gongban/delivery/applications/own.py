"""A person's own applications as JSON values in clear, for their copy of their data; and what is erased with their account."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from gongban.delivery.applications.applicants import name_of
from gongban.delivery.applications.contents import ADDRESS, PHONE, opened
from gongban.delivery.applications.documents import let_go
from gongban.delivery.applications.models import Application, Material, Part
from gongban.delivery.applications.rights import own_applications
from gongban.delivery.applications.terms import Stage
from gongban.foundation.people.public import reveal
from gongban.kernel.actors import Actor


def own_records(by: Actor) -> list[dict[str, Any]]:
    """Every application of the person, drafts too, with answers, materials and parts; the caller asks for themselves."""
    rows = own_applications(by).prefetch_related("parts__matter", "materials", "signatures").order_by("began_at", "pk")
    return [_record(row) for row in rows]


def _record(row: Application) -> dict[str, Any]:
    return {
        "number": row.number, "name": row.name_zh, "stage": row.stage, "applicant": name_of(row), "phone": reveal(row.phone, PHONE), "channel": row.channel,
        "answers": opened(row.answers), "delivery": row.delivery, "post_address": reveal(row.post_address, ADDRESS), "collect_at": row.collect_at, "began_at": row.began_at,
        "submitted_at": row.submitted_at, "materials": [{"name": each.name_zh, "given": each.given, "at": each.at} for each in row.materials.all()],
        "parts": [
            {"number": each.matter.number, "name": each.name_zh, "office": each.department_id, "state": each.matter.state, "reason": each.reason, "decided_at": each.decided_at}
            for each in row.parts.all()
        ],
    }  # fmt: skip


def erase_drafts(account: str) -> None:
    """What was never submitted goes with the account, its papers too; what was stays with the offices that decided, by law."""
    rows: QuerySet[Application] = Application.objects.filter(Q(account=account), stage__in=[Stage.DRAFT, Stage.ABANDONED])
    papers = list(Material.objects.filter(application__in=rows).values_list("document", flat=True))
    rows.delete()
    let_go(papers)


def runs_for(account: str) -> bool:
    """Whether something that this person applied for themselves is still being handled."""
    return Part.objects.filter(Q(application__account=account), application__enterprise=None, matter__open=True).exists()
