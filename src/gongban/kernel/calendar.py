"""Which moments count as working time in a city?

Opening hours are what the wall clock of the city shows; every span that comes out is in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

Span = tuple[datetime, datetime]
ONE_DAY = timedelta(days=1)
SATURDAY_AND_SUNDAY = frozenset({5, 6})


@dataclass(frozen=True)
class WorkingCalendar:
    """The working time of one city.

    `zone` is an IANA name; `hours` are wall-clock openings and closings of a working day, in order, a closing at
    00:00 meaning the end of the day; `weekend` holds weekday numbers (Monday is 0); `holidays` are days off and
    `make_up` (调休上班) the weekend days worked instead; `known_years` are the years whose yearly notice is loaded.
    A listed date always counts; a year without a notice has its weekends only. Raises Refusal when the parts
    contradict each other.
    """

    zone: str
    hours: tuple[tuple[time, time], ...]
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        _check_hours(self.hours)
        _check_dates(self.holidays, self.make_up)

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone, as date arithmetic wants it."""
        return ZoneInfo(self.zone)

    def is_working_day(self, day: date) -> bool:
        """Whether the city works on this local day."""
        if day in self.make_up:
            return True
        return day not in self.holidays and day.weekday() not in self.weekend

    def is_working_time(self, at: datetime) -> bool:
        """Whether an aware moment lies in opening hours; the moment of closing does not."""
        return any(opens <= at < closes for opens, closes in self.spans(self.local_day(at)))

    def working_spans(self, day: date) -> list[Span]:
        """The (opening, closing) moments of a local day in UTC, in order; empty on a day off."""
        return list(self.spans(day))

    def spans(self, day: date) -> tuple[Span, ...]:
        """As `working_spans`, shared between callers: what the clocks read day after day."""
        return _spans(self.zone, self.hours, day) if self.is_working_day(day) else ()

    def spans_from(self, day: date, until: date) -> Iterator[Span]:
        """All working spans of the local days from `day` to `until`, both included."""
        while day <= until:
            yield from self.spans(day)
            day += ONE_DAY

    def local_day(self, at: datetime) -> date:
        """The date that the city's calendar shows at an aware moment."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def day_begins(self, day: date) -> datetime:
        """The first moment of a local day, in UTC."""
        return first_moment(self.zone, day)

    def is_provisional(self, day: date) -> bool:
        """Whether the yearly notice for this day is still missing, so that only its weekend is known."""
        return day.year not in self.known_years


def first_moment(zone: str, day: date, wall: time = time(0)) -> datetime:
    """The first moment, in UTC, at which the clocks of `zone` show `wall` on `day` or have jumped past it.

    When clocks go back a wall time comes twice and the first one is meant; when they go forward, a wall time that
    never comes means the jump itself.

    >>> first_moment("America/New_York", date(2026, 3, 8), time(2, 30)).isoformat()
    '2026-03-08T07:00:00+00:00'
    """
    local = datetime.combine(day, wall, ZoneInfo(zone))
    at = local.astimezone(UTC)
    exists = at.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)
    return at if exists else _jump(local)


def _jump(local: datetime) -> datetime:
    """When the clocks jumped past this wall time: between its readings by the new and by the old offset."""
    before, after = local.replace(fold=1).astimezone(UTC), local.replace(fold=0).astimezone(UTC)
    old = before.astimezone(local.tzinfo).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(local.tzinfo).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


@lru_cache(maxsize=16_384)  # a list of cases reads the same few hundred days again and again
def _spans(zone: str, hours: tuple[tuple[time, time], ...], day: date) -> tuple[Span, ...]:
    spans = ((first_moment(zone, day, opening), _closing(zone, day, closing)) for opening, closing in hours)
    return tuple((opens, closes) for opens, closes in spans if opens < closes)


def _closing(zone: str, day: date, wall: time) -> datetime:
    return first_moment(zone, day, wall) if wall != time(0) else first_moment(zone, day + ONE_DAY)


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        said = Words(
            "没有“{zone}”这个时区，请写如 Asia/Shanghai。",
            "There is no time zone “{zone}”; write e.g. Asia/Shanghai.",
        )
        raise Refusal("calendar.zone_unknown", said.format(zone=zone), field="zone") from unknown


def _check_hours(hours: tuple[tuple[time, time], ...]) -> None:
    edges = [edge for opening, closing in hours for edge in (_minutes(opening), _minutes(closing) or 24 * 60)]
    rising = all(a < b for a, b in zip(edges[::2], edges[1::2], strict=True)) and edges == sorted(edges)
    if not hours or not rising:
        said = Words(
            "工作时段须至少一段，先后有序、互不重叠，请改正。",
            "Opening hours need at least one span, in order and without overlap; please mend them.",
        )
        raise Refusal("calendar.hours_overlap", said, field="hours")


def _minutes(wall: time) -> float:
    return wall.hour * 60 + wall.minute + wall.second / 60


def _check_dates(holidays: frozenset[date], make_up: frozenset[date]) -> None:
    if both := sorted(holidays & make_up):
        said = Words(
            "{day} 既列为放假又列为调休上班，请只留一处。",
            "{day} is listed both as a holiday and as a make-up day; keep one.",
        )
        raise Refusal("calendar.day_twice", said.format(day=both[0].isoformat()), field="make_up")
