"""The hot path: programs with a token send reports to POST /api/v1/cases; what fits is received before Django is asked.

It only ever answers "received". Whatever it does not know - a refusal, a photo, a cookie, an odd header - it leaves to
Django as if it had never looked, so that rights, checks, limits and problem documents are those of the ordinary path.
"""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from gongban.kernel.errors import Refusal
from gongban.kernel.trail import trail
from gongban.web.api.gathering import JSON, Gatherer
from gongban.web.site.bridge import Receive, Scope, Send
from gongban.web.site.errors import problem
from gongban.web.site.middleware.access import believed_id, write_line
from gongban.web.site.middleware.headers import language_of, standing_headers

PATH, ROUTE = "/api/v1/cases", "api/v1/cases"
LONGEST = 262_144
Headers = dict[bytes, bytes]
NOT_HERE = {b"cookie", b"transfer-encoding", b"content-encoding", b"expect", b"upgrade"}


class HotPath:
    """An ASGI application in front of another."""

    def __init__(self, beyond: Any) -> None:
        self.beyond = beyond
        self.gatherer = Gatherer()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = fitting_headers(scope) if scope["type"] == "http" else None
        if headers:
            await self._take(headers, scope, receive, send)
        elif scope["type"] == "http":
            await self.beyond(scope, receive, send)
        elif scope["type"] == "lifespan":
            await _live(receive, send)

    async def _take(self, headers: Headers, scope: Scope, receive: Receive, send: Send) -> None:
        begun, body = time.perf_counter(), await _whole(receive, int(headers[b"content-length"]))
        answer = await self.gatherer.answer(*_given(headers), body) if body else None
        if answer is None:
            await self.beyond(scope, _again(body, receive), send)
            return
        status, said, own = _said(answer)
        with trail("request", believed_id(headers.get(b"x-request-id", b"").decode("latin-1"))) as name:
            lines = _lines(headers, said, own | {"X-Request-ID": name})
            await send({"type": "http.response.start", "status": status, "headers": lines})
            await send({"type": "http.response.body", "body": said})
            write_line("POST", ROUTE, status, begun)


def fitting_headers(scope: Scope) -> Headers | None:
    """The headers of a request that this path knows how to take; None for all others."""
    if scope["method"] != "POST" or scope["path"] != PATH or scope.get("query_string"):
        return None
    headers = dict(scope["headers"])
    length, kind = headers.get(b"content-length", b""), headers.get(b"content-type", b"")
    fits = (
        len(headers) == len(scope["headers"]) and not NOT_HERE & headers.keys() and headers.get(b"authorization", b"")[:7].lower() == b"bearer "
        and headers.get(b"idempotency-key", b"-").strip() and length.isdigit() and 0 < int(length) <= LONGEST and kind.split(b";")[0].strip() == b"application/json"
    )  # fmt: skip
    return headers if fits and _is_ours(headers.get(b"host", b"").decode("latin-1")) else None


def _is_ours(host: str) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def _said(answer: bytes | Refusal) -> tuple[int, bytes, dict[str, str]]:
    """Status, body and own headers of an answer."""
    if isinstance(answer, bytes):
        return 201, answer, {"Content-Type": JSON, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie, Accept-Language"}
    document = problem(answer)
    return document.status_code, document.content, dict(document.headers)


def _given(headers: Headers) -> tuple[str, str]:
    """The token and the idempotency key."""
    token = headers[b"authorization"].decode("latin-1").partition(" ")[2].strip()
    return token, headers.get(b"idempotency-key", b"").decode("latin-1")


def _lines(headers: Headers, said: bytes, own: dict[str, str]) -> list[tuple[bytes, bytes]]:
    language = language_of(headers.get(b"accept-language", b"").decode("latin-1"))
    lines = {**standing_headers(), **own, "Content-Length": str(len(said)), "Content-Language": language}
    return [(name.lower().encode(), value.encode()) for name, value in lines.items()]


async def _whole(receive: Receive, length: int) -> bytes:
    """The body; less than its length when the sender has gone."""
    parts, more = [], True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        more = message.get("more_body", False) and message["type"] == "http.request"
    return b"".join(parts)[: length + 1]


def _again(body: bytes, receive: Receive) -> Receive:
    """The same body once more, for whoever stands behind."""
    given = False

    async def replay() -> dict[str, Any]:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def _live(receive: Receive, send: Send) -> None:
    """ASGI's lifespan: nothing to prepare, nothing to end."""
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})

