"""What monitoring reads (/metrics, Prometheus text): requests by route, times, queues, the journal, the disk. Numbers only.

Every web process writes its counts to a file of its own below GONGBAN_HOME/metrics; whichever is asked adds them up.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from gongban.foundation.standing import Standing, standing

if TYPE_CHECKING:
    from prometheus_client import Counter, Histogram

BUCKETS = (0.005, 0.01, 0.025, 0.06, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
TYPE = "text/plain; version=0.0.4; charset=utf-8"


def observe(route: str, method: str, status: int, seconds: float) -> None:
    """Count one request by its route (never its path) and note how long it took."""
    count, times = _lines(route, method if method in METHODS else "other", status)
    count.inc()
    times.observe(seconds)


@lru_cache(maxsize=2_048)
def _lines(route: str, method: str, status: int) -> tuple[Counter, Histogram]:
    requests, times = _instruments()
    return requests.labels(route, method, str(status)), times.labels(route)


def page() -> bytes:
    """Everything as Prometheus reads it."""
    from prometheus_client import CollectorRegistry, generate_latest, multiprocess

    _instruments()
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry, path=settings.METRICS_FOLDER)  # type: ignore[no-untyped-call]
    registry.register(_Instance())  # type: ignore[arg-type]
    return generate_latest(registry)


@lru_cache(maxsize=1)
def _instruments() -> tuple[Counter, Histogram]:
    Path(settings.METRICS_FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    from prometheus_client import CollectorRegistry, Counter, Histogram

    registry = CollectorRegistry()
    labels = ("route", "method", "status")
    return (
        Counter("gongban_requests", "Requests answered", labels, registry=registry),
        Histogram("gongban_request_seconds", "Seconds from request to answer", labels[:1], registry=registry, buckets=BUCKETS),
    )


class _Instance:
    """Numbers that are asked for when somebody looks."""

    def collect(self) -> Iterator[Any]:
        """One family after the other."""
        now = standing()
        for name, help_text, label, values in _families(now):
            yield _gauge(name, help_text, label, values)


def _families(now: Standing) -> Iterator[tuple[str, str, str, dict[str, int]]]:
    yield "gongban_jobs", "Jobs by status; finished ones are deleted", "status", now.jobs
    yield "gongban_oldest_job_seconds", "Seconds the oldest due job has waited", "", {"": now.oldest_job_seconds}
    if now.worker_silent_seconds is not None:
        yield "gongban_worker_silent_seconds", "Seconds since a worker gave a sign", "", {"": now.worker_silent_seconds}
    yield "gongban_journal_position", "Last sealed position of the journal", "", {"": now.journal.position}
    yield "gongban_journal_unsealed", "Events not sealed yet", "", {"": now.journal.unsealed}
    yield "gongban_journal_behind", "Positions that a reader has not read yet", "reader", now.journal.behind
    yield "gongban_messages_waiting", "Messages that wait to be sent, by way", "way", now.messages
    yield "gongban_disk_free_bytes", "Free bytes where the home lies", "", {"": now.disk_free}
    yield "gongban_disk_bytes", "Size in bytes of the disk where the home lies", "", {"": now.disk_total}


def _gauge(name: str, help_text: str, label: str, values: dict[str, int]) -> Any:
    from prometheus_client.core import GaugeMetricFamily

    family = GaugeMetricFamily(name, help_text, labels=[label] if label else [])
    for key, value in values.items():
        family.add_metric([key] if label else [], value)
    return family
