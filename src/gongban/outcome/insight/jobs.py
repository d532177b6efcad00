"""Every five minutes the months in which something happened are counted anew; at night those that were never counted."""

from __future__ import annotations

from procrastinate.contrib.django import app

from gongban.outcome.insight.keeping import count_new, recount_changed


@app.periodic(cron="*/5 * * * *", periodic_id="insight.recount")
@app.task(name="insight.recount", queueing_lock="insight.recount", pass_context=False)
def recount_what_changed(timestamp: int) -> None:
    """Count anew what changed."""
    recount_changed()


@app.periodic(cron="25 18 * * *", periodic_id="insight.count_new")
@app.task(name="insight.count_new", queueing_lock="insight.count_new", pass_context=False)
def count_what_is_not_kept(timestamp: int) -> None:
    """Count the months of which no figures are kept yet, after an upgrade or an import of old cases."""
    count_new()
