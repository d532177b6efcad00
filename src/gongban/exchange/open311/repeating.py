"""A sender whose connection broke may send again with the same Idempotency-Key: one request, the same answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongban.foundation.programs.public import Answer, answer_once
from gongban.kernel.actors import Actor

KEY = "Idempotency-Key"


def once(request: HttpRequest, by: Actor, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` answers; or what it answered to the same sender and key before. The same key for something else is refused."""
    key = request.headers.get(KEY)
    if key is None:
        return make()

    def fresh() -> Answer:
        made = make()
        return Answer(made.status_code, made.headers["Content-Type"], made.content)

    found, again = answer_once(f"open311 {by.account}", key, _asked(request), fresh, at=timezone.now())
    answer = HttpResponse(found.body, status=found.status, content_type=found.kind)
    if again:
        answer.headers["Idempotent-Replayed"] = "true"
    return answer


def _asked(request: HttpRequest) -> bytes:
    """What was sent: address, fields and photos, without the key of the program, which may have been changed meanwhile."""
    fields = sorted((name, values) for name, values in request.POST.lists() if name != "api_key")
    files = [_digest(each) for each in request.FILES.getlist("media")]
    return repr((request.path, fields, files)).encode()


def _digest(file: Any) -> str:
    found = hashlib.sha256(b"".join(file.chunks())).hexdigest()
    file.seek(0)
    return found
