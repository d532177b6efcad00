"""The figures that every city reports, as counts and the rates made from them (docs/reference/figures.md)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from gongban.kernel.words import Words


class Dimension(StrEnum):
    """By what the figures may be cut."""

    MONTH = "month"
    KIND = "kind"
    DEPARTMENT = "department"
    DISTRICT = "district"
    CATEGORY = "category"
    CHANNEL = "channel"

    @property
    def words(self) -> Words:
        """The heading of the first column."""
        return DIMENSIONS[self]


DIMENSIONS = {
    Dimension.MONTH: Words("月份", "Month"),
    Dimension.KIND: Words("类型", "Kind"),
    Dimension.DEPARTMENT: Words("主办部门", "Lead department"),
    Dimension.DISTRICT: Words("所在区", "District"),
    Dimension.CATEGORY: Words("分类", "Category"),
    Dimension.CHANNEL: Words("渠道", "Channel"),
}


@dataclass(frozen=True)
class Rate:
    """So many of so many, in whole numbers; `percent` is rounded half up, None where nothing was counted."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Whole per cent.

        >>> Rate(1, 8).percent, Rate(0, 0).percent
        (13, None)
        """
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def tenths(self) -> int | None:
        """Tenths of a per cent, for staff."""
        return (2000 * self.part + self.whole) // (2 * self.whole) if self.whole else None

    def __str__(self) -> str:
        return "—" if self.percent is None else f"{self.percent}%"


@dataclass(frozen=True)
class Counts:
    """Everything counted of one cell. Cases excluded from scoring are in `received`, `ended` and `chases` only."""

    received: int = 0  # opened in the period
    ended: int = 0  # of these: no longer open
    chased: int = 0  # of these: chased at least once
    chases: int = 0
    excluded: int = 0
    closed: int = 0  # closed in the period
    redone: int = 0  # of these: sent back at least once
    timed: int = 0  # of these: with a limit
    in_time: int = 0
    sent: int = 0  # dispatches to a lead in the period
    returned: int = 0  # of these: given back, and the return was granted
    to_sign: int = 0  # of these: signed, or past the sign-in limit
    signed: int = 0  # of these: signed within the limit
    asked: int = 0  # callbacks of closures in the period that have a result
    unreached: int = 0
    declined: int = 0
    lapsed: int = 0  # outside the sample, no objection
    contact_judged: int = 0
    contacted: int = 0
    judged: int = 0
    solved: int = 0
    partly: int = 0
    satisfaction_judged: int = 0
    satisfied: int = 0

    def __add__(self, other: Counts) -> Counts:
        names = [field.name for field in fields(self)]
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def response(self) -> Rate:
        """响应率: of those who answered the question, whom the unit contacted in time."""
        return Rate(self.contacted, self.contact_judged)

    @property
    def resolution(self) -> Rate:
        """解决率: of those who judged, who says that it is solved; partly solved does not count."""
        return Rate(self.solved, self.judged)

    @property
    def satisfaction(self) -> Rate:
        """满意率: of those who answered the question, who is satisfied."""
        return Rate(self.satisfied, self.satisfaction_judged)

    @property
    def reach(self) -> Rate:
        """接通率: of those called, who was reached."""
        return Rate(self.asked - self.unreached, self.asked)

    @property
    def sign_in(self) -> Rate:
        """签收率: dispatches signed for within the limit."""
        return Rate(self.signed, self.to_sign)

    @property
    def closure(self) -> Rate:
        """办结率: of the cases received in the period, those no longer open."""
        return Rate(self.ended, self.received)

    @property
    def punctuality(self) -> Rate:
        """按时办结率: of the cases closed, those closed within the limit."""
        return Rate(self.in_time, self.timed)

    @property
    def redo(self) -> Rate:
        """发回重办率: of the cases closed, those that were sent back."""
        return Rate(self.redone, self.closed)

    @property
    def return_(self) -> Rate:
        """退单率: of the dispatches, those given back."""
        return Rate(self.returned, self.sent)


@dataclass(frozen=True)
class Scope:
    """Which period is looked at, by what it is cut, and which departments alone count (None: all)."""

    since: date
    until: date  # the last day
    dimension: Dimension
    departments: frozenset[str] | None = None
