"""Telling somebody something: rows in the caller's transaction, and a job for each that must leave the house."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from gongban.foundation.keys import ring
from gongban.foundation.messages.models import Message
from gongban.foundation.messages.templates import check_values, template_of
from gongban.foundation.messages.terms import Address, State, Way
from gongban.foundation.renewal import Column, protects

ADDRESS, VALUES = "messages.address", "messages.values"
protects(
    Column("messaging.Message", "address", ADDRESS, "address_lookup"),
    Column("messaging.Message", "values", VALUES),
)


def tell(
    addresses: Sequence[Address], template: str, values: Mapping[str, str], *, key: str, at: datetime
) -> list[Message]:
    """Tell these addresses the words of a template; return what is new.

    `key` names the reason, such as "<event>:<party>": the same key over the same way is told once, ever.
    Everything is written in the caller's transaction; nothing is sent before that is through.
    ValueError where a value that the words need is missing.
    """
    known = template_of(template)
    check_values(known, values)
    rows = [_row(one, template, values, f"{key}:{number}:{one.way}", at) for number, one in enumerate(addresses)]
    fresh = _new_among(rows)
    _send_soon(fresh)
    return fresh


def _row(to: Address, template: str, values: Mapping[str, str], key: str, at: datetime) -> Message:
    inside, valid = to.way is Way.IN_APP, template_of(template).valid
    return Message(
        key=key, way=to.way.value, inbox=to.to if inside else "", template=template, language=to.language, told_at=at,
        address="" if inside else ring().encrypt(to.to, ADDRESS), next_try_at=None if inside else at,
        address_lookup="" if inside else ring().lookup(to.to, ADDRESS), lapses_at=at + valid if valid else None,
        values=ring().encrypt(json.dumps(dict(values), ensure_ascii=False), VALUES),
        state=(State.SENT if inside else State.WAITING).value, sent_at=at if inside else None,
    )  # fmt: skip


def _new_among(rows: list[Message]) -> list[Message]:
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    written = set(Message.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.pk in written]


def _send_soon(rows: list[Message]) -> None:
    from procrastinate.types import JSONDict

    from gongban.foundation.messages.jobs import deliver_message

    leaving: list[JSONDict] = [{"message": str(row.pk)} for row in rows if row.state == State.WAITING]
    if leaving:
        deliver_message.batch_defer(*leaving)
