"""What one may read of a case outside the workbench: the masked public view, or one's own in full.

Every page and feed for residents takes its words from here, so that nothing unmasked slips through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from gongban.delivery.cases.clocks import ClockReading, clock_named
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.masking import mask
from gongban.delivery.cases.models import Assignment, Case
from gongban.delivery.cases.photos import shown_to_everybody
from gongban.delivery.cases.publicity import hides_place
from gongban.delivery.cases.rights import is_party, may_act, relations, visible
from gongban.delivery.cases.terms import Solved
from gongban.foundation.matters.public import Attachment, Entry, Timer
from gongban.foundation.people.public import Department
from gongban.foundation.territory.public import Area, city, remembered
from gongban.kernel.actors import Actor
from gongban.kernel.errors import NotFound
from gongban.kernel.lifecycle import State
from gongban.kernel.place import Coordinate, coarsen
from gongban.kernel.words import Words

REPORTER = Words("反映人", "Reporter")
SYSTEM_WORDS = Words("平台", "Platform")
ANSWERED = Words("答复", "Answer")
RECEIVED = Words("提交诉求", "Reported")
JUDGED = Words("反映人评价", "The reporter judged")
BY_REPORTER = ("receive", "add", "chase", "withdraw", "me_too", "called_back")
WHAT = {"receive": RECEIVED, "answered": ANSWERED, "called_back": JUDGED}
# Widths of the H3 cells in which a public place is hidden, in metres, by resolution.
CELL_WIDTHS = ((11, 50), (10, 135), (9, 350), (8, 930))


@dataclass(frozen=True)
class Happening:
    """One line of the thread as the reader may see it; photos are ids."""

    at: datetime
    by: str  # resident | office | system
    who: Words
    what: Words
    text: str = ""
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Holding:
    """Which department has the case (of a closed one: had it), in which share, since when, and whether it signed for it."""

    department: Words
    share: str
    since: datetime
    signed_at: datetime | None


@dataclass(frozen=True)
class Seen:
    """A case as one reader may see it. `mine`: the reader is a party, so texts are whole; else they are masked."""

    case: Case
    mine: bool
    title: str
    text: str
    address: str
    area: Words | None
    point: tuple[float, float] | None
    state: State
    resident_clock: ClockReading | None
    holder_clock: ClockReading | None
    holdings: tuple[Holding, ...] = ()
    happenings: tuple[Happening, ...] = ()
    photos: tuple[UUID, ...] = ()
    may: frozenset[str] = field(default_factory=frozenset)  # actions that this reader may take now

    @property
    def number(self) -> str:
        return self.case.matter.number

    @property
    def answer(self) -> str:
        """The answer as this reader may see it; empty before closure."""
        return self.case.answer if self.mine else self.case.answer_public


def read_case(number: str, *, by: Actor, now: datetime) -> Seen:
    """The case of this number as `by` may read it outside the workbench; NotFound where they may not see it at all."""
    case = visible(by).filter(matter__number=number).select_related("matter", "category", "board", "area", "lead__department").first()
    if case is None:
        raise NotFound("case.not_found", Words(f"没有找到编号为 {number} 的诉求。", f"There is no case {number}."))
    mine = is_party(case, by)
    if not mine and case.publicity != "public":
        raise NotFound("case.not_found", Words(f"没有找到编号为 {number} 的诉求。", f"There is no case {number}."))
    return _seen(case, by, mine, now)


def _seen(case: Case, by: Actor, mine: bool, now: datetime) -> Seen:
    timers = list(case.matter.timers.prefetch_related("pauses"))
    entries = list(_entries(case, mine))
    return Seen(
        case, mine, case.matter.title if mine else case.title_public, case.text if mine else case.text_public,
        address=case.address if mine else public_address(case), area=area_words(case.area), point=own_point(case) if mine else public_point(case),
        state=CASE.state(case.matter.state), resident_clock=clock_named(timers, "resident", now), holder_clock=_holder(timers, case, now),
        holdings=_holdings(case), happenings=_happenings(case, entries, mine), photos=_first_photos(entries, mine), may=_may(case, by, mine),
    )  # fmt: skip


def area_words(area: Area | None) -> Words | None:
    """How an area is called, in both languages."""
    return Words(area.name_zh, area.name_en or area.name_zh) if area else None


def department_words(department: Department) -> Words:
    """A department's short name in both languages."""
    return Words(department.short_zh or department.name_zh, department.short_en or department.name_en)


def own_point(case: Case) -> tuple[float, float] | None:
    """The exact place, for a party."""
    return (case.lon, case.lat) if case.lon is not None and case.lat is not None else None


def public_point(case: Case) -> tuple[float, float] | None:
    """The place made coarse as the city asks; none for categories whose places the city hides."""
    return None if hides_place(case.category_id or "") else coarse_point(case)


def coarse_point(case: Case) -> tuple[float, float] | None:
    """The place as coarse as the city publishes places."""
    exact = own_point(case)
    if exact is None:
        return None
    coarse = coarsen(Coordinate(*exact), public_resolution())
    return round(coarse.lon, 6), round(coarse.lat, 6)


def public_address(case: Case) -> str:
    """The address with personal data masked; none where the city hides the places of the category."""
    return "" if hides_place(case.category_id or "") else mask(case.address).text


def public_resolution() -> int:
    """The H3 resolution of the cells in which public places are hidden."""
    metres = int(city().settings.get("public_coordinate_precision_m", 350))
    return next((resolution for resolution, width in CELL_WIDTHS if width >= metres), CELL_WIDTHS[-1][0])


def _holder(timers: Sequence[Timer], case: Case, now: datetime) -> ClockReading | None:
    lead = case.lead_id
    return clock_named([timer for timer in timers if timer.subject == lead], "holder", now) if lead else None


def _holdings(case: Case) -> tuple[Holding, ...]:
    parts = list(case.assignments.select_related("department").order_by("sent_at"))
    held = [part for part in parts if part.state != "ended"]
    closed = {part.department_id: part for part in parts if part.ended_because == "closed"}  # who redid it stands once
    return tuple(_holding(part) for part in held or closed.values())


def _holding(part: Assignment) -> Holding:
    return Holding(department_words(part.department), part.share, part.sent_at, part.signed_at)


def _entries(case: Case, mine: bool) -> Any:
    return with_photos(case.matter.entries.order_by("at", "id"), mine)


def with_photos(lines: QuerySet[Entry], mine: bool = False) -> QuerySet[Entry]:
    """Lines of threads outside the departments, with their departments and the photos that this reader may see."""
    photos = Attachment.objects.select_related("photo").order_by("id")
    rows = lines.exclude(audience="department").select_related("department")
    return rows.prefetch_related(Prefetch("attachments", photos if mine else photos.filter(shown_to_everybody())))


def _happenings(case: Case, entries: Sequence[Entry], mine: bool) -> tuple[Happening, ...]:
    return tuple(happening for _, happening in told_lines(entries, mine))


def told_lines(entries: Sequence[Entry], mine: bool = False) -> list[tuple[Entry, Happening]]:
    """The lines that this reader is told of, of one case or of many, each with what is said of it."""
    names = _department_names() if any(entry.fields.get("department") for entry in entries) else {}
    told = ((entry, _told(entry)) for entry in entries)
    return [(entry, _happening(entry, what, names, mine)) for entry, what in told if what.zh]


@remembered
def _department_names() -> dict[str, Words]:
    return {row.pk: department_words(row) for row in Department.objects.defer("duties")}


def _happening(entry: Entry, what: Words, names: dict[str, Words], mine: bool) -> Happening:
    to = names.get(entry.fields.get("department", ""))
    said = Words(f"{what.zh}：{to.zh}", f"{what.en}: {to.en}") if to else what
    by, who = _speaker(entry)
    return Happening(entry.at, by, who, said, _text(entry, mine), _photos(entry, mine))


def _told(entry: Entry) -> Words:
    """What the step is called for the public; empty words for steps that are nobody else's concern."""
    if solved := entry.fields.get("solved"):
        said = Solved(solved).words
        return Words(f"{JUDGED.zh}：{said.zh}", f"{JUDGED.en}: {said.en}")
    return _called(entry.kind)


def _called(kind: str) -> Words:
    return WHAT.get(kind) or next((row.told for row in CASE.rows(kind)), Words("", ""))


# Kinds of lines of which the public is told, for who asks for a number of them.
TOLD = frozenset(kind for kind in (*WHAT, *(row.action for row in CASE.transitions)) if _called(kind).zh)


def _text(entry: Entry, mine: bool) -> str:
    """Words for this reader: a staff line shows that it happened, never what it says."""
    if entry.audience == "staff":
        return ""
    return entry.text if mine else entry.text_public


def _photos(entry: Entry, mine: bool) -> tuple[UUID, ...]:
    if entry.audience == "staff":
        return ()
    return tuple(each.photo_id for each in entry.attachments.all())


def _first_photos(entries: Sequence[Entry], mine: bool) -> tuple[UUID, ...]:
    return next((_photos(entry, mine) for entry in entries if entry.kind == "receive"), ())


def _speaker(entry: Entry) -> tuple[str, Words]:
    if entry.kind in BY_REPORTER:
        return "resident", REPORTER
    if entry.department:
        return "office", department_words(entry.department)
    return "system", SYSTEM_WORDS


def _may(case: Case, by: Actor, mine: bool) -> frozenset[str]:
    """The reporter's own actions that are open now; what staff may do stands in the workbench."""
    held = frozenset({"reporter"}) if mine else relations(case, by) & {"reporter", "neighbour"}
    return frozenset(row.action for row in CASE.from_state(case.matter.state) if may_act(row, held))
