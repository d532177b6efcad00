"""Nightly: forget what was kept for programs long enough."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.foundation.programs.answers import forget_answers
from gongban.foundation.programs.calls import forget_calls
from gongban.foundation.programs.webhooks.sending import forget_deliveries


@app.periodic(cron="23 3 * * *", periodic_id="programs.forget")
@app.task(name="programs.forget", queueing_lock="programs.forget", pass_context=False)
def forget_what_is_over(timestamp: int) -> None:
    """Delete kept answers of requests that will not come again, old deliveries and calls."""
    forget_calls(at=timezone.now())
    forget_answers(at=timezone.now())
    forget_deliveries(at=timezone.now())
