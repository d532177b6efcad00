"""Requests at the times for which they are planned, whether or not the former are answered: as a city's people come.

A request's time runs from its planned moment, so that waiting for a free connection or a slow server is part of it.
"""

from __future__ import annotations

import heapq
import http.client
import itertools
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CONNECTIONS = 24
EXAMPLES = 5


@dataclass(frozen=True)
class Errand:
    """One request: what it is, when it is due (seconds from the beginning), and what follows from its answer."""

    kind: str
    at: float
    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None = None
    then: Callable[[bytes, float], Iterable[Errand]] | None = None  # the answer and the moment it came


@dataclass
class Outcome:
    """What came of a plan: milliseconds by kind, and whatever was not a success."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def percentile(self, kind: str, percent: int) -> float:
        """Milliseconds."""
        ordered = sorted(self.took[kind])
        return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1) if ordered else 0.0


class Player:
    """Plays a plan against one address over kept connections, one to a thread."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.own, self.outcome, self.changed = threading.local(), Outcome(), threading.Condition()
        self.waiting: list[tuple[float, int, Errand]] = []
        self.order, self.under_way = itertools.count(), 0

    def play(self, plan: Iterable[Errand]) -> Outcome:
        """All errands and whatever follows from them; returns when the last is answered."""
        self._add(plan)
        self.begun = time.perf_counter()
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            while (errand := self._next()) is not None:
                threads.submit(self._run, errand).add_done_callback(self._done)
        self.outcome.seconds = time.perf_counter() - self.begun
        return self.outcome

    def _add(self, errands: Iterable[Errand]) -> None:
        for each in errands:
            heapq.heappush(self.waiting, (each.at, next(self.order), each))

    def _next(self) -> Errand | None:
        """The next errand once it is due; None when nothing waits and nothing is under way."""
        with self.changed:
            while self.waiting or self.under_way:
                early = self.waiting[0][0] - self._now() if self.waiting else None
                if early is not None and early <= 0:
                    self.under_way += 1
                    return heapq.heappop(self.waiting)[2]
                self.changed.wait(early)
        return None

    def _now(self) -> float:
        return time.perf_counter() - self.begun

    def _done(self, done: Future[None]) -> None:
        with self.changed:
            self.under_way -= 1
            self.changed.notify()
        done.result()

    def _run(self, errand: Errand) -> None:
        status, body = self._answer(errand)
        now = self._now()
        more = list(errand.then(body, now)) if errand.then and status < 300 else []
        with self.changed:
            self.outcome.took[errand.kind].append(1000 * (now - errand.at))
            self._add(more)
            if not 200 <= status < 300:
                self.outcome.errors[errand.kind] += 1
                self.outcome.examples[EXAMPLES:] = []
                self.outcome.examples.append(f"{errand.method} {errand.path} {status} {body[:300].decode('utf-8', 'replace')}")

    def _answer(self, errand: Errand) -> tuple[int, bytes]:
        """Status and body; 599 for a connection that broke."""
        try:
            line = self._line()
            line.request(errand.method, errand.path, errand.body, errand.headers)
            answer = line.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.own.line = None
            return 599, repr(error).encode()

    def _line(self) -> http.client.HTTPConnection:
        if getattr(self.own, "line", None) is None:
            self.own.line = http.client.HTTPConnection(self.host, self.port, timeout=60)
        line: http.client.HTTPConnection = self.own.line
        return line
