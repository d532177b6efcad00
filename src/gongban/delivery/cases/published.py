"""Public cases, many at once, as everybody may read them: for feeds and other people's programs, in a constant number of queries.

Which cases are public, and what stands in them, is decided where the portal takes it from (browsing, reading), not here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from gongban.delivery.cases.browsing import STAGES, listed, public_cases
from gongban.delivery.cases.lifecycle import CASE
from gongban.delivery.cases.models import Case
from gongban.delivery.cases.reading import (
    TOLD,
    Happening,
    area_words,
    department_words,
    public_address,
    public_point,
    told_lines,
    with_photos,
)
from gongban.delivery.cases.terms import Kind
from gongban.foundation.matters.public import Entry
from gongban.kernel.lifecycle import State
from gongban.kernel.words import Words


@dataclass(frozen=True)
class Published:
    """A public case: texts masked, the place made coarse, photos (ids) only where they were looked at and shown on purpose."""

    id: UUID
    number: str
    kind: Kind
    state: State
    open: bool
    category: str
    category_words: Words | None
    title: str
    text: str
    answer: str
    address: str
    area: Words | None
    point: tuple[float, float] | None
    department: Words | None
    opened_at: datetime
    changed_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    photos: tuple[UUID, ...]


@dataclass(frozen=True)
class Step:
    """One public line of a case's thread, with an id that stays the same."""

    id: UUID
    number: str
    open: bool
    happening: Happening


def published(rows: QuerySet[Case]) -> list[Published]:
    """The cases of `rows` (taken from `public_cases()`, in its order) as everybody may read them."""
    return [_published(case) for case in listed(rows).select_related("lead__department")]


def steps_of(cases: Iterable[UUID]) -> dict[UUID, list[Step]]:
    """The public lines of public cases by the id of the case, the oldest first; two or three queries for all of them."""
    found: dict[UUID, list[Step]] = defaultdict(list)
    shown = public_cases().filter(pk__in=list(cases)).values("matter")
    for entry, step in _steps(with_photos(Entry.objects.filter(matter__in=shown)).order_by("at", "id")):
        found[entry.matter_id].append(step)
    return found


def public_steps(since: datetime, until: datetime, *, limit: int, skip: int = 0) -> list[Step]:
    """What was written down about public cases between two moments, the oldest first.

    By when it was written down, not by when it happened: who asks for news since last time misses nothing that came in
    late. An id holds that moment, so no further index is needed.
    """
    written = Entry.objects.filter(kind__in=TOLD, pk__gte=_first_id(since), pk__lt=_first_id(until + timedelta(milliseconds=1)))
    rows = with_photos(written.filter(matter__in=public_cases().values("matter")))
    return [step for _, step in _steps(rows.order_by("pk")[skip : skip + limit])]


def _first_id(moment: datetime) -> UUID:
    """What lies before every id made at a moment or later, and after every earlier one (UUIDv7)."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << 80)


def _steps(lines: QuerySet[Entry]) -> list[tuple[Entry, Step]]:
    entries: Sequence[Entry] = list(lines.select_related("matter"))
    return [
        (entry, Step(entry.pk, entry.matter.number, entry.matter.state in STAGES["open"][1], happening))
        for entry, happening in told_lines(entries)
    ]  # fmt: skip


def _published(case: Case) -> Published:
    matter = case.matter
    photos = [each for each in matter.shown_photos if each.public and each.photo.blur_checked_at]  # type: ignore[attr-defined]
    timers = matter.resident_timers  # type: ignore[attr-defined]
    holder = matter.holder or (case.lead.department if case.lead else None)
    category = case.category
    return Published(
        case.pk, matter.number, Kind(case.kind), CASE.state(matter.state), matter.state in STAGES["open"][1], category.pk if category else "",
        Words(category.name_zh, category.name_en or category.name_zh) if category else None, case.title_public, case.text_public,
        case.answer_public, public_address(case), area_words(case.area), public_point(case), department_words(holder) if holder else None,
        matter.opened_at, matter.changed_at, case.closed_at, timers[0].due_at if timers else None, tuple(each.photo_id for each in photos),
    )  # fmt: skip
