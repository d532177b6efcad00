"""Parts over the API: the lists of an office, one part, and one operation for each action of the lifecycle table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from gongban.delivery.applications.public import (
    ACTIONS,
    PART,
    Action,
    Again,
    Part,
    Sought,
    act,
    apply_again,
    list_parts,
    open_material,
    part_of,
)
from gongban.foundation.files.public import media_type, read_document
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.applications.schemas import Filters, PartOut, PartsOut, line_of, part_out
from gongban.web.api.body import body_of, schema_of
from gongban.web.api.cursors import key_of, neighbours
from gongban.web.api.problems import CHANGING, READING

router = Router(tags=["parts 办件"])
SYSTEM = {"system"}


@router.get("/parts", auth=staff, response={200: PartsOut, **READING}, summary="本单位的办件 · parts of my unit", operation_id="list_parts")
def list_unit_parts(request: HttpRequest, response: HttpResponse, filters: Query[Filters]) -> dict[str, Any]:
    """The parts on which the caller works: those due first, those whose clock stands, those waiting for the unit's opinion, or those done."""
    sought = Sought(filters.tab, filters.state[:20], filters.item, filters.words[:40], filters.late)
    found = list_parts(caller(request), sought, at=timezone.now(), key=key_of(request, filters), size=filters.limit)
    return {"parts": [line_of(cast(Part, matter.part)) for matter in found.rows], **neighbours(request, response, found.previous, found.next)}


@router.get("/parts/{number}", auth=known, response={200: PartOut, **READING}, summary="一个办件 · one part", operation_id="read_part")
def read_part(request: HttpRequest, number: str) -> PartOut:
    """One part for its applicant or for an office that works on it."""
    by = caller(request)
    return part_out(part_of(number, by=by), by)


@router.get(
    "/materials/{material}", auth=known, summary="一份材料的文件 · the document of a paper", operation_id="read_material",
    response={200: None, **READING}, openapi_extra={"responses": {200: {"description": "OK", "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}},
)  # fmt: skip
def read_material(request: HttpRequest, material: UUID) -> HttpResponse:
    """The document, for the applicant and the offices that need it; every look of an office is written down and told to the applicant."""
    _row, document = open_material(material, by=caller(request), at=timezone.now())
    answer = HttpResponse(read_document(document), content_type="application/octet-stream")
    answer.headers["X-Media-Type"] = media_type(document)
    ending = "jpg" if document.kind == "image" else document.kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{document.pk}.{ending}"'
    return answer


def _operation(one: Action) -> Callable[..., PartOut]:
    def operation(request: HttpRequest, number: str) -> PartOut:
        by = caller(request)
        done = act(number, one.name, body_of(request), by=by, at=timezone.now())
        return part_out(done, by)  # 转交以后就不归本单位看了，答复的是刚办的这一件 · what was handed on is no longer the own office's to read anew

    row = next(PART.rows(one.name))
    operation.__name__ = f"part_{one.name}"
    operation.__doc__ = f"{row.reason}\n\nstates 状态: {', '.join(row.origins)}\n\nwho 谁可以: {', '.join(row.who)}"
    return operation


def _register() -> None:
    """Every action that somebody takes; what the platform does by itself has no operation."""
    for name, one in ACTIONS.items():
        if set(next(PART.rows(name)).who) == SYSTEM:
            continue
        words = next(PART.rows(name)).label
        add = router.post(
            f"/parts/{{number}}/{name}", auth=known, response={200: PartOut, **CHANGING}, summary=f"{words.zh} · {words.en}", operation_id=f"part_{name}",
            openapi_extra={"requestBody": schema_of(one.given)},
        )  # fmt: skip
        add(_operation(one))


@router.post(
    "/parts/{number}/again", auth=known, response={200: PartOut, **CHANGING}, summary="重新申请这一件 · apply again", operation_id="part_again",
    openapi_extra={"requestBody": schema_of(Again)},
)  # fmt: skip
def part_again(request: HttpRequest, number: str) -> PartOut:
    """Apply again for a part that came to nothing, with what is changed; everything else is taken over."""
    by = caller(request)
    made = apply_again(number, body_of(request), by=by, at=timezone.now())
    return part_out(part_of(made.matter.number, by=by), by)


_register()
