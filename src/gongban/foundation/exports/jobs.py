"""Exports are made one at a time, so that telling people never waits behind a long list; every five minutes the shelf is tidied."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gongban.foundation.exports.making import make_waiting, sweep


@app.task(name="exports.make")
def make_exports() -> None:
    """Make what waits."""
    make_waiting()


@app.periodic(cron="*/5 * * * *", periodic_id="exports.sweep")
@app.task(name="exports.sweep", queueing_lock="exports.sweep", pass_context=False)
def sweep_exports(timestamp: int) -> None:
    """Begin anew what was left, delete what is over."""
    sweep(timezone.now())
