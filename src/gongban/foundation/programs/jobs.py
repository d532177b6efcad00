"""Nightly: forget what was kept for programs long enough."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.foundation.programs.answers import forget_answers


@app.periodic(cron="23 3 * * *", periodic_id="programs.forget")
@app.task(name="programs.forget", queueing_lock="programs.forget", pass_context=False)
def forget_what_is_over(timestamp: int) -> None:
    """Delete kept answers of requests that will not come again."""
    forget_answers(at=timezone.now())
