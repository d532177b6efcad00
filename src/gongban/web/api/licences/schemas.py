"""How licences read over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema

from gongban.delivery.licences.public import (
    LICENCE,
    NAME,
    NUMBER,
    Issuing,
    Licence,
    Share,
    Shown,
    code_of,
    offered,
    opened,
)
from gongban.foundation.people.public import reveal
from gongban.foundation.territory.public import calendar
from gongban.kernel.identifiers import mask_name
from gongban.kernel.identifiers.licence_number import ROOT
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words
from gongban.web.api.acting import caller
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import Page, Paged
from gongban.web.api.problems import Said


class TypeOut(Schema):
    """A type of licence: `holder` is person or enterprise, `months` its term (none: without an end), `fields` what it says."""

    code: str
    name: Said
    holder: str
    issuer: str
    months: int | None
    comprehensive: bool
    fields: list[Worded]


class LineOut(Schema):
    """A licence in a list; a person's name is masked. `state` is that of today."""

    id: UUID
    number: str
    type: Worded
    holder: str
    issuer: str
    state: Worded
    since: date
    until: date | None


class LinesOut(Page):
    """A page of licences."""

    licences: list[LineOut]


class LicenceOut(LineOut):
    """One licence in clear, with the code that proves it and the acts that the caller can take."""

    holder_number: str
    fields: dict[str, str]
    version: int
    trade: str
    code: str
    actions: list[str]


class ShownOut(Schema):
    """What everybody may read of a proven licence; `good`: to be relied upon today, with everything inside."""

    number: str
    name: Said
    issuer: Said
    holder: str
    since: date
    until: date | None
    state: Worded
    state_since: date
    good: bool
    trade: Said
    inside: list[ShownOut]


class VerifiedOut(Schema):
    """genuine, replaced, forged, not_issued or unreadable; the licence where its proof is sound."""

    verdict: str
    licence: ShownOut | None


class ShareOut(Schema):
    """A request to see a licence: asked, given, refused or withdrawn; `until` is the last day of a consent."""

    id: UUID
    type: Worded
    department: str
    matter: str
    purpose: str
    asked_at: datetime
    state: str
    until: date | None


class SharesOut(Page):
    """A page of requests."""

    shares: list[ShareOut]


class Filters(Paged):
    """What a list is filtered by; `words`: a number, the holder's number, an enterprise's name."""

    state: str = ""
    type: str = ""
    words: str = ""


class Code(Input):
    code: str = asked("二维码的内容", "Content of the QR code", max_length=4_000)


class IssuingOnce(Issuing):
    """What a licence is to say, and the key of matter and outcome under which it is issued once."""

    key: str = asked("办件与结果", "Matter and outcome", max_length=90)


class Consenting(Input):
    until: date | None = asked("到哪天", "Until", widget="date", default=None)


class Matter(Input):
    matter: str = asked("办件编号", "Number of the matter", max_length=40)


def said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)


def state(code: str) -> Worded:
    return Worded(code=code, words=said(LICENCE.state(code).words))


def basics(row: Licence, holder: str) -> dict[str, Any]:
    return {
        "id": row.pk, "number": f"{ROOT}.{row.number}", "type": Worded(code=row.type_id, words=said(row.type.name)), "holder": holder, "issuer": row.issuer_id,
        "state": state(row.state_on(calendar().local_day(timezone.now()))), "since": row.since, "until": row.until,
    }  # fmt: skip


def line(row: Licence) -> LineOut:
    name = reveal(row.holder_name, NAME)
    return LineOut(**basics(row, name if row.type.holder == "enterprise" else mask_name(name)))


def full(request: HttpRequest, row: Licence) -> LicenceOut:
    return LicenceOut(
        **basics(row, reveal(row.holder_name, NAME)), holder_number=reveal(row.holder_number, NUMBER), fields=opened(row.details), version=row.version,
        trade=row.trade, code=code_of(row), actions=[each.action for each in offered(row, caller(request), timezone.now())],
    )  # fmt: skip


def shown(one: Shown) -> ShownOut:
    return ShownOut(
        number=one.number, name=said(one.name), issuer=said(one.issuer), holder=one.holder, since=one.since, until=one.until, state=state(one.state.code),
        state_since=one.state_since, good=one.good, trade=said(one.trade), inside=[shown(each) for each in one.inside],
    )  # fmt: skip


def share_of(row: Share) -> ShareOut:
    return ShareOut(
        id=row.pk, type=Worded(code=row.type_id, words=said(row.type.name)), department=row.department_id, matter=row.matter, purpose=row.purpose,
        asked_at=row.asked_at, state=row.state, until=row.until,
    )  # fmt: skip
