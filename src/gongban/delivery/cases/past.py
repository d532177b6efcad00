"""Cases of an old system, brought in as they were: with their old times, holders and ends, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db import connection, transaction

from gongban.delivery.cases.events import CaseOpened, Closed, DeadlineSet, Dispatched, Filed, SignedIn
from gongban.delivery.cases.indexing import tell_of
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.masking import mask
from gongban.delivery.cases.models import Assignment, Case
from gongban.delivery.cases.publicity import allowed_publicity
from gongban.foundation.copying import copy_in
from gongban.foundation.journal.public import Entry as JournalEntry
from gongban.foundation.journal.public import record_past
from gongban.foundation.matters.public import Entry, Matter, Timer
from gongban.foundation.territory.public import calendar, city, locate
from gongban.kernel.actors import Actor
from gongban.kernel.clock import Unit
from gongban.kernel.events import Occurrence
from gongban.kernel.identifiers import uuid7, uuid7_of
from gongban.kernel.place import cell

YELLOW_PERCENT = 30
IMPORTED_STATES = ("received", "accepted", "dispatched", "in_progress", "closed", "filed", "refused", "withdrawn")


@dataclass(frozen=True)
class PastCase:
    """A case as an old system tells it; codes are those of this city, times aware. Checked by whoever reads the file."""

    source_key: str
    channel: str
    kind: str
    state: str
    opened_at: datetime
    text: str
    title: str = ""
    category: str | None = None
    department: str | None = None
    address: str = ""
    place: tuple[float, float] | None = None  # longitude, latitude, WGS-84
    due_at: datetime | None = None
    closed_at: datetime | None = None
    answer: str = ""
    public: bool = False  # was published by the old system already
    language: str = "zh-hans"


@dataclass
class _Rows:
    matters: list[Matter] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    parts: list[Assignment] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    events: list[JournalEntry] = field(default_factory=list)


def bring_in(cases: Sequence[PastCase], *, by: Actor) -> int:
    """Bring in the cases whose channel and source key are not known yet, in one transaction; return how many were new.

    Nobody is told or called back: that was the old system's affair. Those that are still open go on with their old limit.
    """
    with transaction.atomic():
        fresh = _unknown(cases)
        rows = _Rows()
        for past, serial in zip(fresh, _serials(len(fresh)), strict=True):
            _add(rows, past, serial, by.over("import"))
        _write(rows)
    return len(fresh)


def _unknown(cases: Sequence[PastCase]) -> list[PastCase]:
    keys: dict[str, list[str]] = defaultdict(list)
    for past in cases:
        keys[past.channel].append(past.source_key)
    known = {
        (channel, key)
        for channel, wanted in keys.items()
        for key in Case.objects.filter(channel=channel, source_key__in=wanted).values_list("source_key", flat=True)
    }
    return [past for past in cases if (past.channel, past.source_key) not in known]


def _serials(number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_number') FROM generate_series(1, %s)", [number])
        return [serial for (serial,) in cursor.fetchall()]


def _write(rows: _Rows) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # case and assignment name each other
    for table in (rows.matters, rows.cases, rows.parts, rows.timers, rows.entries):
        copy_in(table)
    record_past(rows.events)
    tell_of(rows.cases, new=True)


def _add(rows: _Rows, past: PastCase, serial: int, by: Actor) -> None:
    matter = _matter(past, serial)
    case = _case(past, matter)
    if past.department:
        _hold(rows, past, case)
    elif past.due_at:
        rows.timers.append(_timer(past, case, "resident", None))
    rows.entries += _thread(past, case)
    happened = _happened(past, case)
    matter.last_seq = len(happened)
    rows.matters.append(matter)
    rows.cases.append(case)
    rows.events += [
        JournalEntry(event, by, at, matter.pk, seq, "import", past.department or "", case.district)
        for seq, (at, event) in enumerate(happened, start=1)
    ]


def _matter(past: PastCase, serial: int) -> Matter:
    still_open = CASE.state(past.state).open
    runs = past.due_at if still_open and past.state != "closed" else None
    return Matter(
        id=uuid7_of(past.opened_at), kind="case", number=f"{city().number_prefix}{calendar().local_day(past.opened_at):%Y%m%d}-{serial:06d}",
        title=past.title or past.text[:40], state=past.state, open=still_open, holder_id=past.department,
        opened_at=past.opened_at, changed_at=past.closed_at or past.opened_at, due_at=runs, yellow_at=_yellow(past) if runs else None,
    )  # fmt: skip


def _case(past: PastCase, matter: Matter) -> Case:
    lon, lat = past.place or (None, None)
    area = locate(lon, lat) if lon is not None and lat is not None else None
    return Case(
        matter=matter, kind=past.kind, channel=past.channel, category_id=past.category, text=past.text, text_public=mask(past.text).text,
        title_public=mask(matter.title).text, language=past.language, address=past.address, lon=lon, lat=lat,
        cell=cell(lon, lat, 9) if lon is not None and lat is not None else "", area_id=area.smallest if area else None,
        district=area.district if area else "", publicity=_publicity(past), wants_public=past.public, hops=1 if past.department else 0,
        answer=past.answer, answer_public=mask(past.answer).text, closed_at=past.closed_at,
        filed_at=past.closed_at if past.state == "filed" else None, source_key=past.source_key,
    )  # fmt: skip


def _publicity(past: PastCase) -> str:
    """What was public stays so, unless this city's table says never."""
    if allowed_publicity(past.kind, past.channel) == "never":
        return "never"
    return "public" if past.public else "private"


def _hold(rows: _Rows, past: PastCase, case: Case) -> None:
    assert past.department
    ended = past.closed_at is not None
    part = Assignment(
        id=uuid7_of(past.opened_at), case=case, department_id=past.department, share="lead", sent_at=past.opened_at,
        state="ended" if ended else "sent" if past.state == "dispatched" else "signed",
        signed_at=None if past.state == "dispatched" else past.opened_at,
        answer=past.answer, answered_at=past.closed_at, ended_at=past.closed_at, ended_because="closed" if ended else "",
    )  # fmt: skip
    case.lead_id = part.pk
    rows.parts.append(part)
    if past.due_at:
        rows.timers += [_timer(past, case, "resident", None), _timer(past, case, "holder", part.pk)]


def _timer(past: PastCase, case: Case, name: str, subject: UUID | None) -> Timer:
    """The limit as the old system set it; counted in hours, rounded up, should it ever be counted again."""
    assert past.due_at
    hours = max(1, ceil((past.due_at - past.opened_at) / timedelta(hours=1)))
    return Timer(
        id=uuid7(), matter_id=case.pk, name=name, subject=subject, department_id=past.department if subject else None,
        started_at=past.opened_at, amount=hours, unit=Unit.HOUR.value, yellow_percent=YELLOW_PERCENT, due_at=past.due_at,
        yellow_at=_yellow(past), stopped_at=past.closed_at, kept=past.closed_at <= past.due_at if past.closed_at else None,
    )  # fmt: skip


def _yellow(past: PastCase) -> datetime | None:
    return past.due_at and past.due_at - (past.due_at - past.opened_at) * YELLOW_PERCENT / 100


def _thread(past: PastCase, case: Case) -> list[Entry]:
    received = Entry(
        id=uuid7_of(past.opened_at), matter_id=case.pk, kind="receive", audience="parties", author_role="import",
        text=past.text, text_public=case.text_public, at=past.opened_at,
    )  # fmt: skip
    if past.closed_at is None or not past.answer:
        return [received]
    answered = Entry(
        id=uuid7_of(past.closed_at), matter_id=case.pk, kind="answered", audience="public", author_role="import",
        department_id=past.department, text=past.answer, text_public=case.answer_public, at=past.closed_at,
    )  # fmt: skip
    return [received, answered]


def _happened(past: PastCase, case: Case) -> list[tuple[datetime, Occurrence]]:
    opened: list[Occurrence] = [CaseOpened(past.kind, past.category, None, case.publicity)]
    if past.due_at:
        opened.append(DeadlineSet("resident", past.due_at, because="import"))
    if past.department and case.lead_id:
        opened.append(Dispatched(past.department, case.lead_id, 1))
        opened += [SignedIn(case.lead_id)] if past.state != "dispatched" else []
    ended: list[Occurrence] = []
    if past.closed_at and past.department:
        ended.append(Closed(past.department, past.closed_at <= past.due_at if past.due_at else None))
    if past.state == "filed":
        ended.append(Filed())
    return [(past.opened_at, event) for event in opened] + [(past.closed_at or past.opened_at, event) for event in ended]
