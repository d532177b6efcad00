"""Licences over the API: types, proving, one's own and a unit's, issuing, and one operation for each act of the lifecycle table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from gongban.delivery.licences.public import (
    ACTS,
    LICENCE,
    Act,
    Sought,
    Way,
    act,
    issue,
    licence_types,
    list_licences,
    look,
    my_licences,
    published_keys,
    verify,
)
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cases.schemas import Worded
from gongban.web.api.cursors import key_of, neighbours
from gongban.web.api.licences.schemas import (
    Code,
    Filters,
    IssuingOnce,
    LicenceOut,
    LineOut,
    LinesOut,
    TypeOut,
    VerifiedOut,
    full,
    line,
    said,
    shown,
)
from gongban.web.api.problems import CHANGING, READING
from gongban.web.site.visitor import spend_here

router = Router(tags=["licences 证照"])
VERIFIED_PER_QUARTER, QUARTER = 240, timedelta(minutes=15)  # 一处单位的程序一起算 · all programs of one address together


@router.get("/types", auth=None, response={200: list[TypeOut], **READING}, summary="证照类型 · types of licences", operation_id="list_licence_types")
def list_licence_types(request: HttpRequest) -> list[TypeOut]:
    """The types that the city issues."""
    return [
        TypeOut(
            code=kind.code, name=said(kind.name), holder=kind.holder, issuer=kind.issuer_id, months=kind.months, comprehensive=kind.comprehensive,
            fields=[Worded(code=field.code, words=said(field.words)) for field in kind.fields],
        )
        for kind in licence_types()
    ]  # fmt: skip


@router.get("/keys", auth=None, response={200: dict[str, Any], **READING}, summary="核验用的公钥 · public keys", operation_id="list_licence_keys")
def list_licence_keys(request: HttpRequest) -> dict[str, Any]:
    """The keys with which codes and files are proven offline; the same as /.well-known/gongban-licence-keys.json."""
    return published_keys()


@router.post(
    "/verify", auth=None, response={200: VerifiedOut, **CHANGING}, summary="核验证照 · verify a licence", operation_id="verify_licence",
    openapi_extra={"requestBody": schema_of(Code)},
)  # fmt: skip
def verify_licence(request: HttpRequest) -> VerifiedOut:
    """What the text of a QR code proves, and how the licence stands today. A number alone proves nothing."""
    spend_here(request, "api.licence", most=VERIFIED_PER_QUARTER, within=QUARTER)
    found = verify(Code.read(body_of(request)).code, at=timezone.now(), way=Way.PROGRAM)
    return VerifiedOut(verdict=found.verdict.value, licence=shown(found.licence) if found.licence else None)


@router.get("/mine", auth=known, response={200: list[LineOut], **READING}, summary="我的证照 · my licences", operation_id="list_my_licences")
def list_my_licences(request: HttpRequest) -> list[LineOut]:
    """The caller's own, or those of the enterprise for which they act; those that run first."""
    running, over = my_licences(caller(request), timezone.now())
    return [line(row) for row in [*running, *over]]


@router.get("", auth=staff, response={200: LinesOut, **READING}, summary="本单位颁发的证照 · licences of my unit", operation_id="list_licences")
def list_unit_licences(request: HttpRequest, response: HttpResponse, filters: Query[Filters]) -> dict[str, Any]:
    """The licences that the caller's units issued, those changed last first."""
    sought = Sought(filters.state[:20], filters.type[:40], filters.words[:100])
    found = list_licences(caller(request), sought, at=timezone.now(), key=key_of(request, filters), size=filters.limit)
    return {"licences": [line(row) for row in found.rows], **neighbours(request, response, found.previous, found.next)}


@router.post(
    "", auth=staff, response={201: LicenceOut, **CHANGING}, summary="颁发证照 · issue a licence", operation_id="issue_licence",
    openapi_extra={"requestBody": schema_of(IssuingOnce)},
)  # fmt: skip
def issue_licence(request: HttpRequest) -> Status[LicenceOut]:
    """Issue a licence; the same `key` gives the one that was issued before."""
    given = IssuingOnce.read(body_of(request))
    made = issue(given.model_dump(exclude={"key"}), key=f"api:{given.key}", by=caller(request), at=timezone.now())
    return Status(201, full(request, made))


@router.get("/{licence}", auth=known, response={200: LicenceOut, **READING}, summary="一张证照 · one licence", operation_id="read_licence")
def read_licence(request: HttpRequest, licence: UUID) -> LicenceOut:
    """One licence for its holder or its issuing unit; the look is told to the holder."""
    return full(request, look(licence, by=caller(request), at=timezone.now()))


def _operation(one: Act) -> Callable[..., LicenceOut]:
    def operation(request: HttpRequest, licence: UUID) -> LicenceOut:
        return full(request, act(licence, one.name, body_of(request), by=caller(request), at=timezone.now()))

    operation.__name__, operation.__doc__ = f"{one.name}_licence", next(LICENCE.rows(one.name)).reason
    return operation


def _register() -> None:
    for name, one in ACTS.items():
        if name != "expire":
            words = next(LICENCE.rows(name)).label
            add = router.post(
                f"/{{licence}}/{name}", auth=staff, response={200: LicenceOut, **CHANGING}, summary=f"{words.zh} · {words.en}", operation_id=f"{name}_licence",
                openapi_extra={"requestBody": schema_of(one.given)},
            )  # fmt: skip
            add(_operation(one))


_register()
