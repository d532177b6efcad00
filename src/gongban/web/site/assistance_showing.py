"""How mandates and orders of assistance read, on the person's pages and at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from gongban.delivery.assistance.public import (
    ADDRESS,
    CONTACT,
    FORMS,
    ORDER,
    TEXT,
    WISH,
    Kind,
    Mandate,
    Order,
    Origin,
    Place,
    Reason,
    Stage,
    stages_of,
    unit_words,
)
from gongban.foundation.files.public import document_named, media_type, read_document
from gongban.foundation.people.public import Account, identity_of, reveal
from gongban.foundation.territory.public import calendar
from gongban.kernel.errors import NotFound
from gongban.kernel.identifiers import mask_name
from gongban.kernel.words import Words
from gongban.web.site.assistance_paper import order_paper
from gongban.web.site.item_choices import item_names

TONES = {"asked": "warn", "accepted": "info", "paused": "warn", "closed": "good", "ended": ""}
STATES = {
    "in_force": (Words("在期", "In force"), "good"), "over": (Words("已到期", "Over"), ""), "revoked": (Words("已收回", "Taken back"), ""),
    "laid_down": (Words("对方已退回", "Laid down"), ""),
}  # fmt: skip


def picture(row: Mandate) -> HttpResponse:
    """The photo of a mandate on paper, for those who may see the mandate."""
    found = document_named(row.paper)  # type: ignore[arg-type] # the caller has looked
    headers = {"Content-Disposition": 'inline; filename="mandate"', "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return HttpResponse(read_document(found), content_type=media_type(found), headers=headers)


def mandate_line(row: Mandate) -> dict[str, Any]:
    """A mandate in words."""
    now = timezone.now()
    state = "over" if row.state == "in_force" and row.until <= now else row.state
    words, tone = STATES[state]
    return {
        "mandate": row, "state": state, "words": words, "tone": tone, "who": trusted(row), "kind": Kind(row.kind).words, "explained": Kind(row.kind).explained,
        "items": item_names(row.items), "named": list(zip(row.items, item_names(row.items), strict=True)), "acts": row.kind == Kind.ACT, "last_day": calendar().local_day(row.until - timedelta(seconds=1)), "origin": Origin(row.origin).words,
    }  # fmt: skip


def trusted(row: Mandate) -> str:
    """The assistant: a member of staff by name and unit, a resident masked."""
    if row.unit:
        return f"{_called(row.assistant)} · {unit_words(row.unit)}"
    return mask_name(identity_of(row.assistant).get("full_name", ""))


def principal(row: Mandate) -> str:
    """Who gave a mandate, as the assistant reads it."""
    if row.enterprise:
        return str(Words(row.enterprise.name_zh, row.enterprise.name_en or row.enterprise.name_zh))
    return identity_of(row.account).get("full_name", "") if row.account else ""


def _called(account: Account) -> str:
    return str(Words(account.name_zh, account.name_en or account.name_zh))


def paper_of(order: Order, stage: int) -> HttpResponse:
    """The form of a step of an order that the caller may see with its person."""
    found = next((each for each in stages_of(order) if each.pk == stage and each.action in FORMS), None)
    if found is None:
        raise NotFound()
    return HttpResponse(order_paper(order, found), content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{order.number}-{found.action}.pdf"'})


def line(row: Order) -> dict[str, Any]:
    """An order in a list."""
    return {
        "order": row, "state": ORDER.state(row.state), "tone": TONES[row.state], "item": item_names([row.item])[0], "kind": Kind(row.kind).words,
        "place": Place(row.place).words, "unit": unit_words(row.unit),
        "assistant": Words(row.assistant.name_zh, row.assistant.name_en or row.assistant.name_zh) if row.assistant else "",
    }  # fmt: skip


def full(row: Order, *, person: bool = True) -> dict[str, Any]:
    """An order with its history; contact, address and words only where `person` allows."""
    name, phone = [*reveal(row.contact, CONTACT).split("\n"), ""][:2] if person else ("", "")
    phone = phone.removeprefix("+86")
    return {
        **line(row), "name": name, "phone": phone, "address": reveal(row.address, ADDRESS) if person else "", "wish": reveal(row.wish, WISH) if person else "",
        "stages": [_stage(each, person) for each in stages_of(row)],
    }  # fmt: skip


def _stage(each: Stage, person: bool) -> dict[str, Any]:
    row = next(ORDER.rows(each.action), None)
    return {
        "stage": each, "told": row.told if row else Words("已申请", "Asked for"), "reason": Reason(each.reason).words if each.reason else "",
        "text": reveal(each.text, TEXT) if person else "", "form": FORMS.get(each.action) if person else None,
    }  # fmt: skip
