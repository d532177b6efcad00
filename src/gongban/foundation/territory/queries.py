"""What others ask of the territory: the city, its calendar, areas and places."""

from __future__ import annotations

import time as clock_time
from collections.abc import Callable
from datetime import date, time
from functools import lru_cache, wraps
from typing import TypeVar
from zlib import crc32

from django.utils.translation import get_language

from gongban.foundation.territory.models import Area, CalendarYear, City, Mechanism, NamedPlace
from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.errors import NotFound
from gongban.kernel.words import Words

_Found = TypeVar("_Found")
FRESH_SECONDS = 10  # a city is loaded rarely; other processes notice within this time


def city() -> City:
    """The city of this instance; NotFound before one was loaded."""
    found = _city(time_bucket())
    if found is None:
        forget()
        raise NotFound("city.missing", Words("还没有加载城市，请先运行 gongban load。", "No city is loaded yet. Run: gongban load DIR."))
    return found


def calendar() -> WorkingCalendar:
    """The city's working calendar with every loaded year."""
    return _calendar(time_bucket())


def forget() -> None:
    """Forget what was read, after loading a city."""
    _city.cache_clear()
    _calendar.cache_clear()
    _mechanisms.cache_clear()
    for clear in _REMEMBERED:
        clear()


def time_bucket(seconds: int = FRESH_SECONDS, *, later: int = 0) -> int:
    """A number that changes every few seconds, `later` by so many: the key under which rarely changing tables are remembered."""
    return int((clock_time.monotonic() - later) // seconds)


_REMEMBERED: list[Callable[[], None]] = []


def remembered(read: Callable[..., _Found]) -> Callable[..., _Found]:
    """A reading of what only loading a city changes (names, choices), kept for some seconds per language; nobody may change what it returns."""

    own = crc32(read.__qualname__.encode()) % FRESH_SECONDS  # 各在各的时刻过期，不挤在一次请求里 · they run out at different moments

    @lru_cache(maxsize=32)
    def kept(_bucket: int, _language: str, *args: object) -> _Found:
        return read(*args)

    @wraps(read)
    def reading(*args: object) -> _Found:
        return kept(time_bucket(later=own), get_language() or "", *args)

    _REMEMBERED.append(kept.cache_clear)
    return reading


@lru_cache(maxsize=2)
def _city(_bucket: int) -> City | None:
    return City.objects.first()


@lru_cache(maxsize=2)
def _calendar(_bucket: int) -> WorkingCalendar:
    here = city()
    years = list(CalendarYear.objects.all())
    return WorkingCalendar(
        zone=here.timezone,
        hours=tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in here.settings["hours"]),
        weekend=frozenset(day - 1 for day in here.settings["weekend"]),
        holidays=frozenset(date.fromisoformat(day) for year in years for day in year.holidays),
        make_up=frozenset(date.fromisoformat(day) for year in years for day in year.make_up),
        known_years=frozenset(year.year for year in years),
    )


@lru_cache(maxsize=2)
def _mechanisms(_bucket: int) -> dict[str, Mechanism]:
    return {row.code: row for row in Mechanism.objects.all()}


def mechanism_is_on(code: str, day: date, district: str = "") -> bool:
    """Whether a mechanism works on a day in a district; one that the city does not name is on (B8)."""
    row = _mechanisms(time_bucket()).get(code)
    if row is None:
        return True
    if row.state == "off" or (row.since and day < row.since) or (row.until and day > row.until):
        return False
    return row.state == "on" or district in row.districts


def named(thing: Area | City | NamedPlace | Mechanism) -> str:
    """The name of an area, city, place or mechanism in the reader's language."""
    english = (get_language() or "").startswith("en")
    return (thing.name_en or thing.name_zh) if english else thing.name_zh
