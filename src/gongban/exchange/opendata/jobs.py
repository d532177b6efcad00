"""Every ten minutes: is there an edition of today, and has nothing been taken back since?"""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.exchange.opendata.editions import is_due, publish
from gongban.kernel.errors import NotFound


@app.periodic(cron="*/10 * * * *", periodic_id="opendata.publish")
@app.task(name="opendata.publish", queueing_lock="opendata.publish", pass_context=False)
def publish_open_data(timestamp: int) -> None:
    """Publish an edition where one is due; an instance without a city has none."""
    now = timezone.now()
    try:
        due = is_due(now)
    except NotFound:
        return
    if due:
        publish(now)
