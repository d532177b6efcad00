"""What the API says of a case: one shape for lists, one for what a resident sees, one more for the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from gongban.delivery.cases.public import CASE, Case, ClockReading, Dossier, Kind, Row, Seen, read_clock
from gongban.foundation.matters.public import Entry
from gongban.kernel.words import Words
from gongban.web.api.cursors import Page
from gongban.web.api.problems import Said


def said(words: Words | None) -> Said | None:
    """Words as the API gives them."""
    return Said(zh=words.zh, en=words.en) if words else None


class Worded(Schema):
    """A code with its words."""

    code: str
    words: Said


class ClockOut(Schema):
    """A clock: `level` is green, yellow, red, paused or done."""

    name: str
    level: str
    words: Said
    since: datetime
    due_at: datetime | None
    provisional: bool


class CaseRow(Schema):
    """A case in a list, in words that the caller may see."""

    number: str
    title: str
    excerpt: str = ""
    kind: Said
    state: Worded
    address: str = ""
    department: Said | None = None
    opened_at: datetime
    changed_at: datetime
    clock: ClockOut | None = None
    photo: UUID | None = None
    unread: bool = False


class CasePage(Page):
    """A page of cases."""

    items: list[CaseRow]


class LineOut(Schema):
    """One line of the thread as the caller may read it."""

    at: datetime
    who: Said
    what: Said
    text: str
    photos: list[UUID]


class CaseOut(Schema):
    """A case as the public, or its reporter, sees it."""

    number: str
    mine: bool
    kind: Worded
    channel: str
    category: str | None
    state: Worded
    title: str
    text: str
    address: str
    lon: float | None
    lat: float | None
    opened_at: datetime
    publicity: str
    resident_clock: ClockOut | None
    holder_clock: ClockOut | None
    departments: list[Said]
    thread: list[LineOut]
    photos: list[UUID]
    actions: list[str]


class PartOut(Schema):
    id: UUID
    department: str
    share: str
    state: str
    sent_at: datetime
    signed_at: datetime | None
    answered_at: datetime | None
    ended_because: str


class StaffLine(Schema):
    at: datetime
    kind: str
    audience: str
    role: str
    department: str | None
    text: str


class DossierOut(Schema):
    """A case as the staff in charge of it sees it; contact data are never in it (see `reporter`)."""

    number: str
    title: str
    text: str
    kind: Worded
    state: Worded
    urgency: str
    channel: str
    category: str | None
    address: str
    lon: float | None
    lat: float | None
    opened_at: datetime
    due_at: datetime | None
    provisional: bool
    holder: str | None
    owner: str | None
    interim: bool
    hops: int
    returns: int
    redoings: int
    chases: int
    raised_at: datetime | None
    excluded: bool
    publicity: str
    answer: str
    clocks: list[ClockOut]
    parts: list[PartOut]
    thread: list[StaffLine]
    suggestion: list[dict[str, Any]]
    actions: list[str]
    reporter_hidden: bool


class ActedOut(Schema):
    """Where a case stands after an action."""

    number: str
    state: Worded
    due_at: datetime | None
    actions: list[str]


class ReceivedOut(Schema):
    """A received case; `follow_code` is shown only now, for a reporter without an account."""

    number: str
    follow_code: str
    repeated: bool
    state: Worded


def state_of(code: str) -> Worded:
    """A state with its words."""
    words = CASE.state(code).words
    return Worded(code=code, words=Said(zh=words.zh, en=words.en))


def kind_of(code: str) -> Worded:
    """A kind with its words."""
    words = Kind(code).words
    return Worded(code=code, words=Said(zh=words.zh, en=words.en))


def clock_out(clock: ClockReading | None) -> ClockOut | None:
    """A clock as the API gives it."""
    if clock is None:
        return None
    words = Said(zh=clock.words.zh, en=clock.words.en)
    return ClockOut(name=clock.name, level=clock.level, words=words, since=clock.since, due_at=clock.due_at, provisional=clock.provisional)


def row_out(row: Row) -> CaseRow:
    """A row of a public or own list."""
    return CaseRow(
        number=row.number, title=row.title, excerpt=row.excerpt, kind=_said(row.kind), address=row.address,
        state=Worded(code=row.state.code, words=_said(row.state.words)), department=said(row.department),
        opened_at=row.opened_at, changed_at=row.changed_at, clock=clock_out(row.clock), photo=row.photo, unread=row.unread,
    )  # fmt: skip


def staff_row(case: Case) -> CaseRow:
    """A row of a staff list."""
    matter = case.matter
    holder = Words(matter.holder.short_zh, matter.holder.short_en) if matter.holder else None
    return CaseRow(
        number=matter.number, title=matter.title, kind=_said(Kind(case.kind).words), state=state_of(matter.state),
        address=case.address, department=said(holder), opened_at=matter.opened_at, changed_at=matter.changed_at,
    )  # fmt: skip


def seen_out(seen: Seen) -> CaseOut:
    """A case as `read_case` gives it."""
    case, point = seen.case, seen.point or (None, None)
    lines = [LineOut(at=one.at, who=_said(one.who), what=_said(one.what), text=one.text, photos=list(one.photos)) for one in seen.happenings]
    return CaseOut(
        number=seen.number, mine=seen.mine, kind=kind_of(case.kind), channel=case.channel, category=case.category_id,
        state=state_of(seen.state.code), title=seen.title, text=seen.text, address=seen.address, lon=point[0], lat=point[1],
        opened_at=case.matter.opened_at, publicity=case.publicity, resident_clock=clock_out(seen.resident_clock),
        holder_clock=clock_out(seen.holder_clock), departments=[_said(one.department) for one in seen.holdings],
        thread=lines, photos=list(seen.photos), actions=sorted(seen.may),
    )  # fmt: skip


def dossier_out(found: Dossier, now: datetime) -> DossierOut:
    """A case as `dossier` gives it to staff."""
    case, matter = found.case, found.case.matter
    plain = ("urgency", "channel", "address", "lon", "lat", "interim", "hops", "returns", "redoings", "chases", "raised_at",
             "excluded", "publicity", "answer", "suggestion", "text")  # fmt: skip
    return DossierOut(
        number=matter.number, title=matter.title, kind=kind_of(case.kind), state=state_of(matter.state), category=case.category_id,
        opened_at=matter.opened_at, due_at=matter.due_at, provisional=matter.provisional, holder=matter.holder_id, owner=case.owner_id,
        clocks=[one for timer in found.timers if (one := clock_out(read_clock(timer, now)))], parts=[_part(one) for one in case.assignments.all()],
        thread=[_line(one) for one in found.thread], actions=[row.action for row in found.actions],
        reporter_hidden=not found.may_see_reporter, **{name: getattr(case, name) for name in plain},
    )  # fmt: skip


def _part(part: Any) -> PartOut:
    return PartOut(
        id=part.pk, department=part.department_id, share=part.share, state=part.state, sent_at=part.sent_at,
        signed_at=part.signed_at, answered_at=part.answered_at, ended_because=part.ended_because,
    )  # fmt: skip


def _line(entry: Entry) -> StaffLine:
    return StaffLine(
        at=entry.at, kind=entry.kind, audience=entry.audience, role=entry.author_role, department=entry.department_id, text=entry.text
    )


def _said(words: Words) -> Said:
    return Said(zh=words.zh, en=words.en)
