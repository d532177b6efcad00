"""Nightly: forget codes and counts that are of no more use."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

import gongban.foundation.people.forgetting  # noqa: F401 - declares what is erased by rule
from gongban.foundation.people.allowances import forget_spent
from gongban.foundation.people.models import OneTimeCode


@app.periodic(cron="17 3 * * *")
@app.task(name="people.forget", queueing_lock="people.forget")
def forget_what_is_over(timestamp: int) -> None:
    """Delete login codes older than two days, spans that are over, and sessions that are over."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()  # 里面可能有问答时封存的个人回答 · it may hold personal answers, sealed
    OneTimeCode.objects.filter(sent_at__lt=now - timedelta(days=2)).delete()
    forget_spent(at=now)
