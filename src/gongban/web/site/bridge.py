"""One ASGI request for Django's WSGI application: bodies are read before a thread is taken, answers sent as they come.

Django's own ASGI costs several changes of thread for each request (measured-choices, section 2); this costs one.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import Any

from gongban.kernel.room import with_room

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Any], Iterable[Any]]

IN_MEMORY = 262_144  # larger bodies wait in a file


class Bridge:
    """A WSGI application behind ASGI, run by a few threads: each keeps a database connection of its own."""

    def __init__(self, application: Wsgi, *, threads: int, longest: int) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="django")
        self.longest = longest  # bytes of a body that are read at all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            await self._read(scope, receive, body)
            length = body.tell()
            body.seek(0)
            environ = environ_of(scope, body, length)
            await asyncio.get_running_loop().run_in_executor(self.pool, with_room, self._answer, environ, _Sender(send))

    async def _read(self, scope: Scope, receive: Receive, body: SpooledTemporaryFile[bytes]) -> None:
        """What is longer than we take stays unread: Django refuses it by its length."""
        if int(_header(scope, b"content-length") or 0) > self.longest:
            return
        more = True
        while more and body.tell() <= self.longest:
            message = await receive()
            body.write(message.get("body", b""))
            more = message.get("more_body", False) and message["type"] == "http.request"

    def _answer(self, environ: dict[str, Any], sender: _Sender) -> None:
        """In a thread: the whole answer at once where it is whole, else piece by piece."""
        parts = self.application(environ, sender.start)
        try:
            if getattr(parts, "streaming", False):
                for part in parts:
                    sender.send(part, more=True)
                sender.send(b"", more=False)
            else:
                sender.send(b"".join(parts), more=False)
        finally:
            close = getattr(parts, "close", None)
            if close:
                close()


class _Sender:
    """From a thread of the pool back to the loop that holds the connection."""

    def __init__(self, send: Send) -> None:
        self.post, self.loop = send, asyncio.get_running_loop()
        self.head: dict[str, Any] | None = None

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        """WSGI's seam: status and headers, sent with the first piece."""
        lines = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        self.head = {"type": "http.response.start", "status": int(status.split(" ", 1)[0]), "headers": lines}

    def send(self, part: bytes, *, more: bool) -> None:
        """One piece; waits until the connection has taken it."""
        asyncio.run_coroutine_threadsafe(self._send(part, more), self.loop).result()

    async def _send(self, part: bytes, more: bool) -> None:
        if self.head:
            await self.post(self.head)
            self.head = None
        await self.post({"type": "http.response.body", "body": part, "more_body": more})


def environ_of(scope: Scope, body: Any, length: int) -> dict[str, Any]:
    """What WSGI knows of a request (PEP 3333); the length is what a header says, else what was read."""
    server, client = scope.get("server") or ("", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"], "SCRIPT_NAME": "", "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"), "SERVER_PROTOCOL": f"HTTP/{scope.get('http_version', '1.1')}",
        "SERVER_NAME": str(server[0]), "SERVER_PORT": str(server[1]), "REMOTE_ADDR": str(client[0]), "REMOTE_PORT": str(client[1]),
        "CONTENT_LENGTH": str(length), "wsgi.version": (1, 0), "wsgi.url_scheme": scope.get("scheme", "http"), "wsgi.input": body,
        "wsgi.errors": sys.stderr, "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    for name, value in scope["headers"]:
        _add(environ, name.decode("latin-1"), value.decode("latin-1"))
    return environ


def _add(environ: dict[str, Any], name: str, value: str) -> None:
    if "_" in name:
        return  # 带下划线的头可以冒充别的头 · X_Forwarded_For would pass for X-Forwarded-For
    key = name.upper().replace("-", "_")
    key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
    known = environ.get(key) if key.startswith("HTTP_") else None
    environ[key] = value if known is None else f"{known}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"


def _header(scope: Scope, name: bytes) -> str:
    found = next((value for key, value in scope["headers"] if key == name), b"").decode("latin-1")
    return found if found.isdecimal() else ""
