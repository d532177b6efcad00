"""The process beside the web server: scheduled and slow jobs, sealing the journal, later-listeners."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

from gongban.kernel.trail import trail

log = logging.getLogger("gongban.worker")


def work() -> None:
    """Run until SIGINT or SIGTERM; jobs under way are finished."""
    import django

    os.nice(10)  # 有人在等网页，没人在等这里 · people wait for pages, nobody waits for what follows
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongban.web.site.settings")
    django.setup()
    from gongban.foundation.journal import public as journal
    from gongban.foundation.programs.public import send_forever

    stop = threading.Event()
    lasting = (journal.seal_forever, journal.read_forever, send_forever)
    loops = [threading.Thread(target=_keep, args=(loop, stop), daemon=True) for loop in lasting]
    for loop in loops:
        loop.start()
    try:
        _run_jobs()
    finally:
        stop.set()
        for loop in loops:
            loop.join(timeout=10)


def _run_jobs() -> None:
    from procrastinate.contrib.django import app

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    worker = app.with_connector(connector)
    worker.run_worker(worker_middleware=[under_its_number], concurrency=2, shutdown_graceful_timeout=20, delete_jobs="successful")


async def under_its_number(run: Callable[[], Awaitable[Any]], context: Any, _worker: Any) -> Any:
    """Every log line of a job carries its number; a last one says what it was and how long it took."""
    begun = time.perf_counter()
    with trail("job", f"job-{context.job.id:08d}"):
        done = await run()
        log.info("%s done", context.job.task_name, extra={"facts": {"ms": round(1000 * (time.perf_counter() - begun))}})
        return done


def _keep(loop: Callable[[threading.Event], None], stop: threading.Event) -> None:
    """Run a loop again when it failed, for instance because the database was away."""
    from django.db import connections

    while not stop.is_set():
        try:
            loop(stop)
        except Exception:
            log.exception("%s failed and begins again", loop.__name__)
            connections.close_all()
            stop.wait(2)
    connections.close_all()
