"""Jobs of search: every two minutes, what new cards mean (only where the extra `semantic` is in use)."""

from __future__ import annotations

from procrastinate.contrib.django import app

from gongban.foundation.search.meaning import learn_meanings


@app.periodic(cron="*/2 * * * *", periodic_id="search.learn_meanings")
@app.task(name="search.learn_meanings", queueing_lock="search.learn_meanings", pass_context=False)
def learn_what_cards_mean(timestamp: int) -> None:
    """Until every card has its meaning."""
    while learn_meanings():
        pass
