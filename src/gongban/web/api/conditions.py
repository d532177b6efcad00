"""Conditional requests (RFC 9110): an ETag on what is read, 304 when it is known, 412 when an action meets a changed case.

The ETag of a case is "VERSION-DIGEST". The digest tells whether the answer would read differently; the version changes
with every event of the case and nothing else, and is what `If-Match` compares: a clock that turned yellow meanwhile
does not stand in the way of an action. Whoever may not act on a case is told the digest only.
"""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.crypto import constant_time_compare, salted_hmac

from gongban.delivery.cases.public import Case
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

CHANGED = Words("这件诉求在您读取之后有了变化，请重新读取再办。", "The case has changed since you read it. Read it again, then act.")
SIZE = 16


def version_of(case: Case) -> str:
    """What changes with every event of a case, and tells nobody how many there were."""
    return salted_hmac("api.version", f"{case.pk}:{case.matter.last_seq}").hexdigest()[:SIZE]


def tell_version(request: HttpRequest, case: Case) -> None:
    """Let the ETag of this answer name the version of the case."""
    request._gongban_version = version_of(case)  # type: ignore[attr-defined]


def still_as_read(request: HttpRequest, case: Case) -> None:
    """Refusal "case.changed" (412) where `If-Match` names other versions than the one of the (locked) case."""
    wanted = _tags(request.headers.get("If-Match", ""))
    if not wanted or "*" in wanted:
        return
    if not any(constant_time_compare(tag.partition("-")[0], version_of(case)) for tag in wanted):
        raise Refusal("case.changed", CHANGED, field="If-Match", status=412)


def with_condition(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with its ETag; 304 without a body where a reader knows it already."""
    if not 200 <= answer.status_code < 300:
        return answer
    tag = _tag(request, answer)
    if tag:
        answer.headers["ETag"] = f'"{tag}"'
    answer.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(answer, ("Authorization", "Cookie"))
    known = _tags(request.headers.get("If-None-Match", ""))
    if request.method == "GET" and ("*" in known or tag in known):
        return _not_modified(answer)
    return answer


def _tag(request: HttpRequest, answer: HttpResponse) -> str:
    version = getattr(request, "_gongban_version", "")
    if request.method != "GET":
        return version
    digest = hashlib.sha256(answer.content).hexdigest()[:SIZE]
    return f"{version}-{digest}" if version else digest


def _not_modified(answer: HttpResponse) -> HttpResponse:
    bare = HttpResponse(status=304)
    for name in ("ETag", "Cache-Control", "Vary"):
        if name in answer.headers:
            bare.headers[name] = answer.headers[name]
    del bare.headers["Content-Type"]
    return bare


def _tags(header: str) -> set[str]:
    """The tags of a header without quotes; weak ones count as well, for proxies weaken what they compress."""
    return {part.strip().removeprefix("W/").strip('"') for part in header.split(",") if part.strip()}
