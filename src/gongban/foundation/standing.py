"""How does the instance stand right now: work that waits, the journal's position, room on the disk? Numbers only."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from gongban.foundation.journal.public import Backlog, backlog
from gongban.foundation.messages.public import waiting_by_way

LEAST_FREE = 500_000_000  # bytes; below it PostgreSQL and uploads are about to fail


@dataclass(frozen=True)
class Standing:
    """The numbers that are watched: jobs by status, the journal's backlog, messages waiting by way, the disk in bytes."""

    jobs: dict[str, int]
    oldest_job_seconds: int
    worker_silent_seconds: int | None
    journal: Backlog
    messages: dict[str, int]
    disk_free: int
    disk_total: int


def standing() -> Standing:
    """Ask the database and the disk; a handful of queries that read indexes or small tables."""
    jobs, oldest = _jobs()
    free, total = disk()
    return Standing(jobs, oldest, _worker_silent(), backlog(), waiting_by_way(), free, total)


def disk() -> tuple[int, int]:
    """Free and total bytes where the home lies."""
    usage = shutil.disk_usage(Path(settings.HOME))
    return usage.free, usage.total


def _jobs() -> tuple[dict[str, int], int]:
    """Jobs by status (finished ones are deleted), and for how long the oldest due one has waited, in seconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text, count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed') GROUP BY 1")
        counted = {"todo": 0, "doing": 0, "failed": 0} | dict(cursor.fetchall())
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - min(coalesce(job.scheduled_at, event.at))), 0)::bigint FROM procrastinate_jobs job"
            " LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'deferred'"
            " WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())"
        )
        return counted, int(cursor.fetchone()[0])


def _worker_silent() -> int | None:
    """Seconds since a worker last gave a sign; None when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - max(last_heartbeat))::bigint FROM procrastinate_workers")
        found = cursor.fetchone()[0]
    return None if found is None else int(found)
