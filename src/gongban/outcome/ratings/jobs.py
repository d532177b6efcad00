"""Every ten minutes: cases outside the sample are filed when nobody objected in time."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.outcome.ratings.actions import lapse_all


@app.periodic(cron="*/10 * * * *", periodic_id="ratings.lapse")
@app.task(name="ratings.lapse", queueing_lock="ratings.lapse", pass_context=False)
def lapse_callbacks(timestamp: int) -> None:
    """File what nobody objected to."""
    while lapse_all(timezone.now()) == 1_000:
        pass
