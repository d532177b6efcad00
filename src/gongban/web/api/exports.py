"""Exports over the API: which lists there are, ordering one as a file, how far it is, cancelling, fetching."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status

from gongban.foundation.exports.public import (
    Export,
    Form,
    Listing,
    Order,
    cancel,
    fetch,
    listing_named,
    listings,
    order,
    own_export,
    own_exports,
    words_of_refusal,
)
from gongban.foundation.people.public import needs_scope
from gongban.kernel.errors import Refusal
from gongban.kernel.input import asked
from gongban.web.api.acting import caller, staff, token_of
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.problems import CHANGING, READING, Said

router = Router(tags=["exports 导出"])


class OrderOut(Order):
    """An order with the filter of its list, by the names that `GET /exports/lists` gives."""

    filter: dict[str, str] = asked("筛选", "Filter", default={})


class ListOut(Schema):
    """A list that may be exported: its filter's parts, its columns, and whether personal data may be had in clear."""

    code: str
    words: Said
    filter: list[str]
    columns: list[str]
    may_clear: bool


class ExportOut(Schema):
    """`standing` is waiting, running, done, cancelled, refused, failed or gone; `digest` is the file's SHA-256, `size` in bytes."""

    id: UUID
    listing: str
    form: str
    filter: dict[str, str]
    clear: bool
    standing: str
    done: int
    total: int | None
    size: int | None
    digest: str
    because: str
    ordered_at: datetime
    expires_at: datetime | None


@router.get("/lists", auth=staff, response={200: list[ListOut], **READING}, summary="可导出的清单 · lists", operation_id="list_listings")
def list_listings(request: HttpRequest) -> list[ListOut]:
    """The lists that are open to the caller."""
    by = caller(request)
    return [
        ListOut(code=one.code, words=Said(zh=one.words.zh, en=one.words.en), filter=list(one.keeps), columns=[each.name for each in one.columns], may_clear=one.may_clear(by))
        for one in listings() if _is_open(one, by)
    ]  # fmt: skip


@router.get("", auth=staff, response={200: list[ExportOut], **READING}, summary="我的导出 · my exports", operation_id="list_exports")
def list_exports(request: HttpRequest) -> list[ExportOut]:
    """The last fifty that the caller's account has ordered, the newest first."""
    return [_out(export) for export in own_exports(caller(request))]


@router.post(
    "", auth=staff, response={202: ExportOut, **CHANGING}, summary="导出 · order an export", operation_id="order_export",
    openapi_extra={"requestBody": schema_of(OrderOut)},
)  # fmt: skip
def order_export(request: HttpRequest) -> Status[ExportOut]:
    """Order a list as a file. It is made in the background, by the rights of this call that are still held then.

    Personal data in clear need a purpose, and of a token the scope reporters:reveal too.
    """
    given = OrderOut.read(body_of(request)).model_dump(mode="json")
    wanted, token = given.pop("filter"), token_of(request)
    if token and given["clear"]:
        needs_scope(token.scopes, "reporters:reveal")
    return Status(202, _out(order(given, wanted, by=caller(request), at=timezone.now())))


@router.get("/{export}", auth=staff, response={200: ExportOut, **READING}, summary="一次导出 · one export", operation_id="read_export")
def read_export(request: HttpRequest, export: UUID) -> ExportOut:
    """How far one of the caller's exports is."""
    return _out(own_export(export, by=caller(request)))


@router.post("/{export}/cancel", auth=staff, response={200: ExportOut, **CHANGING}, summary="取消 · cancel", operation_id="cancel_export")
def cancel_export(request: HttpRequest, export: UUID) -> ExportOut:
    """Cancel one of the caller's while it waits or is being made."""
    return _out(cancel(export, by=caller(request), at=timezone.now()))


@router.get(
    "/{export}/file", auth=staff, response={200: None, **READING, 409: CHANGING[409]}, summary="文件 · the file", operation_id="fetch_export",
    openapi_extra={"responses": {200: {"description": "OK", "content": {Form(each).media_type: {"schema": {"type": "object"} if "+json" in Form(each).media_type else {"type": "string", "format": "binary"}} for each in Form}}}},
)  # fmt: skip
def fetch_export(request: HttpRequest, export: UUID) -> StreamingHttpResponse:
    """The file of one of the caller's; that it was fetched is written into the journal."""
    found, pieces = fetch(export, by=caller(request), at=timezone.now())
    answer = StreamingHttpResponse(pieces, content_type=Form(found.form).media_type)
    answer.headers["Content-Length"] = str(found.size)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _is_open(listing: Listing, by: Any) -> bool:
    try:
        listing.check(by)
    except Refusal:
        return False
    return True


def _out(export: Export) -> ExportOut:
    names = ("listing", "form", "clear", "done", "total", "size", "digest", "ordered_at", "expires_at")
    kept = {name: export.given[name] for name in listing_named(export.listing).keeps if name in export.given}
    facts = {name: getattr(export, name) for name in names}
    return ExportOut(id=export.pk, standing=export.standing.value, because=words_of_refusal(export.refusal), filter=kept, **facts)
