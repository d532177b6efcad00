"""A person's own licences as JSON values in clear, for their copy of their data."""

from __future__ import annotations

from typing import Any

from gongban.delivery.licences.contents import NAME, NUMBER, opened
from gongban.delivery.licences.models import Licence
from gongban.delivery.licences.rights import own_licences
from gongban.foundation.people.public import reveal
from gongban.kernel.actors import Actor


def own_records(by: Actor) -> list[dict[str, Any]]:
    """Every licence of the person with its fields, history, looks and consents; the caller asks for themselves."""
    rows = own_licences(by).select_related("type", "issuer").order_by("issued_at", "pk")
    return [_record(row) for row in rows]


def _record(row: Licence) -> dict[str, Any]:
    return {
        "number": row.number, "type": row.type_id, "name": row.type.name_zh, "issuer": row.issuer_id, "holder": reveal(row.holder_name, NAME),
        "holder_number": reveal(row.holder_number, NUMBER), "fields": opened(row.details), "state": row.state, "since": row.since, "until": row.until,
        "history": list(row.history.order_by("at", "pk").values("action", "at", "state", "reason", "document", "text")),
        "looks": list(row.looks.order_by("at", "pk").values("at", "way", "department")),
        "shares": list(row.shares.order_by("asked_at").values("department", "matter", "purpose", "asked_at", "state", "until")),
    }  # fmt: skip
