"""办不成事 over the API: take down, list, read, one operation for each act of the lifecycle table, and the causes by item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from gongban.delivery.impasses.public import (
    IMPASSE,
    PROCESS,
    Impasse,
    Sought,
    Taking,
    causes_here,
    causes_of,
    impasse_of,
    impasse_rules,
    list_impasses,
    take_impasse,
)
from gongban.foundation.matters.public import Act
from gongban.kernel.actors import Actor
from gongban.kernel.words import Words
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import Page, Paged, key_of, neighbours
from gongban.web.api.problems import CHANGING, READING, Said

router = Router(tags=["impasses 办不成事"])
Short = Annotated[str, Field(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]


class ImpasseFilters(Paged):
    """What the list is filtered by."""

    state: Short = ""
    cause: Short = ""
    item: Short = ""
    outlet: Short = ""
    late: bool = False
    words: Short = ""


class ImpasseOut(Schema):
    """Something that could not be done; `coordinator` is the department asked to help, `basis` and `remedy` belong to a lawful no."""

    id: UUID
    number: str
    item: str
    name: Said
    outlet: str
    cause: Worded
    state: Worded
    coordinator: str
    opened_at: datetime
    due_at: datetime | None
    basis: str
    remedy: str
    actions: list[str]


class ImpassesOut(Page):
    """A page of them."""

    impasses: list[ImpasseOut]


class CauseOut(Schema):
    """A cause, how often, and how it ended."""

    code: str
    words: Said
    number: int
    done: int
    lawful_no: int


@router.get("", auth=known, response={200: ImpassesOut, **READING}, summary="办不成的事 · list", operation_id="list_impasses")
def listing(request: HttpRequest, response: HttpResponse, filters: Query[ImpasseFilters]) -> ImpassesOut:
    """What the caller may see, taken last first."""
    by = caller(request)
    sought = Sought(filters.state, filters.cause, filters.item, filters.outlet, filters.late, filters.words)
    found = list_impasses(by, sought, at=timezone.now(), key=key_of(request, filters), size=filters.limit)
    return ImpassesOut(impasses=[_out(each, by) for each in found.rows], **neighbours(request, response, found.previous, found.next))


@router.post(
    "", auth=known, response={201: ImpasseOut, **CHANGING}, summary="登记办不成的事 · take down", operation_id="take_impasse", openapi_extra={"requestBody": schema_of(Taking)},
)  # fmt: skip
def take(request: HttpRequest) -> Status[ImpasseOut]:
    """Take down what could not be done: a clerk at their counter, the service office, or the person."""
    by = caller(request)
    return Status(201, _out(take_impasse(body_of(request), by=by, at=timezone.now()), by))


@router.get("/causes", auth=staff, response={200: list[CauseOut], **READING}, summary="为什么办不成 · causes", operation_id="list_impasse_causes")
def causes(request: HttpRequest, item: Short = "") -> list[CauseOut]:
    """Why an item could not be done, the most frequent cause first; without one over all that the caller may see."""
    found = causes_of(item) if item else causes_here(caller(request))
    return [CauseOut(code=each.code, words=_said(each.words), number=each.number, done=each.done, lawful_no=each.lawful_no) for each in found]


@router.get("/{impasse}", auth=known, response={200: ImpasseOut, **READING}, summary="一件办不成的事 · read", operation_id="read_impasse")
def one(request: HttpRequest, impasse: UUID) -> ImpasseOut:
    """One of them."""
    by = caller(request)
    return _out(impasse_of(impasse, by=by), by)


def _operation(act: Act) -> Callable[..., ImpasseOut]:
    def operation(request: HttpRequest, impasse: UUID) -> ImpasseOut:
        by = caller(request)
        PROCESS.act(impasse, act.name, body_of(request), by=by, at=timezone.now())
        return _out(impasse_of(impasse, by=by), by)

    operation.__name__, operation.__doc__ = f"{act.name}_impasse", next(IMPASSE.rows(act.name)).reason
    return operation


def _register() -> None:
    for name, act in PROCESS.acts.items():
        words = next(IMPASSE.rows(name)).label
        router.post(
            f"/{{impasse}}/{name}", auth=known, response={200: ImpasseOut, **CHANGING}, summary=f"{words.zh} · {words.en}", operation_id=f"{name}_impasse",
            openapi_extra={"requestBody": schema_of(act.given)},
        )(_operation(act))  # fmt: skip


_register()


def _out(row: Impasse, by: Actor) -> ImpasseOut:
    matter = row.matter
    return ImpasseOut(
        id=row.pk, number=matter.number, item=row.item, name=_said(row.item_name), outlet=row.outlet, cause=Worded(code=row.cause, words=_said(impasse_rules().words_of(row.cause))),
        state=Worded(code=matter.state, words=_said(IMPASSE.state(matter.state).words)), coordinator=row.coordinator_id or "", opened_at=matter.opened_at,
        due_at=matter.due_at, basis=row.basis, remedy=row.remedy, actions=[each.action for each in PROCESS.offered(row, by)],
    )  # fmt: skip


def _said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)
