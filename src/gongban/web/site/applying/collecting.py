"""Where results are collected: the outlets that have counters, to choose from, and the one chosen."""

from __future__ import annotations

from gongban.delivery.applications.public import Application, Delivery
from gongban.delivery.outlets.public import Level, Outlet, outlets_named
from gongban.kernel.words import Words

Groups = list[tuple[Words, list[tuple[str, Words]]]]


def collecting() -> Groups:
    """The outlets with counters by level, in the city's order: code and name."""
    rows = [row for row in Outlet.objects.active().order_by("place", "code") if row.counted]
    found = [(level.words, [(str(row.code), row.name) for row in rows if row.level == level]) for level in Level]
    return [(words, each) for words, each in found if each]


def collected_at(row: Application) -> Outlet | None:
    """The outlet where the results of an application are collected; None for the office that decides, or where they are sent."""
    chosen = str(row.collect_at) if row.delivery == Delivery.COUNTER else ""
    return outlets_named([chosen]).get(chosen) if chosen else None
