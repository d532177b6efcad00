"""Many kept connections at once from one small process: each sends a new report as soon as the last is answered."""

from __future__ import annotations

import json
import random
import secrets
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_PLACES = ("江边步道", "中山路口", "青岚桥下", "学府路", "南门菜场", "滨江公园", "纺织新村", "二中门口")
_THINGS = ("路灯坏了", "井盖松动", "垃圾没有清运", "树枝挡住信号灯", "积水很深", "共享单车堆满人行道", "夜里施工很吵", "栏杆断了一截")
_KINDS = ("help", "complaint", "suggestion", "inquiry")


@dataclass
class Sent:
    """What came back: numbers of the cases, how long each answer took, how many were none."""

    numbers: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.numbers) / self.seconds if self.seconds else 0.0

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        ordered = sorted(self.took)
        return round(1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1) if ordered else 0.0


@dataclass
class _Line:
    """One connection and what is under way on it."""

    socket: socket.socket
    begun: float = 0.0
    read: bytes = b""


def reports() -> Iterator[dict[str, object]]:
    """New reports without end: no two texts alike, places all over the city."""
    dice, run, serial = random.Random(secrets.randbits(64)), secrets.token_hex(4), 0
    while True:
        serial += 1
        place, thing = dice.choice(_PLACES), dice.choice(_THINGS)
        yield {
            "kind": dice.choice(_KINDS), "text": f"{place}的{thing}，已经好几天了，请尽快处理。（{run}-{serial}）", "address": place,
            "lon": round(112.80 + dice.uniform(-0.05, 0.05), 6), "lat": round(30.35 + dice.uniform(-0.05, 0.05), 6),
            "name": "王小明", "phone": f"1300000{dice.randrange(10_000):04d}",
        }  # fmt: skip


def send_reports(address: str, token: str, connections: int, seconds: float) -> Sent:
    """Send for so many seconds over so many connections; what is under way at the end is waited for."""
    parts, sent, bodies = urlsplit(address), Sent(), _requests(urlsplit(address).netloc, token)
    waiting = selectors.DefaultSelector()
    begun = time.perf_counter()
    for _ in range(connections):
        line = _Line(socket.create_connection((parts.hostname or "", parts.port or 80), timeout=60))
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting.register(line.socket, selectors.EVENT_READ, line)
        _begin(line, bodies)
    while waiting.get_map():
        for key, _ in waiting.select(60):
            if _answered(key.data, sent):
                if time.perf_counter() - begun < seconds:
                    _begin(key.data, bodies)
                else:
                    waiting.unregister(key.data.socket)
                    key.data.socket.close()
    sent.seconds = time.perf_counter() - begun
    return sent


def _requests(host: str, token: str) -> Iterator[bytes]:
    head = f"POST /api/v1/cases HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    for report in reports():
        body = json.dumps(report, ensure_ascii=False).encode()
        yield f"{head}Idempotency-Key: {secrets.token_hex(16)}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _begin(line: _Line, bodies: Iterator[bytes]) -> None:
    request = next(bodies)
    line.begun, line.read = time.perf_counter(), b""
    line.socket.sendall(request)


def _answered(line: _Line, sent: Sent) -> bool:
    """Read on; True when the answer is whole. A connection that was closed counts as an error."""
    piece = line.socket.recv(65_536)
    line.read += piece
    head, found, body = line.read.partition(b"\r\n\r\n")
    if piece and not (found and len(body) >= _length(head)):
        return False
    if piece and head.startswith(b"HTTP/1.1 201"):
        sent.took.append(time.perf_counter() - line.begun)
        sent.numbers += [one["number"] for one in json.loads(body)]
    else:
        sent.errors += 1
    return True


def _length(head: bytes) -> int:
    lines = (line.partition(b":") for line in head.split(b"\r\n"))
    return next((int(value) for name, _, value in lines if name.lower() == b"content-length"), 0)
