"""What stands beside a case: the actions one may take now, near-same cases, who may be in charge, who reported it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from gongban.delivery.cases.public import (
    ACTIONS,
    Suggestion,
    dossier,
    duplicates_of,
    offered_on,
    offers_of,
    reveal_reporters,
    suggest_for,
)
from gongban.kernel.lifecycle import Transition
from gongban.web.api.acting import caller, known, staff
from gongban.web.api.body import inlined
from gongban.web.api.cases.schemas import said
from gongban.web.api.offers import DuplicateOut, SuggestionOut, duplicates_out, suggestion_out
from gongban.web.api.problems import CHANGING, READING, Said

router = Router(tags=["cases 诉求"])


class OfferedOut(Schema):
    """An action that the caller can take now: its words, what it leads to, and the JSON Schema of what it asks for."""

    action: str
    label: Said
    reason: str
    leads_to: list[str]
    input: dict[str, Any]


class ContactOut(Schema):
    """A reporter in clear."""

    name: str
    phone: str


@router.get("/{number}/actions", auth=known, response={200: list[OfferedOut], **READING}, summary="现在可以做什么 · offered actions", operation_id="list_actions")
def list_actions(request: HttpRequest, number: str) -> list[OfferedOut]:
    """The actions that the caller can take on the case now, each with its JSON Schema (`title` zh, `en`, `widget`)."""
    return [_offered(row) for row in offered_on(number, by=caller(request))]


@router.get(
    "/{number}/duplicates", auth=staff, response={200: list[DuplicateOut], **READING}, summary="近似诉求 · near-same cases", operation_id="list_case_duplicates"
)
def list_duplicates(request: HttpRequest, number: str) -> list[DuplicateOut]:
    """Cases in the caller's charge that may be the same matter, with the reasons."""
    by = caller(request)
    return duplicates_out(duplicates_of(dossier(number, by=by).case, by=by, at=timezone.now()))


@router.get(
    "/{number}/suggestion", auth=staff, response={200: SuggestionOut, **READING}, summary="派单建议 · dispatch suggestion", operation_id="read_suggestion"
)
def read_suggestion(request: HttpRequest, number: str) -> SuggestionOut:
    """What dispatch was offered for the case, or would be offered now, with the words that decided."""
    case = dossier(number, by=caller(request)).case
    kept = offers_of(case)
    return suggestion_out(Suggestion(kept, (), case.suggestion[0].get("method", "dictionary")) if kept else suggest_for(case))


@router.post("/{number}/reporters", auth=staff, response={200: list[ContactOut], **CHANGING}, summary="查看反映人 · reveal the reporters", operation_id="reveal_reporters")
def reveal(request: HttpRequest, number: str) -> list[ContactOut]:
    """Name and phone of the reporters; that the caller looked is written into the journal. Of a 举报 never for the unit that handles it."""
    by = caller(request)
    return [ContactOut(name=one.name, phone=one.phone) for one in reveal_reporters(number, by=by, at=timezone.now())]


def _offered(row: Transition) -> OfferedOut:
    given = inlined(ACTIONS[row.action].given.model_json_schema())
    return OfferedOut(action=row.action, label=said(row.label) or Said(zh="", en=""), reason=row.reason, leads_to=list(row.to), input=given)
