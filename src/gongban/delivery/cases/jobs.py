"""Jobs of cases: urging what is overdue, making findable what came by import, learning, forgetting old traces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

import gongban.delivery.cases.forgetting  # noqa: F401 - declares what is erased by rule
from gongban.delivery.cases.indexing import tell_of_missing
from gongban.delivery.cases.learning import learn_from_closed
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.overdue import urge_overdue
from gongban.delivery.cases.traces import KEPT, drop_old, trace

BATCH = 500


@app.periodic(cron="*/5 * * * *", periodic_id="cases.trace")
@app.task(name="cases.trace", queueing_lock="cases.trace", pass_context=False)
def trace_recent(timestamp: int) -> None:
    """Trace recent cases that have no trace yet (or one of an older version), the newest first; drop traces that are too old."""
    for batch in _untraced(timezone.now() - KEPT):
        trace(batch)
    drop_old(timezone.now())


def _untraced(since: datetime) -> Iterator[list[Case]]:
    """Batch by batch, each beginning where the last ended: after an import the traced ones are not passed again every time."""
    rows = Case.objects.filter(matter__opened_at__gte=since, trace__said__isnull=True).select_related("matter").order_by("-pk")
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__lt=batch[-1].pk)[:BATCH])


@app.periodic(cron="7 * * * *", periodic_id="cases.tell_search")
@app.task(name="cases.tell_search", queueing_lock="cases.tell_search", pass_context=False)
def tell_search_of_all(timestamp: int) -> None:
    """Tell the search of cases that it does not know; an import does so itself at its end."""
    while tell_of_missing():
        pass


@app.periodic(cron="40 18 * * *", periodic_id="cases.learn")  # 世界时，北京时间凌晨 · at night in Beijing
@app.task(name="cases.learn", queueing_lock="cases.learn", pass_context=False)
def learn_where_cases_belong(timestamp: int) -> None:
    """Learn from closed cases; use it only if it beats the dictionary."""
    learn_from_closed(timezone.now())


@app.periodic(cron="*/15 * * * *", periodic_id="cases.urge_overdue")
@app.task(name="cases.urge_overdue", queueing_lock="cases.urge_overdue", pass_context=False)
def urge_what_is_overdue(timestamp: int) -> None:
    """Urge what was not closed in time."""
    urge_overdue(timezone.now())
