"""Telephone calls over the API: the telephone system tells who calls on which line, that it was answered, that it ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from gongban.foundation.programs.public import Call, Told, answer_call, end_call, tell_call
from gongban.web.api.acting import caller, staff
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.problems import CHANGING

router = Router(tags=["calls 来电"])


class CallOut(Schema):
    """A call; the number is never given back. `page` is where an operator takes it down."""

    id: UUID
    call: str
    line: str
    channel: str
    since: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    page: str


@router.post(
    "", auth=staff, response={201: CallOut, **CHANGING}, summary="来电 · a call comes in", operation_id="tell_call",
    openapi_extra={"requestBody": schema_of(Told)},
)  # fmt: skip
def tell(request: HttpRequest) -> Status[CallOut]:
    """Who calls, since when, on which operator's line. The same call told again has been passed on to another line."""
    return Status(201, _out(tell_call(Told.read(body_of(request)), by=caller(request), at=timezone.now())))


@router.post("/{call}/answer", auth=staff, response={200: CallOut, **CHANGING}, summary="接听 · answered", operation_id="answer_call")
def answered(request: HttpRequest, call: str) -> CallOut:
    """The operator took the call."""
    return _out(answer_call(call, by=caller(request), at=timezone.now()))


@router.post("/{call}/end", auth=staff, response={200: CallOut, **CHANGING}, summary="挂断 · ended", operation_id="end_call")
def ended(request: HttpRequest, call: str) -> CallOut:
    """The call is over."""
    return _out(end_call(call, by=caller(request), at=timezone.now()))


def _out(call: Call) -> CallOut:
    return CallOut(
        id=call.pk, call=call.reference, line=call.line, channel=call.channel, since=call.since, answered_at=call.answered_at,
        ended_at=call.ended_at, page=f"/desk/hotline/?channel={call.channel}&call={call.pk}",
    )  # fmt: skip
