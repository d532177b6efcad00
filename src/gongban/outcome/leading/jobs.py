"""Every quarter of an hour: urge what is due and not reported."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.outcome.leading.overdue import urge_overdue


@app.periodic(cron="*/15 * * * *", periodic_id="leading.urge_overdue")
@app.task(name="leading.urge_overdue", queueing_lock="leading.urge_overdue", pass_context=False)
def urge_instructions(timestamp: int) -> None:
    """Urge what is due."""
    urge_overdue(timezone.now())
