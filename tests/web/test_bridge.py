"""The bridge from ASGI to Django's WSGI: request and answer cross it whole, and no header passes for another."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from gongban.web.site.bridge import Bridge


def cross(application: Any, body: list[bytes] | None = None, longest: int = 1_000_000, **more: Any) -> tuple[int, dict[str, str], list[bytes]]:
    """Send one request over the bridge; status, headers and the pieces of the answer."""
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "client": ("192.0.2.7", 5), "server": ("127.0.0.1", 80)} | more
    pieces, said = list(body or [b""]), list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    asyncio.run(Bridge(application, threads=1, longest=longest)(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], headers, [message["body"] for message in said[1:]]


class Pieces:
    """A streaming answer as Django gives it, which must be closed."""

    streaming = True
    closed = False

    def __init__(self, parts: list[bytes]) -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.parts)

    def close(self) -> None:
        self.closed = True


def echo(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    start("200 OK", [("X-Path", environ["PATH_INFO"]), ("X-Query", environ["QUERY_STRING"]), ("X-From", environ["REMOTE_ADDR"])])
    return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]


def test_a_request_crosses_whole() -> None:
    status, headers, said = cross(echo, [b"one ", b"two"], method="POST", path="/cases/路灯/", query_string=b"q=1&r=%20")
    assert (status, b"".join(said)) == (200, b"one two")
    assert (headers["x-path"], headers["x-query"], headers["x-from"]) == ("/cases/路灯/", "q=1&r=%20", "192.0.2.7")


def test_a_body_larger_than_memory_crosses_whole() -> None:
    body = [bytes([n]) * 100_000 for n in range(8)]
    assert b"".join(cross(echo, body, method="POST")[2]) == b"".join(body)


def test_a_body_that_says_it_is_too_long_is_not_read() -> None:
    def length(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("413 Too Large", [])
        return [environ["CONTENT_LENGTH"].encode(), environ["wsgi.input"].read()]

    status, _, said = cross(length, [b"x" * 10], longest=5, method="POST", headers=[(b"content-length", b"10")])
    assert (status, b"".join(said)) == (413, b"10")


def test_a_streaming_answer_comes_piece_by_piece_and_is_closed() -> None:
    answer = Pieces([b"a", b"b", b"c"])

    def stream(environ: dict[str, Any], start: Any) -> Pieces:
        start("200 OK", [])
        return answer

    assert cross(stream)[2] == [b"a", b"b", b"c", b""]
    assert answer.closed


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ([(b"x-forwarded-for", b"1.1.1.1"), (b"x_forwarded_for", b"9.9.9.9")], {"HTTP_X_FORWARDED_FOR": "1.1.1.1"}),
        ([(b"cookie", b"a=1"), (b"cookie", b"b=2")], {"HTTP_COOKIE": "a=1; b=2"}),
        ([(b"accept", b"a"), (b"accept", b"b")], {"HTTP_ACCEPT": "a,b"}),
        ([(b"content-type", b"text/plain")], {"CONTENT_TYPE": "text/plain"}),
    ],
)  # fmt: skip
def test_headers_become_what_wsgi_expects(sent: list[tuple[bytes, bytes]], seen: dict[str, str]) -> None:
    met: dict[str, Any] = {}

    def look(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        met.update(environ)
        start("204 No Content", [])
        return []

    cross(look, headers=sent)
    assert {name: met[name] for name in seen} == seen


def test_an_application_that_fails_is_no_hanging_connection() -> None:
    def fail(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cross(fail)
