"""Reading requests: what is public, masked as everywhere else in public, in the words of the standard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from gongban.delivery.cases.public import (
    STAGES,
    Case,
    Published,
    Step,
    attributes_of,
    public_cases,
    public_steps,
    published,
    steps_of,
)
from gongban.exchange.open311.arguments import Asked
from gongban.exchange.open311.models import Submission
from gongban.exchange.open311.services import names_of
from gongban.exchange.open311.terms import DESCRIPTION, OTHER
from gongban.exchange.open311.writing import moment
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

NOT_PUBLIC = Words("没有这个编号的公开诉求；尚未公开的也查不到。", "There is no public request of this number; one that is not public yet cannot be read either.")


def list_requests(asked: Asked) -> tuple[list[dict[str, Any]], bool]:
    """One page of requests, the newest first, and whether there are more."""
    rows = _fitting(asked).order_by("-matter__opened_at", "-pk")
    found = published(rows[asked.skip : asked.skip + asked.size + 1])
    return _shown(found[: asked.size], asked.extended), len(found) > asked.size


def read_request(number: str, *, extended: bool) -> list[dict[str, Any]]:
    """The request of a number, in a list of one; NotFound where nobody may read it."""
    found = published(public_cases().filter(matter__number=number))
    if not found:
        raise NotFound("open311.request", NOT_PUBLIC)
    return _shown(found, extended)


def list_updates(since: datetime, until: datetime, *, skip: int, size: int) -> tuple[list[dict[str, Any]], bool]:
    """What happened in public requests between two moments, the oldest first, and whether there is more."""
    found = public_steps(since, until, limit=size + 1, skip=skip)
    return [_update(step) for step in found[:size]], len(found) > size


def _fitting(asked: Asked) -> QuerySet[Case]:
    rows = public_cases()
    if asked.ids:
        return rows.filter(matter__number__in=asked.ids)
    rows = rows.filter(matter__opened_at__gte=asked.since, matter__opened_at__lte=asked.until)
    if asked.states == {"open"}:
        rows = rows.filter(matter__state__in=STAGES["open"][1])
    elif asked.states == {"closed"}:
        rows = rows.exclude(matter__state__in=STAGES["open"][1])
    return rows.filter(_of_services(asked.codes)) if asked.codes else rows


def _of_services(codes: Sequence[str]) -> Q:
    """Cases of these categories or of those below them, as in the public list; `other` are those without any."""
    found = Q(category__in=codes)
    for code in codes:
        found |= Q(category__isnull=True) if code == OTHER else Q(category__code__startswith=f"{code}.")
    return found


def _shown(found: Sequence[Published], extended: bool) -> list[dict[str, Any]]:
    plain = [_request(one) for one in found]
    if not extended:
        return plain
    ids = [one.id for one in found]
    answers = dict(Submission.objects.filter(pk__in=ids).values_list("pk", "answers"))
    steps = steps_of(ids)
    return [
        row | _more(one, answers.get(one.id, {}), steps.get(one.id, []))
        for row, one in zip(plain, found, strict=True)
    ]  # fmt: skip


def _request(one: Published) -> dict[str, Any]:
    code, name = names_of(one.category, one.category_words)
    lon, lat = one.point or (None, None)
    return {
        "service_request_id": one.number, "status": "open" if one.open else "closed", "status_notes": _notes(one), "service_name": str(name),
        "service_code": code, "description": _cut(one.text), "agency_responsible": str(one.department) if one.department else None,
        "service_notice": None, "requested_datetime": moment(one.opened_at),
        "updated_datetime": moment(one.changed_at if one.open else one.closed_at or one.changed_at), "expected_datetime": moment(one.due_at),
        "address": one.address or (str(one.area) if one.area else None), "address_id": None, "zipcode": None, "lat": lat, "long": lon,
        "media_url": photo_address(one.photos[0]) if one.photos else None,
    }  # fmt: skip


def _notes(one: Published) -> str:
    """The answer once there is one, else how the state is explained to residents."""
    return one.answer if one.answer and not one.open else str(one.state.explained)


def _more(one: Published, answers: dict[str, list[str]], steps: Sequence[Step]) -> dict[str, Any]:
    """What `extensions=true` adds: answers that are codes, numbers or times, the public thread, and what the portal shows besides."""
    asked = {each.code: each for each in attributes_of(one.category)}
    known = [(asked[code], values) for code, values in answers.items() if code in asked]
    return {
        "extended_attributes": {
            "title": one.title, "kind": one.kind.value, "state": one.state.code, "area": str(one.area) if one.area else None,
            "photos": [photo_address(photo) for photo in one.photos], "url": f"{settings.PUBLIC_URL}/cases/{one.number}/",
        },
        "attributes": [
            {"code": each.code, "label": str(each.words), "values": [_value(each.option(value), value) for value in values]} for each, values in known
        ],
        "notes": [
            {"datetime": moment(step.happening.at), "summary": str(step.happening.what), "description": step.happening.text or None} for step in steps
        ],
    }  # fmt: skip


def _value(option: Any, value: str) -> dict[str, str]:
    return {"key": value, "name": str(option.words) if option else value}


def _update(step: Step) -> dict[str, Any]:
    said = step.happening
    return {
        "update_id": str(step.id), "service_request_id": step.number, "status": "OPEN" if step.open else "CLOSED",
        "updated_datetime": moment(said.at), "description": f"{said.what}\n{said.text}".strip(),
        "media_url": photo_address(said.photos[0]) if said.photos else None,
    }  # fmt: skip


def photo_address(photo: Any) -> str:
    """Where everybody can fetch a public photo."""
    return f"{settings.PUBLIC_URL}/photos/{photo}/1280/"


def _cut(text: str) -> str:
    return text if len(text) <= DESCRIPTION else text[: DESCRIPTION - 1] + "…"
