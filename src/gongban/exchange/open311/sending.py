"""Receiving a request that a program sends for somebody: by the same action, under the same rules, as on the page."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import QueryDict

from gongban.delivery.cases.public import (
    Answered,
    Channel,
    Received,
    Report,
    answers_in,
    check_report,
    receive,
    with_answers,
)
from gongban.exchange.open311.arguments import answers_given
from gongban.exchange.open311.locating import located
from gongban.exchange.open311.models import Submission
from gongban.exchange.open311.notices import notice
from gongban.exchange.open311.services import Service, service_named
from gongban.exchange.open311.terms import DESCRIPTION, Numbering
from gongban.foundation.files.public import store
from gongban.foundation.territory.public import city
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound, Refusal
from gongban.kernel.words import Words

FEW = 5  # characters: what a report's text must have at least
KEPT = ("number", "datetime", "singlevaluelist", "multivaluelist")
HAN = re.compile(r"[\u4e00-\u9fff]")
OWN_PHOTO = re.compile(r"/photos/([0-9a-f-]{36})/")


@dataclass(frozen=True)
class Sent:
    """What the sender is told: the number or a token, never both, and what to expect."""

    number: str | None
    token: str | None
    notice: Words

    @property
    def told(self) -> dict[str, Any]:
        """As the answer to POST requests gives it."""
        known = {"service_request_id": self.number} if self.number else {"token": self.token}
        return {**known, "service_notice": str(self.notice), "account_id": None}


def send(given: QueryDict, media: Sequence[BinaryIO], *, by: Actor, at: datetime) -> Sent:
    """Receive one request. Refusal or InvalidInput names each argument that does not fit; then nothing is kept."""
    service = _service(given.get("service_code", ""))
    answers = answers_in(service.category, answers_given(given))
    fields = {
        "kind": service.kind.value, "channel": Channel.OPEN311.value, "category": service.category or None, "text": _text(given, service, answers),
        "name": _name(given), "phone": given.get("phone", "").strip(), **located(given),
    }  # fmt: skip
    report = Report.read(fields)
    check_report(report, by=by, at=at)
    linked, foreign = _linked(given.get("media_url", "").strip())
    with transaction.atomic():
        photos = [*linked, *(store(each, by=by).pk for each in _few(media))]
        (received,) = receive([report.model_copy(update={"photos": photos})], by=by, at=at)
        return _told(received, service, answers, foreign)


def number_for(token: str) -> dict[str, Any]:
    """The number that a token stands for, once it may be told; NotFound for a token that was never given."""
    row = Submission.objects.select_related("matter").filter(token=_digest(token)).first()
    if row is None:
        raise NotFound("open311.token", Words("没有这个令牌。", "There is no such token."))
    tell = row.numbering == Numbering.BATCH and row.matter.state != "received"
    return {"service_request_id": row.matter.number if tell else None, "token": token}


def _told(received: Received, service: Service, answers: Sequence[Answered], foreign: bool) -> Sent:
    token = None if service.numbering is Numbering.REALTIME else secrets.token_urlsafe(18)
    kept = {one.attribute.code: list(one.values) for one in answers if one.attribute.datatype in KEPT}
    matter = received.case.matter
    Submission.objects.create(matter=matter, numbering=service.numbering.value, token=_digest(token) if token else None, answers=kept)
    return Sent(None if token else matter.number, token, notice(received, service.numbering, foreign_photo=foreign))


def _service(code: str) -> Service:
    if not code.strip():
        raise Refusal("open311.service_code", Words("缺少 service_code。", "service_code is missing."), field="service_code")
    return service_named(code.strip())


def _text(given: QueryDict, service: Service, answers: Sequence[Answered]) -> str:
    """The description with the answers below; one that is missing or very short begins with the service's name."""
    said = given.get("description", "").strip()
    if len(said) > DESCRIPTION:
        raise Refusal("open311.description", Words(f"description 最多 {DESCRIPTION} 个字。", f"description may have at most {DESCRIPTION} characters."))
    name = service.words.in_language(city().language)
    if len(said) < FEW:
        said = f"{name}：{said}" if said else f"{name}（Open311）"
    return with_answers(said, answers)


def _name(given: QueryDict) -> str:
    first, last = given.get("first_name", "").strip(), given.get("last_name", "").strip()
    return f"{last}{first}" if HAN.search(f"{last}{first}") else f"{first} {last}".strip()


def _linked(address: str) -> tuple[list[UUID], bool]:
    """The photo of ours that a media_url names, and whether it leads elsewhere: nothing is ever fetched from another server."""
    own = OWN_PHOTO.match(address.removeprefix(settings.PUBLIC_URL)) if address.startswith((settings.PUBLIC_URL, "/photos/")) else None
    try:
        return ([UUID(own[1])], False) if own else ([], bool(address))
    except ValueError:
        return [], True


def _few(media: Sequence[BinaryIO]) -> Sequence[BinaryIO]:
    most = int(city().settings.get("photos", {}).get("maximum_count", 9))
    if len(media) > most:
        raise Refusal("open311.media", Words(f"最多 {most} 张照片。", f"At most {most} photos."), field="media")
    return media


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
