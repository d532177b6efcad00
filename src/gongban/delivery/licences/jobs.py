"""Every hour: let expire what is over. The day begins by the city's clock, so that an hourly run is in time anywhere."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

import gongban.delivery.licences.keeping  # noqa: F401 - declares what is erased by rule
from gongban.delivery.licences.public import expire_due


@app.periodic(cron="3 * * * *", periodic_id="licences.expire")
@app.task(name="licences.expire", queueing_lock="licences.expire", pass_context=False)
def expire_licences(timestamp: int) -> None:
    """Let expire what is over."""
    expire_due(timezone.now())
