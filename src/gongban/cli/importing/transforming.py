"""One row of a file becomes a past case, or is listed with the column and the reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from gongban.cli.importing.mapping import BadRow, CaseMapping, filled, text
from gongban.delivery.cases.public import CASE, PastCase
from gongban.kernel.errors import Refusal
from gongban.kernel.input import CONTROL
from gongban.kernel.place import Bounds, parse_coordinate

LONGEST_TEXT, LONGEST_TITLE, LONGEST_KEY, LONGEST_ADDRESS = 5_000, 200, 80, 300
FIRST_YEAR, LAST_YEAR = 1900, 2199
ENDED = ("closed", "filed", "refused", "withdrawn")


def past_case(row: Mapping[str, Any], mapping: CaseMapping, bounds: Bounds, now: datetime) -> PastCase:
    """The case of a row; BadRow for what is missing, contradicts itself, or is unknown here."""
    state, opened = str(mapping.state.of(row)), _time(row, mapping.opened, mapping)
    due, closed = _optional_time(row, mapping.due, mapping), _optional_time(row, mapping.closed, mapping)
    if opened is None:
        raise BadRow(mapping.opened, "没有收到的时间。", "the time of receipt is missing.")
    _check_times(mapping, state, opened, due, closed, now)
    return PastCase(
        source_key=_short(row, mapping.key), channel=str(mapping.channel.of(row)), kind=str(mapping.kind.of(row)), state=state,
        opened_at=opened, text=_text(mapping, row), title=_clean(filled(mapping.title, row), mapping.title)[:LONGEST_TITLE], category=mapping.category.of(row),
        department=_department(mapping, row, state), address=_clean(filled(mapping.address, row), mapping.address)[:LONGEST_ADDRESS],
        place=_place(row, mapping, bounds), due_at=due, closed_at=closed, answer=_clean(filled(mapping.answer, row), mapping.answer),
        public=mapping.public, language=mapping.language,
    )  # fmt: skip


def _time(row: Mapping[str, Any], column: str, mapping: CaseMapping) -> datetime | None:
    value = row.get(column)
    if isinstance(value, datetime):  # 表格软件的日期 · a date of a spreadsheet
        found = value
    elif not text(row, column):
        return None
    else:
        found = _parsed(text(row, column), column, mapping.time_format)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise BadRow(column, f"{found.year} 年不会是真的。", f"the year {found.year} cannot be true.")
    return (found if found.tzinfo else found.replace(tzinfo=mapping.zone)).astimezone(UTC)


def _parsed(said: str, column: str, form: str) -> datetime:
    try:
        return datetime.strptime(said, form) if form else datetime.fromisoformat(said)
    except ValueError:
        raise BadRow(column, f"“{said[:40]}”不是约定格式的时间。", f"“{said[:40]}” is no time of the agreed format.") from None


def _optional_time(row: Mapping[str, Any], column: str, mapping: CaseMapping) -> datetime | None:
    return _time(row, column, mapping) if column else None


def _check_times(
    mapping: CaseMapping, state: str, opened: datetime, due: datetime | None, closed: datetime | None, now: datetime
) -> None:
    if opened > now:
        raise BadRow(mapping.opened, "收到的时间在将来。", "it was received in the future.")
    if closed and closed < opened:
        raise BadRow(mapping.closed, "办结早于收到。", "it was closed before it was received.")
    if closed and closed > now:
        raise BadRow(mapping.closed, "办结的时间在将来。", "it was closed in the future.")
    if due and due < opened:
        raise BadRow(mapping.due, "期限早于收到。", "its limit lies before its receipt.")
    if state in ENDED and closed is None:
        raise BadRow(mapping.closed, f"状态是“{CASE.state(state).words.zh}”，却没有办结时间。", "it has ended, but the time of its end is missing.")
    if state not in ENDED and closed:
        raise BadRow(mapping.closed, "还没有结束，却有办结时间。", "it has not ended, but has a time of its end.")


def _short(row: Mapping[str, Any], column: str) -> str:
    key = _clean(text(row, column), column)
    if not key or len(key) > LONGEST_KEY:
        raise BadRow(column, f"来源编号应有 1 到 {LONGEST_KEY} 个字符。", f"a source key has 1 to {LONGEST_KEY} characters.")
    return key


def _text(mapping: CaseMapping, row: Mapping[str, Any]) -> str:
    said = _clean(filled(mapping.text, row), mapping.text)
    if not said:
        raise BadRow(mapping.text, "没有内容。", "it says nothing.")
    return said


def _clean(said: str, where: str) -> str:
    if CONTROL.search(said):
        raise BadRow(where, "含有看不见的控制字符。", "it contains invisible control characters.")
    if len(said) > LONGEST_TEXT:
        raise BadRow(where, f"超过 {LONGEST_TEXT} 个字。", f"it has more than {LONGEST_TEXT} characters.")
    return said


def _department(mapping: CaseMapping, row: Mapping[str, Any], state: str) -> str | None:
    found = mapping.department.of(row)
    if found is None and state in ("dispatched", "in_progress", "closed"):
        column = mapping.department.columns[-1] if mapping.department.columns else "department"
        raise BadRow(column, "在办的诉求要有主办部门。", "a case that is worked on needs a lead department.")
    return found


def _place(row: Mapping[str, Any], mapping: CaseMapping, bounds: Bounds) -> tuple[float, float] | None:
    place = mapping.place
    if place is None or (place.only_if and not text(row, place.only_if)) or not (text(row, place.lon) or text(row, place.lat)):
        return None
    try:
        where = parse_coordinate(text(row, place.lon), text(row, place.lat), system=place.system, bounds=bounds)
    except Refusal as refusal:
        raise BadRow(place.lat, refusal.words.zh, refusal.words.en) from None
    return where.lon, where.lat
