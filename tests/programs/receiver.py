"""A receiver of webhooks for tests: a small HTTP server that keeps what it was sent and answers as told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """What came in, and the statuses to answer with: one after the other, then 204."""

    url: str = ""
    host: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[dict[str, Any]] = field(default_factory=list)
    raw: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def seen(self) -> list[tuple[str, int]]:
        """Kind and number of each event, as they came."""
        return [(one["type"], one["data"].get("seq", 0)) for one in self.got]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A running receiver on a free port of this machine."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.raw.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = kept.answers.pop(0) if kept.answers else 204
            if status < 300:
                kept.got.append(json.loads(body))
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{kept.url}elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *given: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept.host = f"127.0.0.1:{server.server_port}"
    kept.url = f"http://{kept.host}/hook/"
    running = threading.Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
