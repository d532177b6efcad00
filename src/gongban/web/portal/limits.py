"""How often may somebody without an account do a thing from one address of the network?"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest

from gongban.web.site.visitor import spend_here

# what: (most, within)
MOST: dict[str, tuple[int, timedelta]] = {
    "report": (10, timedelta(hours=1)),  # a family or an internet café shares one address
    "word": (10, timedelta(hours=1)),
    "search": (300, timedelta(hours=1)),  # what is looked for beyond that is answered, but no longer kept
    "photo": (60, timedelta(hours=1)),
    "licence": (120, timedelta(minutes=15)),  # 一个窗口、一道门扫得过来 · as many as a desk or a door scans
    "rating": (600, timedelta(hours=1)),  # 一个大厅的人连着同一个网络，代码本来就猜不到 · a hall shares one network, and codes cannot be guessed
    "follow": (20, timedelta(minutes=15)),  # a code has 31^8 values: twenty guesses a quarter of an hour lead nowhere
}


def check_rate(request: HttpRequest, what: str) -> None:
    """Count one more; Refusal "too_often" (429) for what comes too often from one address."""
    most, within = MOST[what]
    spend_here(request, f"portal.{what}", most=most, within=within)
