"""A job whose process was killed is done by another one."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from gongban.foundation.journal.jobs import resume_jobs


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("silent_for", "state"), [("5 minutes", "todo"), ("1 second", "doing")])
def test_a_job_of_a_process_not_heard_of_waits_again(silent_for: str, state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id", [silent_for])
        (worker,) = cursor.fetchone()
        cursor.execute("INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id) VALUES ('default', 'messages.sweep', 'doing', %s) RETURNING id", [worker])
        (job,) = cursor.fetchone()

    async def once() -> None:
        async with app.with_connector(app.connector.get_worker_connector()).open_async() as opened:  # type: ignore[attr-defined]
            await resume_jobs.func(SimpleNamespace(app=opened), 0)

    asyncio.run(once())
    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])
        assert cursor.fetchone() == (state,)
