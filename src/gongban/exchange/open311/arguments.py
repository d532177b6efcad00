"""Reading what a client asks for: lists with commas, times with zones, pages, answers to questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict

from gongban.exchange.open311.terms import DAYS, MOST, MOST_EXTENDED
from gongban.foundation.territory.public import city
from gongban.kernel.errors import Refusal
from gongban.kernel.words import Words

STATES = ("open", "closed")
SPAN = timedelta(days=DAYS)
LOST_PLUS = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")  # “+08:00” 未转义时加号成了空格 · an unescaped plus became a blank
ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](?:\[\d*\])?")
TRUE = ("true", "1", "yes")


@dataclass(frozen=True)
class Asked:
    """What a list is asked for. `ids` overrides everything else; empty lists mean everything."""

    since: datetime
    until: datetime
    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    states: frozenset[str] = frozenset(STATES)
    page: int = 1
    size: int = MOST
    extended: bool = False

    @property
    def skip(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * self.size


def asked_in(given: Mapping[str, str], now: datetime) -> Asked:
    """The list that the arguments describe; a Refusal names the argument that does not fit."""
    since, until = span_in(given, now)
    extended = flag(given.get("extensions", ""))
    most = MOST_EXTENDED if extended else MOST
    return Asked(
        since, until, many(given.get("service_request_id", ""))[:most], many(given.get("service_code", "")), _states(given.get("status", "")),
        _number(given, "page", 1, 1_000_000), _number(given, "page_size", most, most), extended,
    )  # fmt: skip


def span_in(given: Mapping[str, str], now: datetime) -> tuple[datetime, datetime]:
    """Beginning and end: 90 days at most, of which one end may be left out; without both the last 90 days."""
    first, last = _moment(given, "start_date"), _moment(given, "end_date")
    try:
        until = last or (min(first + SPAN, max(now, first)) if first else now)
        since = first or until - SPAN
    except OverflowError:
        raise _wrong("start_date", "时间超出范围。", "The time is out of range.") from None
    if since > until:
        raise _wrong("start_date", "开始时间晚于结束时间（start_date、end_date）。", "start_date lies after end_date.")
    if until - since > SPAN:
        raise _wrong("start_date", f"起止时间最多相隔 {DAYS} 天，请分几次取。", f"start_date and end_date may be {DAYS} days apart at most. Ask in parts.")
    return since, until


def many(text: str) -> tuple[str, ...]:
    """The members of a comma list, each once, at most as many as one answer holds."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))[:MOST]


def flag(text: str) -> bool:
    """Whether a yes was said."""
    return text.strip().lower() in TRUE


def answers_given(given: QueryDict) -> dict[str, list[str]]:
    """Answers by the code of their question: `attribute[CODE]=v`, several as `attribute[CODE][]=v`."""
    found: dict[str, list[str]] = {}
    for name, values in given.lists():
        if fits := ATTRIBUTE.fullmatch(name):
            found.setdefault(fits[1], []).extend(str(value) for value in values)
    return found


def _moment(given: Mapping[str, str], name: str) -> datetime | None:
    text = LOST_PLUS.sub("+", given.get(name, "").strip())
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=ZoneInfo(city().timezone))
        return found.astimezone(ZoneInfo("UTC"))
    except (ValueError, OverflowError):
        raise _wrong(name, f"{name} 不是时间，应写成 2026-01-31T00:00:00Z。", f"{name} is no time such as 2026-01-31T00:00:00Z.") from None


def _states(text: str) -> frozenset[str]:
    found = frozenset(part.lower() for part in many(text))
    if found - set(STATES):
        raise _wrong("status", "status 只能是 open、closed 或两者。", "status may be open, closed, or both with a comma.")
    return found or frozenset(STATES)


def _number(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most):
        raise _wrong(name, f"{name} 应是 1 到 {most} 的整数。", f"{name} is a whole number from 1 to {most}.")
    return int(text)


def _wrong(name: str, zh: str, en: str) -> Refusal:
    return Refusal(f"open311.{name}", Words(zh, en), field=name)
