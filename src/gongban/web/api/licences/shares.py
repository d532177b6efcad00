"""Shares over the API: a department asks, the holder answers, the department looks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from gongban.delivery.licences.public import (
    Asking,
    ask,
    asked_shares,
    consent,
    look_by_consent,
    my_shares,
    refuse,
    withdraw_consent,
)
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cursors import Paged, key_of, neighbours
from gongban.web.api.licences.schemas import (
    Consenting,
    LicenceOut,
    Matter,
    ShareOut,
    SharesOut,
    full,
    share_of,
)
from gongban.web.api.problems import CHANGING, READING

router = Router(tags=["licences 证照"])


@router.get("/shares/mine", auth=known, response={200: list[ShareOut], **READING}, summary="谁申请看我的证照 · who asks to see mine", operation_id="list_my_licence_shares")
def list_my_licence_shares(request: HttpRequest) -> list[ShareOut]:
    """What departments ask to see of the caller's own licences, the last first."""
    return [share_of(row) for row in my_shares(caller(request))[:200]]


@router.get("/shares", auth=staff, response={200: SharesOut, **READING}, summary="本单位的查看申请 · requests of my department", operation_id="list_licence_shares")
def list_licence_shares(request: HttpRequest, response: HttpResponse, paged: Query[Paged]) -> dict[str, Any]:
    """What the caller's departments have asked to see."""
    found = asked_shares(caller(request), key=key_of(request, paged), size=paged.limit)
    return {"shares": [share_of(row) for row in found.rows], **neighbours(request, response, found.previous, found.next)}


@router.post(
    "/shares", auth=staff, response={201: ShareOut, **CHANGING}, summary="申请查看证照 · ask to see a licence", operation_id="ask_licence_share",
    openapi_extra={"requestBody": schema_of(Asking)},
)  # fmt: skip
def ask_licence_share(request: HttpRequest) -> Status[ShareOut]:
    """Ask a holder; the answer never tells whether there is such a licence."""
    return Status(201, share_of(ask(body_of(request), by=caller(request), at=timezone.now())))


@router.post(
    "/shares/{share}/look", auth=staff, response={200: LicenceOut, **CHANGING}, summary="凭同意查看 · look by consent", operation_id="look_by_licence_share",
    openapi_extra={"requestBody": schema_of(Matter)},
)  # fmt: skip
def look_by_licence_share(request: HttpRequest, share: UUID) -> LicenceOut:
    """The licence, for the matter for which it was asked; each look is told to the holder."""
    by, now = caller(request), timezone.now()
    return full(request, look_by_consent(share, Matter.read(body_of(request)).matter, by=by, at=now))


@router.post(
    "/shares/{share}/consent", auth=known, response={200: ShareOut, **CHANGING}, summary="同意查看 · consent", operation_id="consent_licence_share",
    openapi_extra={"requestBody": schema_of(Consenting)},
)  # fmt: skip
def consent_licence_share(request: HttpRequest, share: UUID) -> ShareOut:
    """The holder consents, once, until a day."""
    return share_of(consent(share, Consenting.read(body_of(request)).until, by=caller(request), at=timezone.now()))


@router.post("/shares/{share}/refuse", auth=known, response={200: ShareOut, **CHANGING}, summary="不同意 · refuse", operation_id="refuse_licence_share")
def refuse_licence_share(request: HttpRequest, share: UUID) -> ShareOut:
    """The holder says no."""
    return share_of(refuse(share, by=caller(request), at=timezone.now()))


@router.post("/shares/{share}/withdraw", auth=known, response={200: ShareOut, **CHANGING}, summary="撤回同意 · withdraw consent", operation_id="withdraw_licence_share")
def withdraw_licence_share(request: HttpRequest, share: UUID) -> ShareOut:
    """The holder takes the consent back."""
    return share_of(withdraw_consent(share, by=caller(request), at=timezone.now()))
