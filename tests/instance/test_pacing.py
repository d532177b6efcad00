"""Planned requests: each goes out at its moment, what follows from an answer follows, and nothing that failed is passed over."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongban.cli.bench.pacing import Errand, Player


class _Desk(BaseHTTPRequestHandler):
    """Answers with the path; /slow waits until /late was asked, /broken fails, /gone closes without an answer."""

    protocol_version = "HTTP/1.1"
    late = threading.Event()

    def do_GET(self) -> None:
        if self.path == "/gone":
            self.close_connection = True
            return
        if self.path == "/late":
            self.late.set()
        fails = self.path == "/broken" or (self.path == "/slow" and not self.late.wait(20))
        body = json.dumps({"path": self.path}).encode()
        self.send_response(500 if fails else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def _look(path: str, at: float = 0.0) -> Errand:
    return Errand("look", at, "GET", path, {})


def test_each_goes_out_at_its_moment_and_none_before(address: str) -> None:
    outcome = Player(address).play([_look("/b", 0.4), _look("/a")])
    assert len(outcome.took["look"]) == 2 and not outcome.errors
    assert outcome.seconds >= 0.4


def test_a_slow_answer_does_not_hold_up_the_next(address: str) -> None:
    outcome = Player(address).play([_look("/slow"), _look("/late", 0.1)])
    assert len(outcome.took["look"]) == 2 and not outcome.errors


def test_what_follows_from_an_answer_is_sent_too(address: str) -> None:
    def second(answer: bytes, now: float) -> Iterable[Errand]:
        yield Errand("step", now, "GET", json.loads(answer)["path"] + "/second", {})

    outcome = Player(address).play([Errand("report", 0.0, "GET", "/first", {}, None, second)])
    assert {kind: len(took) for kind, took in outcome.took.items()} == {"report": 1, "step": 1}


@pytest.mark.parametrize(("path", "status"), [("/broken", "500"), ("/gone", "599")])
def test_a_failure_is_counted_and_told_and_nothing_follows_from_it(address: str, path: str, status: str) -> None:
    outcome = Player(address).play([Errand("report", 0.0, "GET", path, {}, None, lambda answer, now: [_look("/never")])])
    assert outcome.errors == {"report": 1} and status in outcome.examples[0]
    assert "look" not in outcome.took
