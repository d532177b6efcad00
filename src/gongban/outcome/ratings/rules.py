"""Whom the city asks after closure, when, and what follows from the judgement: decisions without a database."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from gongban.kernel.calendar import WorkingCalendar, first_moment
from gongban.kernel.clock import Clock, Limit, Unit, due

ONE_DAY = timedelta(days=1)
FOUR_WORKING_HOURS = Limit(4, Unit.WORKING_HOUR)


@dataclass(frozen=True)
class CallbackRules:
    """What a city sets for its callbacks (city.yaml, `callback`).

    `percent` of closed cases by kind are asked by telephone; who has an account is asked online first and called after
    `online_days`; outside the sample a person may object for `objection_days` (natural days); `redo_when` names the
    answers that send the case back; a satisfaction from `satisfied_from` (of 5) upwards counts as satisfied.
    """

    percent: Mapping[str, int]
    attempts: int = 3
    opens: time = time(9)
    between: Limit = FOUR_WORKING_HOURS
    online_days: int = 2
    objection_days: int = 7
    redo_when: tuple[str, ...] = ("no",)
    satisfied_from: int = 3

    @classmethod
    def of(cls, given: Mapping[str, Any], between: Mapping[str, Any] | None = None) -> CallbackRules:
        """The rules as the city's files state them; what they leave out has the values above."""
        hours = given.get("hours") or ["09:00"]
        return cls(
            percent={kind: int(share) for kind, share in (given.get("percent") or {}).items()},
            attempts=int(given.get("attempts", 3)),
            opens=time.fromisoformat(hours[0]),
            between=Limit(int(between["amount"]), Unit(between["unit"])) if between else cls.between,
            online_days=int(given.get("online_days", 2)),
            objection_days=int(given.get("objection_days", 7)),
            redo_when=tuple(given.get("redo_when", ("no",))),
            satisfied_from=int(given.get("satisfied_from", 3)),
        )


def is_sampled(case: UUID, kind: str, round_: int, rules: CallbackRules) -> bool:
    """Whether a closure is asked about by telephone: the same case always gives the same answer.

    Nobody can steer the sample, since it follows from the id alone; a case that was redone is always asked about again.

    >>> is_sampled(UUID(int=1), "help", 0, CallbackRules({"help": 100})), is_sampled(UUID(int=1), "praise", 0, CallbackRules({}))
    (True, False)
    """
    if round_ > 0:
        return True
    drawn = int.from_bytes(hashlib.sha256(case.bytes).digest()[:4], "big") % 100
    return drawn < rules.percent.get(kind, 0)


def first_call(closed: datetime, online: bool, calendar: WorkingCalendar, rules: CallbackRules) -> datetime:
    """When to call first: the next working day, or for those asked online the first one after `online_days`."""
    day = calendar.local_day(closed) + ONE_DAY * (rules.online_days if online else 0) + ONE_DAY
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return first_moment(calendar.zone, day, rules.opens)


def next_call(tried: datetime, calendar: WorkingCalendar, rules: CallbackRules) -> datetime:
    """When to try again after a call that reached nobody."""
    answer = due(Clock(tried, rules.between), calendar)
    assert answer.at  # no pause, so it ends
    return answer.at


def objection_ends(closed: datetime, calendar: WorkingCalendar, rules: CallbackRules) -> datetime:
    """Until when a person outside the sample may say that it is not solved: the end of the last day."""
    return calendar.day_begins(calendar.local_day(closed) + ONE_DAY * (rules.objection_days + 1))
