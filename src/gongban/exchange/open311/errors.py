"""Every failure below /open311/ is told as the standard says: code and sentence, in XML or JSON."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from gongban.exchange.open311.terms import TYPES
from gongban.exchange.open311.writing import written
from gongban.kernel.errors import Refusal, TooOften

# GeoReport knows 403 for keys, 404 for what is not there, 400 for the rest; what lies outside of it keeps its own status.
STATUS = {401: 403, 403: 403, 404: 404, 405: 405, 413: 413, 429: 429}
RETRY_SECONDS = 30  # after a fault of ours


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The errors document of a Refusal: one error for each thing that does not fit."""
    status = refusal.status if refusal.status >= 500 else STATUS.get(refusal.status, 400)
    problems = getattr(refusal, "problems", None) or [refusal]
    said = written("errors", [_error(one, status) for one in problems], form_of(request), status)
    if isinstance(refusal, TooOften) or status == 503:
        said.headers["Retry-After"] = str(getattr(refusal, "wait", RETRY_SECONDS))
    return said


def form_of(request: HttpRequest) -> str:
    """The format that the address names; where it names none, the one that is accepted, else XML, which every client reads."""
    ending = request.path.rpartition(".")[2]
    if ending in TYPES:
        return ending
    accepted = request.headers.get("Accept", "")
    return "json" if "json" in accepted and "xml" not in accepted else "xml"


def _error(refusal: Refusal, status: int) -> dict[str, Any]:
    return {"code": status, "description": f"{refusal.words} ({refusal.code})"}
