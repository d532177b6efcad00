"""Notices of the city (water cut, works, warnings) as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongban.design.knowledge.public import Notice, notices_at
from gongban.foundation.territory.public import area_path
from gongban.kernel.words import Words

WARNINGS = ("warning", "water", "power")


@dataclass(frozen=True)
class Posted:
    """A notice in words, with its time and who posted it."""

    title: Words
    text: Words
    kind: Words
    department: Words
    since: datetime
    until: datetime
    tone: str


def current(now: datetime) -> list[Posted]:
    """Notices in force or announced at `now`, those that warn first."""
    found = [_posted(notice) for notice in notices_at(now, coming=True)]
    return sorted(found, key=lambda one: (one.tone != "warn", one.since > now, one.since))


def around(lon: float, lat: float, now: datetime) -> list[Posted]:
    """Notices in force at a WGS-84 point; not those for the whole city, which everybody knows."""
    here = {area.code for area in area_path(lon, lat)}
    return [_posted(notice) for notice in notices_at(now, lon=lon, lat=lat) if here.intersection(notice.areas)]


def _posted(notice: Notice) -> Posted:
    owner = notice.department
    words = Words(owner.short_zh or owner.name_zh, owner.short_en or owner.name_en)
    tone = "warn" if notice.kind in WARNINGS else "info"
    return Posted(notice.title, notice.text, notice.kind_words, words, notice.starts_at, notice.ends_at, tone)
