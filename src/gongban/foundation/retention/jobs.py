"""Every night: what has been kept long enough is erased."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.foundation.retention.actions import erase_by_rule


@app.periodic(cron="11 18 * * *", periodic_id="retention.erase")  # 世界时，北京时间凌晨 · at night in Beijing
@app.task(name="retention.erase", queueing_lock="retention.erase", pass_context=False)
def erase_what_is_over(timestamp: int) -> None:
    """Erase by the city's rules."""
    erase_by_rule(timezone.now())
