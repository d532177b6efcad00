"""How identity, mandates and orders read over the API."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from gongban.delivery.assistance.public import (
    CONTACT,
    ORDER,
    Deed,
    Kind,
    Mandate,
    Order,
    Place,
    offered,
    shows_person,
)
from gongban.foundation.people.public import Assured, identity_of, reveal
from gongban.kernel.actors import Actor
from gongban.kernel.identifiers import mask_name
from gongban.kernel.words import Words
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import Page, Paged
from gongban.web.api.problems import Said


class AssuranceOut(Schema):
    """How sure the city is of the caller: `level` is none, phone, real_name or legal_person; `way` counter, provider or file."""

    level: Worded
    reason: Said
    way: str | None
    since: datetime | None
    capacity: str


class MandateOut(Schema):
    """A mandate. `items` are codes of items or "bundle:" and the code of a bundle; `state` is in_force, revoked or laid_down."""

    id: UUID
    kind: Worded
    assistant: str
    unit: str | None
    items: list[str]
    since: datetime
    until: datetime
    origin: str
    state: str


class DeedOut(Schema):
    """What an assistant did by a mandate."""

    at: datetime
    mandate: UUID
    what: str
    subject: str


class DeedsOut(Page):
    deeds: list[DeedOut]


class OrderOut(Schema):
    """An order. `contact` is given to the person, and to the assistant who holds it while it is open; `actions` are what the caller may do now."""

    id: UUID
    number: str
    item: str
    kind: Worded
    place: Worded
    state: Worded
    unit: str
    assistant: str | None
    contact: str | None
    appointment: datetime | None
    asked_at: datetime
    actions: list[str]


class OrdersOut(Page):
    orders: list[OrderOut]


class Filters(Paged):
    """What a list of orders is filtered by; an empty value does not filter."""

    state: str = ""
    place: str = ""
    words: str = ""


def said(words: Words) -> Said:
    """Both languages."""
    return Said(zh=words.zh, en=words.en)


def assurance(held: Assured) -> AssuranceOut:
    """How sure, with its reason."""
    level = Worded(code=held.level.value, words=said(held.level.words))
    return AssuranceOut(level=level, reason=said(held.reason), way=held.way.value if held.way else None, since=held.since, capacity=held.capacity)


def mandate(row: Mandate) -> MandateOut:
    """A mandate: a member of staff by name, a resident masked."""
    kind = Kind(row.kind)
    who = row.assistant.name_zh if row.unit_id else mask_name(identity_of(row.assistant).get("full_name", ""))
    return MandateOut(
        id=row.pk, kind=Worded(code=kind.value, words=said(kind.words)), assistant=who, unit=row.unit_id, items=row.items, since=row.since, until=row.until,
        origin=row.origin, state=row.state,
    )  # fmt: skip


def deed(row: Deed) -> DeedOut:
    """A step."""
    return DeedOut(at=row.at, mandate=row.mandate_id, what=row.what, subject=row.subject)


def order(row: Order, by: Actor) -> OrderOut:
    """An order as this caller may read it."""
    kind, place, state = Kind(row.kind), Place(row.place), ORDER.state(row.state)
    return OrderOut(
        id=row.pk, number=row.number, item=row.item, kind=Worded(code=kind.value, words=said(kind.words)), place=Worded(code=place.value, words=said(place.words)),
        state=Worded(code=state.code, words=said(state.words)), unit=row.unit_id, assistant=row.assistant.login if row.assistant else None,
        contact=reveal(row.contact, CONTACT) if shows_person(row, by) else None, appointment=row.appointment, asked_at=row.asked_at,
        actions=[each.action for each in offered(row, by)],
    )  # fmt: skip
