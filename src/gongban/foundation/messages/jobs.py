"""Jobs of messages: one for each that leaves the house, and a sweep every minute for what is to be tried again."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

import gongban.foundation.messages.forgetting  # noqa: F401 - declares what is erased by rule
from gongban.foundation.messages.sending import deliver, sweep


@app.task(name="messages.deliver")
def deliver_message(message: str) -> None:
    """Send one message."""
    deliver(message, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="messages.sweep", queueing_lock="messages.sweep", pass_context=False)
def sweep_messages(timestamp: int) -> None:
    """Send again what failed for a while."""
    sweep(at=timezone.now())
