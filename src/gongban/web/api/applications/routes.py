"""Applying over the API: begin, read how far it is, save, hand in papers, submit; one's own applications."""

from __future__ import annotations

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from gongban.delivery.applications.public import (
    Beginning,
    Choosing,
    Filling,
    Saving,
    Stage,
    Submitting,
    abandon,
    application_of,
    attach,
    begin,
    choose,
    detach,
    filling,
    my_applications,
    refresh,
    save,
    submit,
)
from gongban.foundation.files.public import store_document
from gongban.kernel.errors import Conflict
from gongban.kernel.input import Input, asked
from gongban.kernel.words import Words
from gongban.web.api.acting import caller, known
from gongban.web.api.applications.schemas import (
    ApplicationOut,
    ApplicationsOut,
    FillingOut,
    application_out,
    filling_of,
)
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cursors import Paged, key_of, neighbours
from gongban.web.api.problems import CHANGING, READING

router = Router(tags=["applications 申请"])
NOT_A_DRAFT = Words("这份申请已经提交，进度看它的办件。", "This application was submitted; its parts tell how far it is.")


class Key(Input):
    key: str = asked("材料", "Paper", max_length=80)


class Again(Input):
    """A paper that was handed in with an earlier application, a promise in its place, or, at a counter, one that the clerk holds."""

    key: str = asked("材料", "Paper", max_length=80)
    kept: UUID | None = None  # 以前交过的材料 · paper handed in before
    paper: bool = asked("窗口收的纸质件", "Paper at the counter", widget="boolean", default=False)
    promise: bool = asked("用书面承诺代替", "A written promise instead", widget="boolean", default=False)


@router.post(
    "", auth=known, response={201: FillingOut, **CHANGING}, summary="开始申请 · begin", operation_id="begin_application", openapi_extra={"requestBody": schema_of(Beginning)},
)  # fmt: skip
def begin_application(request: HttpRequest) -> Status[FillingOut]:
    """Begin an application of an item or bundle, or go on with what was begun for the same."""
    by, now = caller(request), timezone.now()
    return Status(201, filling_of(filling(begin(body_of(request), by=by, at=now), at=now)))


@router.get("/mine", auth=known, response={200: ApplicationsOut, **READING}, summary="我的申请 · my applications", operation_id="list_my_applications")
def list_my_applications(request: HttpRequest, response: HttpResponse, paged: Query[Paged]) -> dict[str, Any]:
    """What the caller, or the enterprise for which they act, has applied for, drafts too, the last touched first."""
    found = my_applications(caller(request), key=key_of(request, paged), size=paged.limit)
    return {"applications": [application_out(row) for row in found.rows], **neighbours(request, response, found.previous, found.next)}


@router.get("/{application}", auth=known, response={200: ApplicationOut, **READING}, summary="一份申请 · one application", operation_id="read_application")
def read_application(request: HttpRequest, application: UUID) -> ApplicationOut:
    """One application with its parts, as far as the caller may see them."""
    return application_out(application_of(application, by=caller(request)))


@router.get("/{application}/filling", auth=known, response={200: FillingOut, **READING, 409: CHANGING[409]}, summary="填到哪里 · how far it is", operation_id="read_filling")
def read_filling(request: HttpRequest, application: UUID) -> FillingOut:
    """The next question, the form with what is held already, the papers, and what is still missing."""
    return filling_of(_filling(request, application))


def _filling(request: HttpRequest, application: UUID) -> Filling:
    row = application_of(application, by=caller(request))
    if row.stage != Stage.DRAFT:
        raise Conflict("application.not_a_draft", NOT_A_DRAFT)
    return filling(row, at=timezone.now())


def _answer(request: HttpRequest, application: UUID) -> FillingOut:
    return filling_of(_filling(request, application))


@router.post(
    "/{application}/answers", auth=known, response={200: FillingOut, **CHANGING}, summary="保存回答 · save answers", operation_id="save_application",
    openapi_extra={"requestBody": schema_of(Saving)},
)  # fmt: skip
def save_application(request: HttpRequest, application: UUID) -> FillingOut:
    """Answers by fact, each for itself; null takes one back. What others saved meanwhile stays."""
    save(application, body_of(request), by=caller(request), at=timezone.now())
    return _answer(request, application)


@router.post("/{application}/documents", auth=known, response={201: FillingOut, **CHANGING}, summary="上传材料 · hand in a document", operation_id="attach_document")
def attach_document(request: HttpRequest, application: UUID, key: Form[str], file: File[UploadedFile]) -> Status[FillingOut]:
    """A document (PDF, OFD or an image) for the paper of this key, as multipart/form-data; it takes the place of a former one."""
    by, now = caller(request), timezone.now()
    _filling(request, application)
    stored = store_document(cast(BinaryIO, file), name=file.name or "", by=by, at=now)
    attach(application, {"key": key, "document": str(stored.pk)}, by=by, at=now)
    return Status(201, _answer(request, application))


@router.post(
    "/{application}/papers", auth=known, response={200: FillingOut, **CHANGING}, summary="用以前交过的材料 · use a paper again", operation_id="attach_paper",
    openapi_extra={"requestBody": schema_of(Again)},
)  # fmt: skip
def attach_paper(request: HttpRequest, application: UUID) -> FillingOut:
    """Give a paper that was handed in before, or, at a counter, one that the clerk holds in hand."""
    given = Again.read(body_of(request)).model_dump(mode="json")
    attach(application, given, by=caller(request), at=timezone.now())
    return _answer(request, application)


@router.post(
    "/{application}/papers/remove", auth=known, response={200: FillingOut, **CHANGING}, summary="撤下材料 · take a paper back", operation_id="detach_paper",
    openapi_extra={"requestBody": schema_of(Key)},
)  # fmt: skip
def detach_paper(request: HttpRequest, application: UUID) -> FillingOut:
    """Take a paper back; a document that was uploaded for it is deleted."""
    detach(application, Key.read(body_of(request)).key, by=caller(request), at=timezone.now())
    return _answer(request, application)


@router.post(
    "/{application}/delivery", auth=known, response={200: ApplicationOut, **CHANGING}, summary="怎样拿结果 · how to get the results", operation_id="choose_delivery",
    openapi_extra={"requestBody": schema_of(Choosing)},
)  # fmt: skip
def choose_delivery(request: HttpRequest, application: UUID) -> ApplicationOut:
    """Electronically, at a counter or by post; together, or each as soon as it is done."""
    by = caller(request)
    choose(application, body_of(request), by=by, at=timezone.now())
    return application_out(application_of(application, by=by))


@router.post("/{application}/refresh", auth=known, response={200: FillingOut, **CHANGING}, summary="按新的指南接着办 · go on with the new guide", operation_id="refresh_application")
def refresh_application(request: HttpRequest, application: UUID) -> FillingOut:
    """After the guide was published anew. Answers stay."""
    refresh(application, by=caller(request), at=timezone.now())
    return _answer(request, application)


@router.post(
    "/{application}/submit", auth=known, response={200: ApplicationOut, **CHANGING}, summary="提交 · submit", operation_id="submit_application",
    openapi_extra={"requestBody": schema_of(Submitting)},
)  # fmt: skip
def submit_application(request: HttpRequest, application: UUID) -> ApplicationOut:
    """Submit it with the word that it is true; everything is checked again, and all that is missing is named at once."""
    by = caller(request)
    submit(application, body_of(request), by=by, at=timezone.now())
    return application_out(application_of(application, by=by))


@router.post("/{application}/abandon", auth=known, response={200: ApplicationOut, **CHANGING}, summary="放弃草稿 · give up", operation_id="abandon_application")
def abandon_application(request: HttpRequest, application: UUID) -> ApplicationOut:
    """Give a draft up: what was written and uploaded is deleted at once."""
    by = caller(request)
    abandon(application, by=by, at=timezone.now())
    return application_out(application_of(application, by=by))
