"""Reading cases and receiving new ones."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from gongban.delivery.cases.public import (
    Filter,
    Report,
    Wanted,
    browse,
    dossier,
    my_cases,
    read_case,
    receive,
    sheet,
    worklist,
)
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cases.intake import received_out, reports_of
from gongban.web.api.cases.schemas import (
    CaseOut,
    CasePage,
    DossierOut,
    ReceivedOut,
    dossier_out,
    row_out,
    seen_out,
    staff_row,
)
from gongban.web.api.conditions import tell_version
from gongban.web.api.cursors import Paged, key_of, neighbours
from gongban.web.api.problems import CHANGING, READING

router = Router(tags=["cases 诉求"])


class Looked(Paged):
    """Filters of a list."""

    kind: str = ""
    board: str = ""
    category: str = ""
    district: str = ""
    stage: str = ""
    days: int = 0
    words: str = ""


class LookedAtDesk(Paged):
    """Filters of a staff list."""

    scope: Literal["mine", "department", "all"] = "mine"
    state: str = ""
    kind: str = ""
    category: str = ""
    department: str = ""
    district: str = ""
    colour: str = ""
    mark: str = ""
    words: str = ""


@router.get("", auth=None, response={200: CasePage, **READING}, summary="公开的诉求 · public cases", operation_id="list_public_cases")
def list_public_cases(request: HttpRequest, response: HttpResponse, looked: Query[Looked]) -> CasePage:
    """What is public, newest first; texts are masked for everybody."""
    wanted = Filter(**_filters(looked))
    page = browse(wanted, now=timezone.now(), key=key_of(request, looked), size=looked.limit)
    return CasePage(items=[row_out(row) for row in page.rows], **neighbours(request, response, page.previous, page.next))


@router.get("/mine", auth=known, response={200: CasePage, **READING}, summary="我的诉求 · my cases", operation_id="list_my_cases")
def list_my_cases(request: HttpRequest, response: HttpResponse, paged: Query[Paged]) -> CasePage:
    """The cases of which the caller is a party."""
    page = my_cases(caller(request), now=timezone.now(), key=key_of(request, paged), size=paged.limit)
    return CasePage(items=[row_out(row) for row in page.rows], **neighbours(request, response, page.previous, page.next))


@router.get("/desk", auth=staff, response={200: CasePage, **READING}, summary="工作台列表 · staff list", operation_id="list_desk_cases")
def list_desk_cases(request: HttpRequest, response: HttpResponse, looked: Query[LookedAtDesk]) -> CasePage:
    """The cases in the caller's charge, the most urgent first."""
    found = sheet(worklist(caller(request), Wanted(**_filters(looked)), timezone.now()), key_of(request, looked), size=looked.limit)
    return CasePage(items=[staff_row(case) for case in found.rows], **neighbours(request, response, found.previous, found.next))


def _filters(looked: Paged) -> dict[str, Any]:
    return looked.dict(exclude=set(Paged.model_fields))


@router.get("/{number}", auth=None, response={200: CaseOut, **READING}, summary="一件诉求 · one case", operation_id="read_case")
def read_one_case(request: HttpRequest, number: str) -> CaseOut:
    """A case as the public sees it, or whole for its reporter."""
    seen = read_case(number, by=caller(request), now=timezone.now())
    if seen.may:
        tell_version(request, seen.case)
    return seen_out(seen)


@router.get("/{number}/dossier", auth=staff, response={200: DossierOut, **READING}, summary="办理全貌 · dossier", operation_id="read_dossier")
def read_dossier(request: HttpRequest, number: str) -> DossierOut:
    """A case as the staff in charge of it sees it."""
    found = dossier(number, by=caller(request))
    tell_version(request, found.case)
    return dossier_out(found, timezone.now())


@router.post(
    "", auth=None, response={201: list[ReceivedOut], **CHANGING}, summary="登记诉求 · receive", operation_id="receive_cases",
    openapi_extra={"requestBody": schema_of(Report, many=True)},
)  # fmt: skip
def receive_cases(request: HttpRequest) -> Status[list[ReceivedOut]]:
    """Receive one report, or up to a hundred at once: all or none.

    `Idempotency-Key`: the same key gives the same answer again. `source_key` in a report: the same key gives the same
    case again for good, marked `repeated`.
    """
    by, now = caller(request), timezone.now()
    key, sender = request.headers.get("Idempotency-Key", ""), request.META.get("REMOTE_ADDR", "")
    reports = [Report.read(each) for each in reports_of(body_of(request, many=True), key, by, sender)]
    return Status(201, [received_out(one) for one in receive(reports, by=by, at=now)])
