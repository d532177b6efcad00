"""Every hour: orders whose mandate ran out are paused, so that nobody goes on by it. (Nothing was seen by it any more anyway.)"""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

import gongban.delivery.assistance.keeping  # noqa: F401 - declares what is erased by rule
from gongban.delivery.assistance.public import rest_due


@app.periodic(cron="13 * * * *", periodic_id="assistance.rest")
@app.task(name="assistance.rest", queueing_lock="assistance.rest", pass_context=False)
def rest_orders(timestamp: int) -> None:
    """Pause what lost its mandate."""
    rest_due(timezone.now())
