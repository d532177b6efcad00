"""Which part waits for which: circles, the order, and how long it takes altogether; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongban.design.bundles.contents import Component
from gongban.design.catalogue.public import Limit, Unit
from gongban.kernel.calendar import WorkingCalendar
from gongban.kernel.clock import Clock, due
from gongban.kernel.clock import Limit as ClockLimit
from gongban.kernel.clock import Unit as ClockUnit

# 月、年按 30、365 天算：一件事里没有比这更细的约定 · a month is 30 days and a year 365: nothing finer is promised
_CLOCKED = {
    Unit.WORKING_DAYS: (ClockUnit.WORKING_DAY, 1), Unit.NATURAL_DAYS: (ClockUnit.NATURAL_DAY, 1), Unit.HOURS: (ClockUnit.HOUR, 1),
    Unit.MINUTES: (ClockUnit.HOUR, 0), Unit.MONTHS: (ClockUnit.NATURAL_DAY, 30), Unit.YEARS: (ClockUnit.NATURAL_DAY, 365),
}  # fmt: skip


@dataclass(frozen=True)
class Timed:
    """A part that takes time: its code, those it waits for, and its limit (None where nobody promised any)."""

    code: str
    waits_for: tuple[str, ...]
    limit: Limit | None


@dataclass(frozen=True)
class Span:
    """A sum of limits, by unit; `working_days` first. An empty one is at once."""

    amounts: tuple[tuple[Unit, int], ...] = ()

    @property
    def working_days(self) -> int | None:
        """The days, where all of it is counted in working days."""
        if any(unit is not Unit.WORKING_DAYS for unit, _ in self.amounts):
            return None
        return sum(amount for _, amount in self.amounts)


@dataclass(frozen=True)
class Schedule:
    """When each part may begin and is decided at the latest; the longest path, its sum, and when all is done.

    `rounds` are the parts in order: those of a round begin together. `untimed` have no promised limit and count as at once.
    """

    begins: Mapping[str, datetime]
    ends: Mapping[str, datetime]
    rounds: tuple[tuple[str, ...], ...]
    path: tuple[str, ...]
    span: Span
    done: datetime
    untimed: tuple[str, ...]


def circle(parts: Sequence[Component] | Sequence[Timed]) -> tuple[str, ...]:
    """Codes of parts that wait for each other, the first again at the end; empty where none do."""
    waits = {part.code: part.waits_for for part in parts}
    clear: set[str] = set()
    for start in waits:
        path: list[str] = []
        if found := _follow(start, waits, path, clear):
            return found
    return ()


def _follow(code: str, waits: Mapping[str, Sequence[str]], path: list[str], clear: set[str]) -> tuple[str, ...]:
    if code in clear or code not in waits:
        return ()
    if code in path:
        return (*path[path.index(code) :], code)
    path.append(code)
    for other in waits[code]:
        if found := _follow(other, waits, path, clear):
            return found
    clear.add(path.pop())
    return ()


def rounds_of(parts: Sequence[Timed]) -> tuple[tuple[str, ...], ...]:
    """The parts in order, those that may begin together in one round; parts that are not there are not waited for."""
    left, done, found = list(parts), set[str](), list[tuple[str, ...]]()
    here = {part.code for part in parts}
    while left:
        ready = tuple(part.code for part in left if all(code in done or code not in here for code in part.waits_for))
        if not ready:
            raise ValueError("the parts wait for each other")  # checking.faults 不让它发布 · is refused before it is published
        found.append(ready)
        done.update(ready)
        left = [part for part in left if part.code not in done]
    return tuple(found)


def schedule(parts: Sequence[Timed], start: datetime, calendar: WorkingCalendar) -> Schedule:
    """When the parts are decided if everything is handed in at `start`; each begins when the last it waits for is decided."""
    rounds, by_code = rounds_of(parts), {part.code: part for part in parts}
    begins, ends, spent = dict[str, datetime](), dict[str, datetime](), dict[str, tuple[str, ...]]()
    for code in (code for each in rounds for code in each):
        last = max((other for other in by_code[code].waits_for if other in ends), key=lambda other: ends[other], default=None)
        begins[code] = ends[last] if last else start
        ends[code] = _end(begins[code], by_code[code].limit, calendar)
        spent[code] = (*spent[last], code) if last else (code,)
    slowest = max(ends, key=lambda code: (ends[code], -len(spent[code])), default=None)
    path = spent[slowest] if slowest else ()
    untimed = tuple(part.code for part in parts if part.limit is None)
    return Schedule(begins, ends, rounds, path, total(by_code[code].limit for code in path), ends[slowest] if slowest else start, untimed)


def total(limits: Iterable[Limit | None]) -> Span:
    """Limits one after the other, summed by unit."""
    sums: dict[Unit, int] = {}
    for limit in limits:
        if limit and limit.amount:
            sums[limit.unit] = sums.get(limit.unit, 0) + limit.amount
    return Span(tuple((unit, sums[unit]) for unit in Unit if unit in sums))


def _end(begin: datetime, limit: Limit | None, calendar: WorkingCalendar) -> datetime:
    if limit is None or limit.amount == 0:
        return begin
    unit, times = _CLOCKED[limit.unit]
    amount = limit.amount * times if times else -(-limit.amount // 60)
    return due(Clock(begin, ClockLimit(amount, unit)), calendar).at or begin
