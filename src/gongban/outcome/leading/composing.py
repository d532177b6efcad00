"""What a brief says: figures and tables of its period, and cases as the public would read them, gathered into plain values.

The same function draws the preview of a draft and makes the snapshot of an issued brief.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from gongban.delivery.cases.public import CASE, Case, Kind, in_charge, load_by_department
from gongban.foundation.people.public import Department
from gongban.kernel.actors import Actor
from gongban.kernel.words import Words
from gongban.outcome.insight.public import Dimension, Line, staff_statistics
from gongban.outcome.leading.rules import change, period_before, shown
from gongban.outcome.leading.terms import Figure, Table

MOST_LINES, MOST_CASES = 10, 20
CUTS = {Table.KINDS: Dimension.KIND, Table.CATEGORIES: Dimension.CATEGORY, Table.DISTRICTS: Dimension.DISTRICT}
SENTENCES = ("opening", "on_figures", "on_tables", "on_cases", "advice")


def composed(wanted: Mapping[str, Any], since: date, until: date, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The content of a brief as JSON values, as it stands at a moment."""
    before = period_before(since, until)
    tables = [Table(code) for code in wanted.get("tables", [])]
    return {
        "since": since.isoformat(), "until": until.isoformat(), "before": [day.isoformat() for day in before], "at": at.isoformat(),
        "sentences": {name: str(wanted.get(name, "")) for name in SENTENCES},
        "figures": _figures([Figure(code) for code in wanted.get("figures", [])], (since, until), before, by, at),
        "tables": [_table(each, (since, until), before, by, at) for each in tables],
        "cases": _cases(wanted.get("cases", []), by),
    }  # fmt: skip


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of a content, the same however its names are ordered."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _figures(wanted: list[Figure], period: tuple[date, date], before: tuple[date, date], by: Actor, at: datetime) -> list[dict[str, str]]:
    if not wanted:
        return []
    now, then = (staff_statistics(by, since=since, until=until, dimension=Dimension.MONTH, at=at).total for since, until in (period, before))
    pairs = [(figure, getattr(now, figure.value), getattr(then, figure.value)) for figure in wanted]
    return [{**_both(figure.words), "now": shown(one), "before": shown(other), "change": change(one, other)} for figure, one, other in pairs]


def _table(table: Table, period: tuple[date, date], before: tuple[date, date], by: Actor, at: datetime) -> dict[str, Any]:
    lines = _late(at) if table is Table.LATE else _cut(CUTS[table], period, before, by, at)
    return {"code": table.value, **_both(table.words), "lines": lines}


def _cut(dimension: Dimension, period: tuple[date, date], before: tuple[date, date], by: Actor, at: datetime) -> list[dict[str, str]]:
    now, then = (staff_statistics(by, since=since, until=until, dimension=dimension, at=at).lines for since, until in (period, before))
    earlier = {line.code: line.counts.received for line in then}
    top = sorted((line for line in now if line.code and line.counts.received), key=lambda line: (-line.counts.received, line.code))
    return [_line(line, earlier.get(line.code, 0)) for line in top[:MOST_LINES]]


def _line(line: Line, before: int) -> dict[str, str]:
    counts = line.counts
    return {
        **_both(line.words), "received": shown(counts.received), "change": change(counts.received, before),
        "resolution": shown(counts.resolution), "satisfaction": shown(counts.satisfaction),
    }  # fmt: skip


def _late(at: datetime) -> list[dict[str, str]]:
    late = [load for load in load_by_department(at) if load.overdue][:MOST_LINES]
    return [{**_both(called(load.department)), "open": shown(load.open), "overdue": shown(load.overdue), "urged": shown(load.urged)} for load in late]


def _cases(numbers: list[str], by: Actor) -> list[dict[str, Any]]:
    """The chosen cases in their order, in the words that the public reads: masked, never with a reporter."""
    rows = in_charge(by).filter(matter__number__in=numbers).select_related("matter", "lead__department", "area").defer("area__boundary")
    found = {case.matter.number: case for case in rows}
    return [_case(found[number]) for number in numbers if number in found]


def _case(case: Case) -> dict[str, Any]:
    state, lead = CASE.state(case.matter.state).words, case.lead.department if case.lead else None
    return {
        "number": case.matter.number, "title": case.title_public, "text": case.text_public, "kind": _both(Kind(case.kind).words), "state": _both(state),
        "department": _both(called(lead)) if lead else None, "area": _both(Words(case.area.name_zh, case.area.name_en or case.area.name_zh)) if case.area else None,
        "opened_at": case.matter.opened_at.isoformat(), "chases": case.chases, "redoings": case.redoings,
    }  # fmt: skip


def called(department: Department) -> Words:
    """A department's short name in both languages."""
    return Words(department.short_zh or department.name_zh, department.short_en or department.name_en)


def _both(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
