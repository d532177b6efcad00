"""What is a limit, a pause, a clock? The frozen values that the rules of time speak of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words


class Unit(StrEnum):
    """What a limit is counted in."""

    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    NATURAL_DAY = "natural_day"
    WORKING_DAY = "working_day"

    @property
    def is_working(self) -> bool:
        """Whether only the city's working time counts."""
        return self in (Unit.WORKING_HOUR, Unit.WORKING_DAY)


LIMIT_WORDS = {
    Unit.HOUR: (Words("{n}小时", "{n} hour"), Words("{n}小时", "{n} hours")),
    Unit.WORKING_HOUR: (
        Words("{n}个工作小时", "{n} working hour"),
        Words("{n}个工作小时", "{n} working hours"),
    ),
    Unit.NATURAL_DAY: (Words("{n}个自然日", "{n} day"), Words("{n}个自然日", "{n} days")),
    Unit.WORKING_DAY: (Words("{n}个工作日", "{n} working day"), Words("{n}个工作日", "{n} working days")),
}


@dataclass(frozen=True)
class Limit:
    """So many units of time, at least one."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            said = Words(
                "时限至少为 1，现为 {n}，请改正。", "A limit is at least 1, not {n}; please mend it."
            )
            raise Refusal("limit.too_short", said.format(n=self.amount), field="amount")

    @property
    def words(self) -> Words:
        """The limit as a person reads it: 5个工作日, 5 working days."""
        one, many = LIMIT_WORDS[self.unit]
        return (one if self.amount == 1 else many).format(n=self.amount)


def share_of(limit: Limit, percent: int) -> Limit:
    """The part of a superior's limit that a sub-unit gets: rounded down, at least one unit, never longer.

    >>> share_of(Limit(5, Unit.WORKING_DAY), 60).amount
    3
    """
    if not 1 <= percent <= 100:
        said = Words(
            "下派时限的比例须在 1 到 100 之间，现为 {n}。",
            "The share of a limit lies between 1 and 100 per cent, not {n}.",
        )
        raise Refusal("limit.share_out_of_range", said.format(n=percent), field="percent")
    return Limit(max(1, limit.amount * percent // 100), limit.unit)


@dataclass(frozen=True)
class Pause:
    """A time that does not count, from `start` until `end` (not included); `end` is None while it lasts.

    Moments are given aware in any zone and kept in UTC.
    """

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        _in_utc(self, "start", "end")
        if self.end is not None and self.end < self.start:
            said = Words(
                "暂停的结束早于开始，请核对时间。", "The pause ends before it begins; please check the times."
            )
            raise Refusal("pause.ends_before_start", said, field="end")


@dataclass(frozen=True)
class Clock:
    """One running limit: begun at `started`, prolonged by `extra` units, halted by `pauses`.

    `stopped` is the moment of the answer; from then on the clock is read as it stood. Moments are given aware in any zone and kept in UTC.
    """

    started: datetime
    limit: Limit
    extra: int = 0
    pauses: tuple[Pause, ...] = ()
    stopped: datetime | None = None

    def __post_init__(self) -> None:
        _in_utc(self, "started", "stopped")
        if self.extra < 0:
            said = Words("延期不能为负数，请改正。", "An extension cannot be negative; please mend it.")
            raise Refusal("limit.extra_negative", said, field="extra")

    @property
    def amount(self) -> int:
        """The limit and its extensions together, in units of the limit."""
        return self.limit.amount + self.extra


@dataclass(frozen=True)
class Due:
    """When a clock runs out, in UTC; None while a pause is open. `provisional`: a yearly notice is missing on the way."""

    at: datetime | None
    provisional: bool


@dataclass(frozen=True)
class Remaining:
    """What is left, in minutes that count (working minutes for working units); negative once overdue."""

    minutes: int
    overdue: bool
    paused: bool


class Colour(StrEnum):
    """How a clock is shown in a list."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    PAUSED = "paused"
    STOPPED = "stopped"


def _in_utc(value: object, *fields: str) -> None:
    """Turn the moments of a frozen value to UTC: in one and the same zone Python compares what the wall shows."""
    for field in fields:
        moment = getattr(value, field)
        if moment is not None and moment.utcoffset() is None:
            raise ValueError(f"{field} has no time zone: {moment}")
        object.__setattr__(value, field, moment and moment.astimezone(UTC))
