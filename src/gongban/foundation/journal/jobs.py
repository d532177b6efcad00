"""Every minute: jobs whose process died are given back, so that another one does them."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext


@app.periodic(cron="* * * * *")
@app.task(name="jobs.resume", queueing_lock="jobs.resume", pass_context=True)
async def resume_jobs(context: JobContext, timestamp: int) -> None:
    """Put back what a process held that has not been heard of for half a minute; every job may be begun again."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job)
