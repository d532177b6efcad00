"""Callbacks over the API: which wait, noting a try, recording the judgement (F1)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema

from gongban.foundation.paging import slice_of
from gongban.outcome.ratings.public import Callback, Judgement, Try, answer, due_callbacks, record_try
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cursors import Page, Paged, key_of, neighbours
from gongban.web.api.problems import CHANGING, READING

router = Router(tags=["callbacks 回访"])


class CallbackOut(Schema):
    """A callback: one question to one reporter after one closure."""

    id: UUID
    number: str
    standing: str
    due_at: datetime | None
    tries: int
    solved: str
    satisfaction: int | None
    contacted: bool | None
    case_state: str


class CallbackPage(Page):
    """A page of callbacks."""

    items: list[CallbackOut]


@router.get("", auth=staff, response={200: CallbackPage, **READING}, summary="待回访 · due callbacks", operation_id="list_callbacks")
def list_callbacks(request: HttpRequest, response: HttpResponse, paged: Query[Paged]) -> CallbackPage:
    """The callbacks that an operator should make now, the oldest first."""
    found = slice_of(due_callbacks(caller(request), timezone.now()), key_of(request, paged), paged.limit, by="due_at", newest_first=False)
    return CallbackPage(items=[_out(one) for one in found.rows], **neighbours(request, response, found.previous, found.next))


@router.post(
    "/{callback}/answer", auth=known, response={200: CallbackOut, **CHANGING}, summary="记录评价 · record the judgement",
    operation_id="answer_callback", openapi_extra={"requestBody": schema_of(Judgement)},
)  # fmt: skip
def answer_callback(request: HttpRequest, callback: UUID) -> CallbackOut:
    """Not solved: the case is redone at once; else it is filed when nobody is left to ask."""
    return _judged(answer(callback, body_of(request), by=caller(request), at=timezone.now()))


@router.post(
    "/{callback}/tries", auth=staff, response={200: CallbackOut, **CHANGING}, summary="记录一次未果的回访 · record a try",
    operation_id="record_callback_try", openapi_extra={"requestBody": schema_of(Try)},
)  # fmt: skip
def record_callback_try(request: HttpRequest, callback: UUID) -> CallbackOut:
    """A call that brought no judgement; after the last try the person counts as not reached."""
    return _judged(record_try(callback, body_of(request), by=caller(request), at=timezone.now()))


def _judged(one: Callback) -> CallbackOut:
    one.case.matter.refresh_from_db(fields=["state"])  # the judgement may have moved the case on
    return _out(one)


def _out(one: Callback) -> CallbackOut:
    return CallbackOut(
        id=one.pk, number=one.case.matter.number, standing=one.standing, due_at=one.due_at, tries=one.tries, solved=one.solved,
        satisfaction=one.satisfaction, contacted=one.contacted, case_state=one.case.matter.state,
    )  # fmt: skip
